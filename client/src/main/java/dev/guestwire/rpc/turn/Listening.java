package dev.guestwire.rpc.turn;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Runs code of strangers: listeners of events, of progress and of the end of a connection. Whatever one of them throws or leaves
 * behind reaches nobody else.
 */
public final class Listening {
    private static final Journal LOG = new Journal("dev.guestwire.events");
    private static final ThreadLocal<Delivery> CURRENT = new ThreadLocal<>();

    private Listening() {}

    /** {@return a thread, not yet started, that delivers the events of one connection and does nothing else} */
    public static Thread deliverer(Runnable work) {
        return new Deliverer(work);
    }

    private static final class Deliverer extends Thread {
        Deliverer(Runnable work) {
            super(work, "guestwire-events");
            setDaemon(true);
        }
    }

    /** A listener that the current thread runs, for a host, inside another perhaps. */
    private record Delivery(Object host, @Nullable Delivery outer) {}

    /**
     * Runs a listener of a host's events. It does not see an interrupt of the thread from before; one from before is there
     * again afterwards.
     *
     * @param host whose events wait until the listener returns
     * @param what the listener hears of; a log line names it if the listener throws
     */
    public static void deliver(Object host, String what, Runnable listener) {
        Delivery outer = CURRENT.get();
        boolean interrupted = Thread.interrupted();
        CURRENT.set(new Delivery(host, outer));
        try {
            guard(what, listener);
        } finally {
            restore(outer);
            interrupted |= Thread.interrupted() && outer == null && !(Thread.currentThread() instanceof Deliverer);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void restore(@Nullable Delivery outer) {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }

    /** Runs code of a stranger; what it throws, checked exceptions and errors included, is logged and goes no further. */
    public static void guard(String what, Runnable code) {
        try {
            code.run();
        } catch (Throwable thrown) {
            LOG.log(Level.WARNING, "a listener failed at " + what, thrown);
        }
    }

    /**
     * Refuses a wait for events on the thread that delivers them: they would come only after the wait.
     *
     * @param host whose events would end the wait
     * @param what the wait, in words such as {@code BlockJob.keep}
     * @throws IllegalStateException if the current thread runs a listener of that host
     */
    public static void refuseWait(Object host, String what) {
        if (isIn(host)) {
            throw refusal(what);
        }
    }

    /** {@return whether the current thread runs a listener of a host} */
    @SuppressWarnings("ReferenceEquality") // two hosts are never the same
    public static boolean isIn(Object host) {
        for (Delivery each = CURRENT.get(); each != null; each = each.outer()) {
            if (each.host() == host) {
                return true;
            }
        }
        return false;
    }

    private static IllegalStateException refusal(String what) {
        return new IllegalStateException(what + " waits for events, and was called by a listener on the thread '"
                + Thread.currentThread().getName()
                + "', which delivers them: no event would come before the listener returns. Wait on another thread, or use"
                + " toFuture() where there is one");
    }
}
