package dev.guestwire.rpc;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who reads a connection's socket: at any time nobody or one thread.
 *
 * <p>A platform thread that waits for its answer reads for everybody, since that spares a change of threads. It hands
 * the lead on when it leaves, whatever makes it leave. The connection's reader thread leads for virtual threads, for
 * those who have waited long, and while nobody calls; it steps aside for a while when it has served a thread that could
 * lead itself.
 */
final class Lead {
    /** How long a caller reads for others before it leaves that to the reader thread. */
    static final long PATIENCE_NANOS = 2_000_000;

    /**
     * A leader waits without a timer, since arming one costs a virtual machine as much as half a call: the reader thread,
     * which keeps time anyway, wakes it once its patience is over. Only a deadline sooner than that can happen needs a timer.
     */
    private static final long SOON_NANOS = 200_000_000;

    private static final long ASIDE_BRIEFLY = 1_000_000;
    private static final long ASIDE_IDLE = 50_000_000;

    private final RpcConnection connection;
    private final boolean callersLead;
    private final AtomicBoolean taken = new AtomicBoolean();

    private volatile @Nullable Thread reader;
    private volatile boolean callersLed;
    private volatile boolean idle;
    private volatile long leaderSentAt;

    /** Creates one; where callers do not lead, the reader thread always does. */
    Lead(RpcConnection connection, boolean callersLead) {
        this.connection = connection;
        this.callersLead = callersLead;
    }

    void startReader(String name) {
        Thread thread = new Thread(this::read, "guestwire-reader-" + name);
        thread.setDaemon(true);
        reader = thread;
        thread.start();
    }

    void wakeReader() {
        LockSupport.unpark(reader);
    }

    /** Reads until a call is answered, its time is up or it has become patient. {@return whether it led at all} */
    boolean leadFor(Exchange own, long deadline) {
        if (!callersLead || !own.canLead(System.nanoTime()) || !taken.compareAndSet(false, true)) {
            return false;
        }
        callersLed = true;
        leaderSentAt = own.sentAt();
        try {
            long now = System.nanoTime();
            while (!isOver(own) && now - deadline < 0 && own.canLead(now)) {
                wake(connection.readOnce(deadline - now > SOON_NANOS ? Long.MAX_VALUE : deadline - now), own);
                now = System.nanoTime();
            }
        } finally {
            taken.set(false);
            if (own.isDone()) {
                pass();
            } else {
                wakeReader();
            }
        }
        return true;
    }

    private boolean isOver(Exchange own) {
        return own.isDone() || Thread.currentThread().isInterrupted();
    }

    /** Sees to it that somebody reads for a thread that is about to park. */
    void follow() {
        if (!taken.get()) {
            wakeReader();
        }
    }

    /** Sees to it that somebody reads if another thread waits; for a thread that leaves, or sent what others queued. */
    void pass() {
        if (taken.get() || connection.end() != null) {
            return;
        }
        long now = System.nanoTime();
        Exchange successor = callersLead ? connection.inFlight().successor(now) : null;
        if (successor != null) {
            LockSupport.unpark(successor.caller());
        } else if (needsReader(idle, now)) {
            wakeReader();
        }
    }

    private boolean needsReader(boolean alsoPatient, long now) {
        return connection.isWriting() || connection.inFlight().needsReader(alsoPatient, now);
    }

    /** A reader that fails ends its connection: nobody else would read or ping. */
    private void read() {
        try {
            readAll();
        } catch (RuntimeException | Error failed) {
            connection.end(ConnectionEnd.error(failed));
        }
    }

    private void readAll() {
        boolean aside = false;
        while (connection.end() == null) {
            if (aside) {
                stepAside();
                aside = !needsReader(true, System.nanoTime()) && callersLed;
                callersLed = false;
            }
            if (!aside && taken.compareAndSet(false, true)) {
                try {
                    serve();
                } finally {
                    taken.set(false);
                    pass();
                }
            }
            aside = true;
        }
    }

    /** Parks. Saying so before looking who waits, so that {@link #pass} either sees it or is seen. */
    private void stepAside() {
        idle = true;
        if (needsReader(true, System.nanoTime())) {
            idle = false;
            LockSupport.parkNanos(ASIDE_BRIEFLY);
        } else {
            LockSupport.parkNanos(ASIDE_IDLE);
            idle = false;
        }
        long now = System.nanoTime();
        connection.keepAlive(now);
        if (taken.get() && now - leaderSentAt > PATIENCE_NANOS) {
            connection.wakeUp();
        }
    }

    /** Reads until somebody was served who could have led. */
    private void serve() {
        boolean served = false;
        while (!served && connection.end() == null) {
            List<Exchange> answered = connection.readOnce(connection.untilKeepAlive(System.nanoTime()));
            long now = System.nanoTime();
            for (Exchange exchange : answered) {
                served |= callersLead && exchange.canLead(now);
            }
            wake(answered, null);
            connection.keepAlive(now);
        }
    }

    private static void wake(List<Exchange> answered, @Nullable Exchange own) {
        for (Exchange exchange : answered) {
            if (exchange != own && !exchange.isAbandoned()) {
                LockSupport.unpark(exchange.caller());
            }
        }
    }
}
