package dev.guestwire.block;

import dev.guestwire.JobEvent.BlockJobStatus;
import dev.guestwire.JobEvent.BlockJobType;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import java.util.List;
import java.util.Optional;

/** What the signs of a block job mean. Asks nobody. */
final class BlockJobRules {
    private BlockJobRules() {}

    /** What its owner asked for last. */
    enum Wish {
        NOTHING,
        PIVOT,
        /** The copy shall be whole, and the guest stay where it is. */
        KEEP,
        CANCEL
    }

    /** Where a job can be. */
    enum Presence {
        RUNNING,
        /** The guest runs without it. */
        GONE,
        /** The guest is off, or there is no such guest. */
        GUEST_OFF
    }

    /**
     * What the daemon knows of it now.
     *
     * @param presence where it is
     * @param chain what the disk stands on
     */
    record Finding(Presence presence, ImageChain chain) {}

    /**
     * What is known of a job beforehand.
     *
     * @param ref what it does, and what the disk shall stand on when it is done
     * @param wish what was asked for last
     * @param eventsLost whether the event of its end may have come while nobody listened
     */
    record Known(JobRef ref, Wish wish, boolean eventsLost) {}

    /** {@return whether an event of a type is about a job of a kind}; old daemons call both commits the same. */
    static boolean isAbout(JobRef.Kind kind, BlockJobType type) {
        return switch (type) {
            case UNSPECIFIED -> true;
            case PULL -> kind == JobRef.Kind.BLOCK_PULL;
            case COPY -> kind == JobRef.Kind.BLOCK_COPY;
            case COMMIT, ACTIVE_COMMIT -> kind == JobRef.Kind.BLOCK_COMMIT || kind == JobRef.Kind.BLOCK_ACTIVE_COMMIT;
            case BACKUP -> kind == JobRef.Kind.BACKUP;
            case UNKNOWN -> false;
        };
    }

    static boolean isEnd(BlockJobStatus status) {
        return switch (status) {
            case COMPLETED, FAILED, CANCELED -> true;
            case READY, UNKNOWN -> false;
        };
    }

    /** A mirror that was ready and is ended without pivoting has all that the guest wrote until then. */
    static JobOutcome ofCancelled(Wish wish, boolean wasReady) {
        if (wish == Wish.KEEP && wasReady) {
            return JobOutcome.completed(Evidence.BLOCK_JOB_EVENT);
        }
        String who = wish == Wish.CANCEL || wish == Wish.KEEP ? "it was asked to end" : "somebody else ended it";
        return JobOutcome.cancelled(
                wish == Wish.KEEP ? who + " before the copy was whole" : who, Evidence.BLOCK_JOB_EVENT);
    }

    /** {@return how a job ended, as far as the daemon's present knowledge tells} That it is gone does not. */
    static Optional<JobOutcome> judge(Known known, Finding found) {
        if (found.presence() == Presence.RUNNING) {
            return Optional.empty();
        }
        if (isReached(known.ref(), found.chain())) {
            return Optional.of(JobOutcome.completed(Evidence.DEFINITION));
        }
        if (found.presence() == Presence.GUEST_OFF
                && (!known.eventsLost() || isMirror(known.ref().kind()))) {
            return Optional.of(JobOutcome.failed("its guest stopped before it was done", Evidence.STATE));
        }
        if (!known.eventsLost()) {
            return Optional.empty();
        }
        if (known.wish() == Wish.CANCEL) {
            return Optional.of(JobOutcome.cancelled("it was asked to end, and is gone", Evidence.DEFINITION));
        }
        return Optional.of(JobOutcome.unknown("it is gone, and the disk does not show that it was done"));
    }

    /** A mirror is pivoted when its destination is on top; a chain got shorter when it is the one that was to be. */
    private static boolean isReached(JobRef ref, ImageChain chain) {
        List<String> goal = ref.images();
        if (goal.isEmpty() || chain.images().isEmpty()) {
            return false;
        }
        return isMirror(ref.kind())
                ? chain.images().getFirst().equals(goal.getFirst())
                : chain.isWhole() && chain.images().equals(goal);
    }

    /** {@return whether a job gets ready and waits to be ended then} */
    static boolean isMirror(JobRef.Kind kind) {
        return kind == JobRef.Kind.BLOCK_COPY || kind == JobRef.Kind.BLOCK_ACTIVE_COMMIT;
    }
}
