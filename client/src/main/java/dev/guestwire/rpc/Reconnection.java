package dev.guestwire.rpc;

import dev.guestwire.rpc.turn.Journal;
import dev.guestwire.rpc.turn.Listening;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The lanes to one daemon; when they are lost, others in their place, if that was asked for. Thread-safe. */
public final class Reconnection implements AutoCloseable {
    private static final Journal LOG = new Journal("dev.guestwire.rpc");
    /** How long the end may be put off. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final Supplier<Lanes> dialing;
    private final @Nullable Backoff backoff;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Lanes lanes;
    private volatile Listener listener = new Listener() {};
    private final Map<Runnable, CompletableFuture<?>> farewells = new ConcurrentHashMap<>();
    private boolean closed;

    /**
     * How long to wait between attempts to connect again.
     *
     * @param first the wait before the first attempt; each later one is twice the one before
     * @param longest the longest wait
     * @param attempts how many attempts are made before the connection counts as ended
     */
    public record Backoff(Duration first, Duration longest, int attempts) {
        private static final int MOST_DOUBLINGS = 30;

        /**
         * {@return the wait before an attempt: between half of its share and all of it, so that many clients of a daemon do not
         * come back at once}
         *
         * @param attempt counts from zero
         * @param random from zero to one
         */
        public Duration delay(int attempt, double random) {
            double share = (double) first.toNanos() * Math.pow(2, Math.min(attempt, MOST_DOUBLINGS));
            double bounded = Math.min(share, (double) longest.toNanos());
            return Duration.ofNanos((long) (bounded * (0.5 + random / 2)));
        }
    }

    /** Hears how the connection fares. */
    public interface Listener {
        /** It is lost; others are being opened. */
        default void lost(ConnectionEnd end) {}

        /** There are lanes again; callers may have used them already. If it throws, they count as lost. */
        default void connected(Lanes opened) {}

        /** It has ended for good. */
        default void ended(ConnectionEnd end) {}
    }

    private Reconnection(Supplier<Lanes> dialing, @Nullable Backoff backoff) {
        this.dialing = dialing;
        this.backoff = backoff;
        this.lanes = dialing.get();
    }

    /**
     * Connects.
     *
     * @param dialing opens lanes
     * @param backoff how to connect again; null for not at all
     */
    public static Reconnection open(Supplier<Lanes> dialing, @Nullable Backoff backoff) {
        return new Reconnection(dialing, backoff);
    }

    /** {@return other lanes to the same daemon, which are not opened again when they are lost} */
    public Reconnection sibling() {
        return new Reconnection(dialing, null);
    }

    /** Names who hears of it; at once if it has ended already. */
    public void listen(Listener who) {
        listener = who;
        lanes.onEnd(this::ended);
    }

    /** {@return the lanes of now, which may be lost} */
    public Lanes lanes() {
        return lanes;
    }

    private void ended(ConnectionEnd end) {
        if (backoff == null || end.reason() == ConnectionEnd.Reason.CLOSED || isClosed()) {
            listener.ended(end);
            return;
        }
        Listening.guard("the loss of the connection", () -> listener.lost(end));
        LOG.log(Level.INFO, "connecting again: {0}", end.detail());
        Thread.ofVirtual().name("guestwire-reconnect").start(() -> connectAgain(backoff, end));
    }

    private void connectAgain(Backoff pace, ConnectionEnd end) {
        ConnectionEnd last = end;
        for (int attempt = 0; attempt < pace.attempts(); attempt++) {
            if (isClosedWithin(pace.delay(attempt, ThreadLocalRandom.current().nextDouble()))) {
                listener.ended(ConnectionEnd.closed());
                return;
            }
            try {
                adopt(dialing.get());
                return;
            } catch (RuntimeException | Error failed) {
                // no memory for a thread, say: later there may be some, and nobody else would connect again
                LOG.log(Level.DEBUG, "attempt " + (attempt + 1) + " to connect again failed", failed);
                last = ConnectionEnd.error(failed);
            }
        }
        listener.ended(last);
    }

    private void adopt(Lanes opened) {
        lock.lock();
        try {
            if (closed) {
                opened.close();
            }
            lanes = opened;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        opened.onEnd(this::ended);
        try {
            listener.connected(opened);
        } catch (RuntimeException | Error failed) {
            // without their registrations listeners would hear nothing, and not know it
            opened.fail(failed);
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits; {@return whether it was closed meanwhile} */
    private boolean isClosedWithin(Duration delay) {
        lock.lock();
        try {
            long left = delay.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return closed;
        } catch (InterruptedException nobodyInterruptsThisThread) {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there are lanes that stand. {@return whether there are} */
    public boolean await(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (!lanes.isOpen() && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return lanes.isOpen();
        } finally {
            lock.unlock();
        }
    }

    /** Has something done before the end that {@link #sayFarewell} begins, unless it is settled by then. */
    public void beforeClose(Runnable task, CompletableFuture<?> settled) {
        farewells.put(task, settled);
        var unused = settled.whenComplete((end, failure) -> farewells.remove(task));
    }

    /** Does what is to be done before the end, and waits some seconds at most until it is settled. */
    public void sayFarewell() {
        Map<Runnable, CompletableFuture<?>> due = Map.copyOf(farewells);
        due.keySet().forEach(task -> Listening.guard("the end of the host", task));
        boolean interrupted = Thread.interrupted();
        try {
            CompletableFuture.allOf(due.values().toArray(CompletableFuture[]::new))
                    .get(FAREWELL.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (ExecutionException | TimeoutException unsettled) {
            LOG.log(Level.DEBUG, "what was to be done before the end is not done", unsettled);
        } finally {
            farewells.keySet().removeAll(due.keySet());
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends all, for good. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        lanes.close();
    }
}
