package dev.guestwire.watch;

import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.HostEvent;
import dev.guestwire.Subscription;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.rpc.turn.Listening;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What is heard of a guest since this was made, kept for a thread to take in its order. Besides the events asked for it
 * hears {@link HostEvent.Resynced}, after which some may be missing, and {@link HostEvent.ConnectionClosed}.
 */
public final class Watch implements AutoCloseable {
    private static final String BY = "events";

    private final BlockingQueue<HostEvent> heard = new LinkedBlockingQueue<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Host host;
    private volatile boolean closed;

    /**
     * Begins to listen; the daemon knows of it when this returns.
     *
     * @param kinds the events, or families of them
     * @throws dev.guestwire.error.CallFailedException if the daemon has no such events
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public Watch(Guest guest, Class<? extends HostEvent>... kinds) {
        host = guest.host();
        try {
            for (Class<? extends HostEvent> kind : kinds) {
                subscriptions.add(guest.onEvent(kind, heard::add));
            }
            subscriptions.add(guest.onEvent(HostEvent.Resynced.class, heard::add));
            subscriptions.add(guest.onEvent(HostEvent.ConnectionClosed.class, this::end));
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private void end(HostEvent.ConnectionClosed last) {
        closed = true;
        heard.add(last);
    }

    /** {@return whether nothing more will come: the connection has ended for good} */
    public boolean isEnded() {
        return closed;
    }

    /**
     * {@return the next event, if one comes in time}
     *
     * @throws IllegalStateException if none is there and the current thread runs a listener of the host, behind which the next
     *     waits
     */
    public Optional<HostEvent> next(Duration patience) throws InterruptedException {
        if (heard.isEmpty() && patience.isPositive()) {
            Listening.refuseWait(host, "A wait for what happens to a guest");
        }
        return Optional.ofNullable(heard.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    }

    /**
     * {@return the next event}
     *
     * @param subject what is waited for, in words such as {@code Shutdown of guest web-1}; an exception begins with them
     * @throws JobNotCompletedException STILL_RUNNING if none came in time, UNKNOWN if the connection ended
     */
    public HostEvent take(String subject, Patience patience) throws InterruptedException {
        HostEvent event = next(patience.left())
                .orElseThrow(() -> new JobNotCompletedException(
                        subject, Status.STILL_RUNNING, "it has not happened within " + patience, BY));
        if (event instanceof HostEvent.ConnectionClosed last) {
            throw ended(subject, last);
        }
        return event;
    }

    /** {@return that nobody will know: the connection ended} */
    public static JobNotCompletedException ended(String subject, HostEvent.ConnectionClosed last) {
        return new JobNotCompletedException(
                subject, Status.UNKNOWN, "the connection ended meanwhile: " + last.detail(), BY);
    }

    /** Listens no more. */
    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
    }

    @Override
    public String toString() {
        return "what happens to a guest of " + host;
    }
}
