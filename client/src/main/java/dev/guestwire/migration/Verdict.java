package dev.guestwire.migration;

import dev.guestwire.GuestState.Phase;
import dev.guestwire.GuestState.Reason;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.migration.MigrationEnds.End;
import dev.guestwire.migration.MigrationEnds.Presence;
import java.util.Optional;
import java.util.function.BiFunction;

/** What the two ends prove of a migration. That the guest is gone from its source proves nothing. */
final class Verdict {
    private Verdict() {}

    /**
     * What is known beside the ends.
     *
     * @param running whether the source tells of a migration under way
     * @param departure what proves that the guest left the source by this migration and no other; empty if nothing does
     * @param followed whether this migration was followed since it was under way, or the guest is in the run that it was in
     *     when the migration began
     * @param sourceWillTell whether the source, not reached now, may be later
     * @param destinationWillTell whether the destination, not reached now, may be later
     * @param cancelled whether it was asked to be given up
     * @param trouble what happened, in words
     */
    record Circumstances(
            boolean running,
            Optional<Evidence> departure,
            boolean followed,
            boolean sourceWillTell,
            boolean destinationWillTell,
            boolean cancelled,
            String trouble) {
        /** {@return the same, told in other words} */
        private Circumstances with(String words) {
            return new Circumstances(
                    running, departure, followed, sourceWillTell, destinationWillTell, cancelled, words);
        }
    }

    /** {@return the outcome, if it is decided} */
    static Optional<JobOutcome> of(MigrationEnds ends, Circumstances known) {
        if (known.running) {
            return Optional.empty();
        }
        Optional<JobOutcome> arrival = known.departure.flatMap(proof -> arrival(ends, proof));
        if (arrival.isPresent()) {
            return arrival;
        }
        End source = ends.source();
        boolean untold = source.presence() == Presence.NOT_ASKED;
        if (untold || source.isIdle()) {
            boolean open = (untold && known.sourceWillTell) || mayArrive(ends.destination(), known);
            return open ? Optional.empty() : Optional.of(gone(ends, known));
        }
        return stayed(ends, known);
    }

    private static boolean mayArrive(End destination, Circumstances known) {
        boolean untold = destination.presence() == Presence.NOT_ASKED;
        return (untold && known.destinationWillTell) || destination.is(Reason.PAUSED_MIGRATION);
    }

    /** A guest that has left by this migration has arrived, unless the destination says otherwise. */
    private static Optional<JobOutcome> arrival(MigrationEnds ends, Evidence proof) {
        End source = ends.source();
        End destination = ends.destination();
        boolean left = source.isIdle() || source.presence() == Presence.NOT_ASKED || source.is(Reason.PAUSED_MIGRATION);
        boolean there = source.is(Reason.SHUT_OFF_MIGRATED) ? destination.isActive() : goesOn(destination);
        if (left && there) {
            return Optional.of(JobOutcome.completed(Evidence.DESTINATION));
        }
        boolean unheard = source.isIdle() && destination.presence() == Presence.NOT_ASKED;
        return unheard ? Optional.of(JobOutcome.completed(proof)) : Optional.empty();
    }

    private static boolean goesOn(End destination) {
        return destination.is(Phase.RUNNING) && !inPostCopy(destination);
    }

    /** The guest is not active at its source: this migration took it away, or another, or it has ended there. */
    private static JobOutcome gone(MigrationEnds ends, Circumstances known) {
        End source = ends.source();
        boolean ended = source.is(Phase.SHUT_OFF) && !source.is(Reason.SHUT_OFF_MIGRATED);
        if (ended && known.followed && !ends.destination().isActive()) {
            return JobOutcome.failed("the guest itself ended meanwhile; " + sentence(known, ends), Evidence.STATE);
        }
        String which = ends.destination().isActive()
                ? "; whether this migration brought it there, or a later one, nobody can tell"
                : "; if it left by a migration, nobody can tell by which, and where to";
        return JobOutcome.unknown(sentence(known, ends) + which);
    }

    private static boolean inPostCopy(End end) {
        return end.is(Reason.RUNNING_POSTCOPY)
                || end.is(Reason.RUNNING_POSTCOPY_FAILED)
                || end.is(Reason.PAUSED_POSTCOPY)
                || end.is(Reason.PAUSED_POSTCOPY_FAILED);
    }

    private static Optional<JobOutcome> stayed(MigrationEnds ends, Circumstances known) {
        if (!known.followed) {
            return Optional.of(JobOutcome.unknown(
                    sentence(known, ends) + "; it may have moved and come back, or have been started anew"));
        }
        if (ends.source().is(Reason.PAUSED_POSTCOPY_FAILED)) {
            return Optional.of(ended(known, ends, JobOutcome::failed));
        }
        if (ends.source().is(Reason.PAUSED_POSTCOPY)) {
            return brokenInPostCopy(ends, known);
        }
        if (ends.source().is(Reason.PAUSED_MIGRATION) && !ends.destination().isIdle()) {
            return mayArrive(ends.destination(), known) ? Optional.empty() : Optional.of(unknown(ends, known));
        }
        if (ends.source().is(Phase.RUNNING) && ends.destination().is(Phase.RUNNING)) {
            return Optional.of(unknown(ends, known));
        }
        Circumstances stays = known.with("it did not move; " + known.trouble);
        return Optional.of(ended(stays, ends, known.cancelled ? JobOutcome::cancelled : JobOutcome::failed));
    }

    /** The guest went on at the destination, and what it left behind is of no use any more. */
    private static Optional<JobOutcome> brokenInPostCopy(MigrationEnds ends, Circumstances known) {
        if (ends.destination().isIdle()) {
            return Optional.of(ended(known, ends, JobOutcome::failed));
        }
        boolean mayBeTold = ends.destination().isActive() || known.destinationWillTell;
        return mayBeTold ? Optional.empty() : Optional.of(unknown(ends, known));
    }

    private static JobOutcome ended(
            Circumstances known, MigrationEnds ends, BiFunction<String, Evidence, JobOutcome> outcome) {
        return outcome.apply(sentence(known, ends), Evidence.STATE);
    }

    private static JobOutcome unknown(MigrationEnds ends, Circumstances known) {
        return JobOutcome.unknown(sentence(known, ends));
    }

    private static String sentence(Circumstances known, MigrationEnds ends) {
        return known.trouble + "; " + ends;
    }
}
