package dev.guestwire.cli.demo;

import dev.guestwire.DeviceEvent;
import dev.guestwire.GuestEvent;
import dev.guestwire.Host;
import dev.guestwire.HostEvent;
import dev.guestwire.JobEvent;
import dev.guestwire.LifecycleEvent;
import dev.guestwire.cli.console.Display;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Shows a host's events as they come, and lets one thread wait for those it expects, in their order. */
final class EventLog {
    private final Display display;
    private final BlockingQueue<HostEvent> arrived = new LinkedBlockingQueue<>();

    EventLog(Display display) {
        this.display = display;
    }

    /** Hears the lifecycle and agent events of a host's guests, until the host is closed. */
    void listenTo(Host host) {
        host.onEvent(LifecycleEvent.class, this::add);
        host.onEvent(GuestEvent.AgentChanged.class, this::add);
        host.onEvent(DeviceEvent.Added.class, this::add);
        host.onEvent(DeviceEvent.Removed.class, this::add);
        host.onEvent(JobEvent.BlockJobChanged.class, this::add);
        host.onClose(this::add);
    }

    /** Forgets what has come, and hears another host instead: the guest has moved there. */
    void follow(Host host) {
        listenTo(host);
        arrived.clear();
    }

    private void add(HostEvent event) {
        if (event instanceof GuestEvent ofGuest) {
            display.line(display.style().faint("      event: " + EventText.of(ofGuest)));
        }
        arrived.add(event);
    }

    /**
     * {@return the next event of a kind; those before it are passed over}
     *
     * @throws TimeoutException when none comes in time
     * @throws IllegalStateException when the guest stops or the connection ends instead
     */
    <E extends HostEvent> E await(Class<E> kind, Predicate<E> wanted, Duration limit)
            throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            HostEvent event = arrived.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new TimeoutException(
                        "no " + kind.getSimpleName() + " event came within " + limit.toSeconds() + " s");
            }
            if (kind.isInstance(event) && wanted.test(kind.cast(event))) {
                return kind.cast(event);
            }
            switch (event) {
                case LifecycleEvent.Stopped stopped ->
                    throw new IllegalStateException("the guest stopped: " + EventText.of(stopped));
                case HostEvent.ConnectionClosed closed ->
                    throw new IllegalStateException("the connection to the daemon ended: " + closed.detail());
                default -> {}
            }
        }
    }
}
