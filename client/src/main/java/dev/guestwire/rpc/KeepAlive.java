package dev.guestwire.rpc;

import java.time.Duration;

/** When to ping a silent daemon, and when to call it dead. Anything heard counts as life. Knows times only. */
final class KeepAlive {
    static final int PING = 1;
    static final int PONG = 2;

    private final long interval;
    private final int count;

    private volatile boolean enabled;
    private volatile long heardAt;
    private int pings;

    KeepAlive(Duration interval, int count, long now) {
        this.interval = interval.toNanos();
        this.count = count;
        this.heardAt = now;
    }

    /** What to do about the silence. */
    enum Action {
        NOTHING,
        PING,
        GIVE_UP
    }

    void enable(boolean answered) {
        enabled = answered;
    }

    void heard(long now) {
        heardAt = now;
    }

    /** {@return what to do now}; for the one thread that keeps the time */
    Action tick(long now) {
        if (interval == 0 || !enabled) {
            return Action.NOTHING;
        }
        long silences = (now - heardAt) / interval;
        if (silences == 0) {
            pings = 0;
            return Action.NOTHING;
        }
        if (silences <= pings) {
            return Action.NOTHING;
        }
        if (pings >= count) {
            return Action.GIVE_UP;
        }
        pings++;
        return Action.PING;
    }

    /** {@return how many nanoseconds from now the next {@link #tick} is due} */
    long untilNext(long now) {
        if (interval == 0 || !enabled) {
            return Long.MAX_VALUE;
        }
        return Math.max(1, heardAt + (pings + 1) * interval - now);
    }
}
