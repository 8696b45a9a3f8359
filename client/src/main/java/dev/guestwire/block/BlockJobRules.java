package dev.guestwire.block;

import dev.guestwire.JobEvent.BlockJobStatus;
import dev.guestwire.JobEvent.BlockJobType;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

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

    /** What was heard of a job since it began. */
    enum Hearing {
        /** Its events are heard. */
        ALL,
        /** The connection was lost while the job went on: the event of its end may have come meanwhile. */
        GAP,
        /** Somebody began it, perhaps long ago, and it was not seen at work since: others may have followed it. */
        NOTHING
    }

    /** Where a job can be. */
    enum Presence {
        RUNNING,
        /** The guest runs without it. */
        GONE,
        /** The guest is off. */
        GUEST_OFF,
        /** The daemon has no such guest. */
        NO_GUEST,
        /** The guest has no such disk. */
        NO_DISK,
        /** The daemon, or its driver, tells nothing of block jobs. */
        UNTOLD
    }

    /**
     * What the daemon knows of it now.
     *
     * @param presence where it is
     * @param chain what the disk stands on
     * @param run the id of the guest's present run; empty if it is off, or nobody knows
     * @param guest the guest's state in words; empty if nobody looked
     */
    record Finding(Presence presence, ImageChain chain, OptionalInt run, Optional<String> guest) {}

    /**
     * What is known of a job beforehand.
     *
     * @param ref what it does, what the disk shall stand on when it is done, and what was there before it
     * @param wish what was asked for last
     * @param hearing whether the event of its end may have come while nobody listened
     */
    record Known(JobRef ref, Wish wish, Hearing hearing) {}

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
    static JobOutcome ofCancelled(JobRef ref, Wish wish, boolean wasReady) {
        if (wish == Wish.KEEP && wasReady) {
            return JobOutcome.completed(Evidence.BLOCK_JOB_EVENT);
        }
        boolean asked = wish == Wish.CANCEL || wish == Wish.KEEP;
        String who = asked ? "it was asked to end" : "somebody else ended it";
        return JobOutcome.cancelled(who + Leftover.of(ref, wasReady), Evidence.BLOCK_JOB_EVENT);
    }

    /** {@return how a job ended whose guest stopped before it was done} */
    static JobOutcome ofStopped(JobRef ref, boolean wasReady, Optional<String> guest, Evidence evidence) {
        String why = guest.map(state -> ": " + state).orElse("");
        return JobOutcome.failed(
                "its guest stopped before it was done" + why + (wasReady ? "" : Leftover.of(ref, false)), evidence);
    }

    /**
     * {@return how a job ended, as far as the daemon's present knowledge tells} That it is gone does not. What the disk
     * stands on does, unless it stood on that before, or a later job may have seen to it.
     */
    static Optional<JobOutcome> judge(Known known, Finding found) {
        return switch (found.presence()) {
            case RUNNING -> Optional.empty();
            case NO_DISK -> Optional.of(JobOutcome.unknown("its guest has no such disk any more"));
            case UNTOLD ->
                known.hearing() == Hearing.ALL
                        ? Optional.empty()
                        : Optional.of(JobOutcome.unknown("the daemon tells nothing of block jobs"));
            case NO_GUEST ->
                known.hearing() == Hearing.ALL
                        ? Optional.of(stopped(known, found))
                        : Optional.of(JobOutcome.unknown("its guest is gone"));
            case GONE -> isOtherRun(known.ref(), found) ? Optional.of(ofOtherRun(known, found)) : ofGone(known, found);
            case GUEST_OFF -> ofOff(known, found);
        };
    }

    private static JobOutcome stopped(Known known, Finding found) {
        return ofStopped(known.ref(), false, found.guest(), Evidence.STATE);
    }

    private static JobOutcome ofOtherRun(Known known, Finding found) {
        return known.hearing() == Hearing.ALL
                ? stopped(known, found)
                : JobOutcome.unknown("its guest was stopped and started since");
    }

    private static Optional<JobOutcome> ofOff(Known known, Finding found) {
        return switch (known.hearing()) {
            case ALL -> ofGoal(known, found).or(() -> Optional.of(stopped(known, found)));
            case GAP ->
                ofGoal(known, found)
                        .or(() ->
                                Optional.of(isMirror(known.ref().kind()) ? stopped(known, found) : gone(known, found)));
            case NOTHING -> Optional.of(gone(known, found));
        };
    }

    private static Optional<JobOutcome> ofGone(Known known, Finding found) {
        return switch (known.hearing()) {
            case ALL -> ofGoal(known, found);
            case GAP -> ofGoal(known, found).or(() -> Optional.of(gone(known, found)));
            case NOTHING ->
                isProven(known.ref(), found)
                        ? Optional.of(JobOutcome.completed(Evidence.DEFINITION))
                        : Optional.of(gone(known, found));
        };
    }

    private static Optional<JobOutcome> ofGoal(Known known, Finding found) {
        return isReached(known.ref(), found.chain())
                        && !BlockJobFacts.wasReachedBefore(known.ref().before())
                ? Optional.of(JobOutcome.completed(Evidence.DEFINITION))
                : Optional.empty();
    }

    private static JobOutcome gone(Known known, Finding found) {
        boolean reached = isReached(known.ref(), found.chain());
        if (known.wish() == Wish.CANCEL && !reached) {
            return JobOutcome.cancelled("it was asked to end, and is gone", Evidence.DEFINITION);
        }
        String off = found.presence() == Presence.GUEST_OFF ? ", its guest is off" : "";
        return JobOutcome.unknown(
                reached
                        ? "it is gone" + off + "; the disk stands on the images that it was to stand on, but nothing"
                                + " tells whether this job saw to that, or another before or after it"
                        : "it is gone" + off + ", and the disk does not show that it was done");
    }

    /** {@return whether the guest was off since the job began: its present run is another one} */
    static boolean isOtherRun(JobRef ref, Finding found) {
        OptionalInt before = ref.before().run();
        return before.isPresent() && found.run().isPresent() && !before.equals(found.run());
    }

    /**
     * libvirt gives each image a number that it never gives twice in a run of the guest: a copy with the number that this
     * job's had is this job's.
     */
    private static boolean isProven(JobRef ref, Finding found) {
        OptionalInt number = BlockJobFacts.copyNumber(ref.before());
        return number.isPresent()
                && ref.before().run().isPresent()
                && ref.before().run().equals(found.run())
                && found.chain().numbers().contains(number.getAsInt());
    }

    /** {@return whether a job that the daemon has now is another one than the reference names} */
    static boolean isAnother(JobRef ref, Finding found, Optional<ImageChain> mirror) {
        if (isOtherRun(ref, found)) {
            return true;
        }
        if (ref.kind() != JobRef.Kind.BLOCK_COPY || mirror.isEmpty()) {
            return false;
        }
        OptionalInt number = BlockJobFacts.copyNumber(ref.before());
        int seen = mirror.get().numbers().getFirst();
        if (number.isPresent() && seen != 0) {
            return number.getAsInt() != seen;
        }
        return !ref.images().isEmpty()
                && !mirror.get().images().getFirst().equals(ref.images().getFirst());
    }

    /** A mirror is pivoted when its destination is on top; a chain got shorter when it is the one that was to be. */
    static boolean isReached(JobRef ref, ImageChain chain) {
        List<String> goal = ref.images();
        if (goal.isEmpty() || chain.images().isEmpty()) {
            return false;
        }
        OptionalInt number = BlockJobFacts.copyNumber(ref.before());
        if (number.isPresent() && chain.numbers().getFirst() != 0) {
            return chain.numbers().contains(number.getAsInt());
        }
        return isMirror(ref.kind())
                ? chain.images().getFirst().equals(goal.getFirst())
                : chain.isWhole() && chain.images().equals(goal);
    }

    /**
     * {@return whether an event of the end and the disk contradict each other} Then the event may be that of an earlier job
     * of the disk, told late, and that of this one is still to come.
     */
    static boolean isDoubtful(JobRef ref, BlockJobStatus told, Finding found) {
        if (found.presence() != Presence.GONE
                || ref.images().isEmpty()
                || found.chain().images().isEmpty()) {
            return false;
        }
        boolean reached = isReached(ref, found.chain());
        return told == BlockJobStatus.COMPLETED ? !reached : reached && !BlockJobFacts.wasReachedBefore(ref.before());
    }

    /** {@return whether a job gets ready and waits to be ended then} */
    static boolean isMirror(JobRef.Kind kind) {
        return kind == JobRef.Kind.BLOCK_COPY || kind == JobRef.Kind.BLOCK_ACTIVE_COMMIT;
    }
}
