package dev.guestwire.job;

import dev.guestwire.GuestState;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.GuestState.Reason;
import dev.guestwire.LifecycleEvent.Stopped;
import java.util.Locale;
import java.util.Optional;

/**
 * What is found when nobody told how a save, restore or dump ended.
 *
 * @param kind what sort of job
 * @param found what was found about the end
 * @param run how the guest's run is related to that in which the job began
 * @param asked whether a handle of this process asked it to end
 * @param made whether a save or restore is proved by what it leaves and by nobody else having had the time to do it
 * @param kept what the daemon keeps, in words
 */
record Situation(JobRef.Kind kind, Found found, Inquiry.Run run, boolean asked, boolean made, String kept) {

    /**
     * What was found about the end.
     *
     * @param proved what the daemon keeps of a job that ended, if it is proved to be this one
     * @param state the guest's; empty if it is gone
     * @param stopped how the guest stopped after the job was seen under way; empty if that was not heard
     */
    record Found(Optional<EndedJob> proved, Optional<GuestState> state, Optional<Stopped> stopped) {}

    /** {@return how the job ended; the guest's state has the last word} */
    JobOutcome outcome() {
        boolean sameRun = run == Inquiry.Run.SAME;
        return switch (kind) {
            case SAVE -> sameRun ? ended("it was not saved") : byWhatIsProved();
            case DUMP ->
                found.proved.isEmpty() && asked && sameRun ? ended("no dump is kept as completed") : byWhatIsProved();
            default -> byWhatIsProved();
        };
    }

    private JobOutcome byWhatIsProved() {
        if (found.proved.isPresent()) {
            return of(found.proved.get());
        }
        if (made && (is(Reason.SHUT_OFF_SAVED) || is(Reason.RUNNING_RESTORED))) {
            return JobOutcome.completed(Evidence.STATE);
        }
        Optional<Stopped.Reason> end = found.stopped.map(event -> event.reason().value());
        if (end.isPresent() && !isTheJobs(end.get())) {
            return JobOutcome.failed("the guest stopped (" + end.get() + ")", Evidence.LIFECYCLE_EVENT);
        }
        if (kind == JobRef.Kind.RESTORE && made && isOff() && is(Reason.SHUT_OFF_FAILED)) {
            return JobOutcome.failed("the guest is " + inWords(), Evidence.STATE);
        }
        return JobOutcome.unknown("nothing tells how this " + kind.name().toLowerCase(Locale.ROOT) + " ended: " + kept
                + "; the guest is " + inWords());
    }

    /** {@return whether a job may itself be why the guest stopped: a save stops it, and a dump may crash it on purpose} */
    private boolean isTheJobs(Stopped.Reason reason) {
        return switch (kind) {
            case SAVE -> reason == Stopped.Reason.SAVED;
            case DUMP -> reason == Stopped.Reason.CRASHED;
            default -> false;
        };
    }

    private JobOutcome of(EndedJob told) {
        String why = told.errorMessage().orElse("the daemon gives no reason") + "; the guest is " + inWords();
        JobOutcome outcome = switch (told.type()) {
            case COMPLETED -> JobOutcome.completed(told.evidence());
            case CANCELLED -> JobOutcome.cancelled(why, told.evidence());
            case FAILED -> JobOutcome.failed(why, told.evidence());
            default -> JobOutcome.unknown(why);
        };
        return outcome.with(told.statistics());
    }

    private JobOutcome ended(String what) {
        String why = what + "; the guest is " + inWords();
        return asked ? JobOutcome.cancelled(why, Evidence.STATE) : JobOutcome.failed(why, Evidence.STATE);
    }

    private boolean isOff() {
        return found.state.filter(now -> now.is(Phase.SHUT_OFF)).isPresent();
    }

    private boolean is(Reason reason) {
        return found.state.filter(now -> now.is(reason)).isPresent();
    }

    private String inWords() {
        return found.state.map(GuestState::toString).orElse("gone");
    }
}
