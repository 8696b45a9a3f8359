package dev.guestwire.watch;

import dev.guestwire.Guest;
import dev.guestwire.GuestEvent;
import dev.guestwire.HostEvent;
import dev.guestwire.error.JobNotCompletedException;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * An event of a guest that is expected: made before the action that brings it about, awaited after it.
 *
 * <pre>{@code
 * try (var stopped = Expected.of(guest, LifecycleEvent.Stopped.class, any -> true)) {
 *     guest.destroy();
 *     stopped.await(Duration.ofSeconds(10));
 * }
 * }</pre>
 *
 * <p>For one thread at a time.
 */
public final class Expected<E extends GuestEvent> implements AutoCloseable {
    private final Class<E> kind;
    private final Predicate<? super E> wanted;
    private final String subject;
    private final Watch watch;
    private boolean lost;

    private Expected(Guest guest, Class<E> kind, Predicate<? super E> wanted) {
        this.kind = kind;
        this.wanted = wanted;
        this.subject = "The event " + kind.getSimpleName() + " of guest " + guest.name();
        this.watch = new Watch(guest, kind);
    }

    /**
     * Begins to listen for an event; the daemon knows of it when this returns.
     *
     * @param kind a class of events, or a family of them
     * @param wanted which of them
     * @throws dev.guestwire.error.CallFailedException if the daemon has no such events
     */
    public static <E extends GuestEvent> Expected<E> of(Guest guest, Class<E> kind, Predicate<? super E> wanted) {
        return new Expected<>(guest, kind, wanted);
    }

    /** {@return whether events were lost since, so that it may have come unheard: see {@link HostEvent.Resynced}} */
    public boolean mayBeLost() {
        return lost;
    }

    /**
     * {@return the first such event that came since this was made, or since the one returned before}
     *
     * @throws JobNotCompletedException STILL_RUNNING if it did not come in time, UNKNOWN if the connection ended
     */
    public E await(Duration patience) throws InterruptedException {
        Patience left = Patience.of(patience);
        while (true) {
            HostEvent event = watch.take(subject, left);
            lost |= event instanceof HostEvent.Resynced;
            if (kind.isInstance(event) && wanted.test(kind.cast(event))) {
                return kind.cast(event);
            }
        }
    }

    /** Listens no more. */
    @Override
    public void close() {
        watch.close();
    }

    @Override
    public String toString() {
        return subject;
    }
}
