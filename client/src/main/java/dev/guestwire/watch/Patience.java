package dev.guestwire.watch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long somebody goes on waiting, counted from when it was made, by a clock that nobody sets.
 *
 * @param total all of it
 * @param began when it was made, by {@link System#nanoTime}
 */
public record Patience(Duration total, long began) {
    /** A duration beyond 100 years is as good as 100 years. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** {@return a patience that begins now} */
    public static Patience of(Duration total) {
        return new Patience(total.compareTo(LONGEST) > 0 ? LONGEST : total, System.nanoTime());
    }

    /** {@return how long it has been} */
    public Duration spent() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** {@return what is left of it; zero at least} */
    public Duration left() {
        Duration left = total.minus(spent());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** {@return what is left of it, but no more than so much} */
    public Duration left(Duration most) {
        Duration left = left();
        return left.compareTo(most) < 0 ? left : most;
    }

    /** {@return whether nothing is left} */
    public boolean isOver() {
        return left().isZero();
    }

    /** {@return all of it in words, such as {@code 1500 ms}} */
    @Override
    public String toString() {
        long millis = total.toMillis();
        return millis % TimeUnit.SECONDS.toMillis(1) == 0 ? total.toSeconds() + " s" : millis + " ms";
    }
}
