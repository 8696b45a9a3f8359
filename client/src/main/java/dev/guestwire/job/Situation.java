package dev.guestwire.job;

import dev.guestwire.GuestState;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.GuestState.Reason;
import java.util.Optional;

/**
 * What is found when nobody told how a job ended.
 *
 * @param kind what sort of job
 * @param ended what the daemon tells of a job that ended, if it may be this one
 * @param running whether the guest has a job under way
 * @param state the guest's; empty if it is gone
 * @param sameRun whether the guest has not been off since the job began
 * @param cancelled whether it was asked to end
 */
record Situation(
        JobRef.Kind kind,
        Optional<EndedJob> ended,
        boolean running,
        Optional<GuestState> state,
        boolean sameRun,
        boolean cancelled) {

    /** {@return how the job ended; empty if it goes on} */
    Optional<JobOutcome> outcome() {
        if (running) {
            return Optional.empty();
        }
        return Optional.of(ended.flatMap(EndedJob::outcome).orElseGet(this::byState));
    }

    private JobOutcome byState() {
        return switch (kind) {
            case SAVE -> ofSave();
            case RESTORE -> ofRestore();
            default -> cancelled && sameRun ? ended("it was asked to end") : unknown();
        };
    }

    /** A saved guest is off. One that runs on in the same run was not saved. */
    private JobOutcome ofSave() {
        if (is(Reason.SHUT_OFF_SAVED)) {
            return JobOutcome.completed(Evidence.STATE);
        }
        return sameRun ? ended("it was not saved") : unknown();
    }

    private JobOutcome ofRestore() {
        if (is(Reason.RUNNING_RESTORED)) {
            return JobOutcome.completed(Evidence.STATE);
        }
        boolean off = state.filter(now -> now.is(Phase.SHUT_OFF)).isPresent();
        return off && is(Reason.SHUT_OFF_FAILED)
                ? JobOutcome.failed("the guest is " + inWords(), Evidence.STATE)
                : unknown();
    }

    private JobOutcome ended(String what) {
        String why = what + "; the guest is " + inWords();
        return cancelled ? JobOutcome.cancelled(why, Evidence.STATE) : JobOutcome.failed(why, Evidence.STATE);
    }

    private JobOutcome unknown() {
        return JobOutcome.unknown("the daemon tells of no such job; the guest is " + inWords());
    }

    private boolean is(Reason reason) {
        return state.filter(now -> now.is(reason)).isPresent();
    }

    private String inWords() {
        return state.map(GuestState::toString).orElse("gone");
    }
}
