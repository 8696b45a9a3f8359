package dev.guestwire.migration;

import dev.guestwire.error.LibvirtException;
import java.time.Duration;
import java.util.Optional;

/**
 * Something that was done with a migration while it ran.
 *
 * @param deed what
 * @param after the time since the start of the migration
 * @param failure the daemon's refusal, if it did not let it be done
 */
public record MigrationAction(Deed deed, Duration after, Optional<LibvirtException> failure) {
    /** What can be done with a migration. */
    public enum Kind {
        /** The guest may stand still for longer at its end. */
        DOWNTIME,
        /** It switches to post-copy. */
        POST_COPY,
        /** The guest is paused until it has moved. */
        PAUSE,
        /** It is given up. */
        ABORT
    }

    /**
     * What is done, and why.
     *
     * @param kind what
     * @param downtime how long the guest may stand still, for {@link Kind#DOWNTIME}
     * @param reason in words
     */
    public record Deed(Kind kind, Optional<Duration> downtime, String reason) {
        static Deed of(Kind kind, String reason) {
            return new Deed(kind, Optional.empty(), reason);
        }
    }
}
