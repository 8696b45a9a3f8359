package dev.guestwire.rpc.turn;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.protocol.AboutDomain;
import dev.guestwire.protocol.Call;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A line at DEBUG for each call: what was called, of which guest, and how long the answer took. Neither arguments nor answers are
 * in it, which may be secret. Loggers take long to load and to ask, so whether the lines are wanted is asked at the first call, and
 * then at most once a second; where the system property {@code dev.guestwire.calls} is {@code off}, nobody is ever asked.
 */
public final class CallLog {
    private static final Journal CALLS = new Journal("dev.guestwire.calls");
    private static final Journal CONNECTIONS = new Journal("dev.guestwire.rpc");
    private static final boolean NEVER = "off".equals(System.getProperty("dev.guestwire.calls"));
    private static final long BETWEEN_LOOKS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONG = TimeUnit.DAYS.toNanos(365);

    private static final AtomicBoolean ON = new AtomicBoolean();
    private static final AtomicLong NEXT_LOOK = new AtomicLong(System.nanoTime() - LONG);

    private CallLog() {}

    /**
     * {@return whether calls are logged}
     *
     * @param now the time, by {@link System#nanoTime}; it need not be exact
     */
    public static boolean isOn(long now) {
        if (now - NEXT_LOOK.get() >= 0) {
            NEXT_LOOK.set(now + (NEVER ? LONG : BETWEEN_LOOKS));
            ON.set(!NEVER && CALLS.isLoggable(Level.DEBUG));
        }
        return ON.get();
    }

    /** Logs that a call was answered. */
    public static void answered(Call<?> call, long nanos) {
        CALLS.log(Level.DEBUG, "{0}: answered after {1} ms", name(call), millis(nanos));
    }

    /** Logs that a call was refused, or was not answered. */
    public static void failed(Call<?> call, long nanos, RuntimeException failure) {
        if (failure instanceof CallFailedException refusal) {
            CALLS.log(Level.DEBUG, "{0}: refused after {1} ms: {2}", name(call), millis(nanos), refusal.code());
        } else {
            String why = failure.getClass().getSimpleName();
            CALLS.log(Level.DEBUG, "{0}: no answer after {1} ms: {2}", name(call), millis(nanos), why);
        }
    }

    /** Logs that a connection was opened. */
    public static void opened(String lane, String socket) {
        if (!NEVER && CONNECTIONS.isLoggable(Level.DEBUG)) {
            CONNECTIONS.log(Level.DEBUG, "{0} connection opened at {1}", lane, socket);
        }
    }

    private static String name(Call<?> call) {
        String name = call.getClass().getSimpleName();
        return call instanceof AboutDomain about ? name + " of " + about.dom().name() : name;
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
    }
}
