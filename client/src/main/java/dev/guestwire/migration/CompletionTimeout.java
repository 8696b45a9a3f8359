package dev.guestwire.migration;

import java.time.Duration;

/**
 * How long a migration may take, and what is done when it takes longer.
 *
 * @param perGib the time for each GiB to be moved
 * @param fixed the time however much is moved; with both the sum counts, and zero of both means as long as it takes
 * @param action what is done then, once
 */
public record CompletionTimeout(Duration perGib, Duration fixed, Action action) {
    /** Creates one by the size alone. */
    public CompletionTimeout(Duration perGib, Action action) {
        this(perGib, Duration.ZERO, action);
    }

    /** What is done with a migration that takes too long. */
    public enum Action {
        /** It is given up; the guest stays. A migration in post-copy is left alone. */
        ABORT,
        /** It switches to post-copy where that was allowed; else the guest is paused until it has moved. */
        FORCE_COMPLETE
    }

    /** {@return the time for so much to be moved; of what each GiB may take in whole seconds} */
    public Duration limit(MigrationSize size) {
        return Duration.ofSeconds((long) (perGib.toSeconds() * size.gib())).plus(fixed);
    }

    /** {@return whether it took longer than it may} */
    public boolean isOver(Duration elapsed, MigrationSize size) {
        Duration limit = limit(size);
        return limit.isPositive() && elapsed.compareTo(limit) > 0;
    }
}
