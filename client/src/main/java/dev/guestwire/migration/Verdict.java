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
     * @param left whether an event told that the guest left the source for its new host
     * @param sourceWillTell whether the source, not reached now, may be later
     * @param destinationWillTell whether the destination, not reached now, may be later
     * @param cancelled whether it was asked to be given up
     * @param trouble what happened, in words
     */
    record Circumstances(
            boolean running,
            boolean left,
            boolean sourceWillTell,
            boolean destinationWillTell,
            boolean cancelled,
            String trouble) {}

    /** {@return the outcome, if it is decided} */
    static Optional<JobOutcome> of(MigrationEnds ends, Circumstances known) {
        End source = ends.source();
        End destination = ends.destination();
        if (known.running) {
            return Optional.empty();
        }
        Optional<Evidence> arrival = arrival(source, destination, known.left);
        if (arrival.isPresent()) {
            return arrival.map(JobOutcome::completed);
        }
        if (source.presence() == Presence.NOT_ASKED) {
            boolean mayArrive = known.destinationWillTell || destination.is(Reason.PAUSED_MIGRATION);
            return known.sourceWillTell || mayArrive ? Optional.empty() : Optional.of(unknown(ends, known));
        }
        if (source.isIdle()) {
            boolean mayArrive = known.destinationWillTell || destination.is(Reason.PAUSED_MIGRATION);
            return mayArrive ? Optional.empty() : Optional.of(unknown(ends, known));
        }
        return stayed(ends, known);
    }

    private static Optional<Evidence> arrival(End source, End destination, boolean left) {
        if (source.is(Reason.SHUT_OFF_MIGRATED)) {
            return Optional.of(destination.isActive() ? Evidence.DESTINATION : Evidence.STATE);
        }
        boolean still =
                source.isIdle() || source.presence() == Presence.NOT_ASKED || source.is(Reason.PAUSED_MIGRATION);
        if (still && destination.is(Phase.RUNNING) && !inPostCopy(destination)) {
            return Optional.of(Evidence.DESTINATION);
        }
        return left && source.isIdle() ? Optional.of(Evidence.LIFECYCLE_EVENT) : Optional.empty();
    }

    private static boolean inPostCopy(End end) {
        return end.is(Reason.RUNNING_POSTCOPY)
                || end.is(Reason.RUNNING_POSTCOPY_FAILED)
                || end.is(Reason.PAUSED_POSTCOPY)
                || end.is(Reason.PAUSED_POSTCOPY_FAILED);
    }

    private static Optional<JobOutcome> stayed(MigrationEnds ends, Circumstances known) {
        if (ends.source().is(Reason.PAUSED_POSTCOPY_FAILED)) {
            return Optional.of(ended(known, ends, JobOutcome::failed));
        }
        if (ends.source().is(Reason.PAUSED_POSTCOPY)) {
            return brokenInPostCopy(ends, known);
        }
        if (ends.source().is(Reason.PAUSED_MIGRATION) && !ends.destination().isIdle()) {
            return known.destinationWillTell ? Optional.empty() : Optional.of(unknown(ends, known));
        }
        if (ends.source().is(Phase.RUNNING) && ends.destination().is(Phase.RUNNING)) {
            return Optional.of(unknown(ends, known));
        }
        return Optional.of(ended(known, ends, known.cancelled ? JobOutcome::cancelled : JobOutcome::failed));
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
