package dev.guestwire;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Keeps the events that come, for a test to take. */
public final class EventListener implements Consumer<HostEvent> {
    private final BlockingQueue<HostEvent> events = new LinkedBlockingQueue<>();

    @Override
    public void accept(HostEvent event) {
        events.add(event);
    }

    /** {@return the next event} */
    public HostEvent next() throws InterruptedException {
        return next(FakeHost.SOON);
    }

    /** {@return the next event} */
    public HostEvent next(Duration patience) throws InterruptedException {
        HostEvent event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (event == null) {
            throw new AssertionError("no event came within " + patience);
        }
        return event;
    }

    /** {@return the next event of a class; others are thrown away} */
    public <E extends HostEvent> E next(Class<E> kind) throws InterruptedException {
        return next(kind, FakeHost.SOON);
    }

    /** {@return the next event of a class; others are thrown away} */
    public <E extends HostEvent> E next(Class<E> kind, Duration patience) throws InterruptedException {
        while (true) {
            HostEvent event = next(patience);
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    /** {@return whether nothing waits} */
    public boolean isEmpty() {
        return events.isEmpty();
    }
}
