package dev.guestwire;

import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LabGuest;
import dev.guestwire.testkit.LabGuestBuilder;
import java.time.Duration;

/** A guest that QEMU runs and whose agent answers, with a connection of its own. Its lab ends it. */
public final class RunningGuest implements AutoCloseable {
    private static final Duration BOOT = Duration.ofMinutes(4);

    public final Host host;
    public final Guest guest;
    public final LabGuest image;
    /** Hears everything since before the start. */
    public final EventListener events = new EventListener();

    private RunningGuest(Host host, LabGuest image) {
        this.host = host;
        this.image = image;
        host.onEvent(events);
        this.guest = host.define(image.xml());
    }

    /** Defines and starts a guest and waits for its agent. */
    public static RunningGuest boot(Lab lab, LabGuestBuilder builder) throws InterruptedException {
        RunningGuest running = new RunningGuest(Host.connect(lab.qemuUri()), builder.create());
        running.guest.start();
        running.awaitAgent();
        return running;
    }

    /** Waits until the agent has connected once more. */
    public void awaitAgent() throws InterruptedException {
        while (!events.next(GuestEvent.AgentChanged.class, BOOT).state().is(GuestEvent.ChannelState.CONNECTED)) {
            // it tells of the end of the one before, too
        }
    }

    @Override
    public void close() {
        host.close();
    }
}
