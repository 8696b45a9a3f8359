package dev.guestwire.rpc;

import java.time.Duration;

/**
 * Until when something may take.
 *
 * @param length how long that is from its beginning
 * @param at when it is over, in the time of {@link System#nanoTime}
 */
public record Deadline(Duration length, long at) {
    /** {@return one that begins now} */
    public static Deadline of(Duration length) {
        long now = System.nanoTime();
        return new Deadline(length, now + nanos(length));
    }

    private static long nanos(Duration length) {
        return length.compareTo(Lanes.FOR_EVER) >= 0 ? Long.MAX_VALUE / 2 : length.toNanos();
    }

    /** {@return when it began, in the time of {@link System#nanoTime}} */
    long began() {
        return at - nanos(length);
    }

    /** {@return how many nanoseconds are left, negative when it is over} */
    public long left() {
        return at - System.nanoTime();
    }

    /** {@return whether no time is left} */
    public boolean isOver() {
        return left() <= 0;
    }

    /** {@return this one, or the other if that is over sooner} */
    Deadline orSooner(Deadline other) {
        return at - other.at <= 0 ? this : other;
    }
}
