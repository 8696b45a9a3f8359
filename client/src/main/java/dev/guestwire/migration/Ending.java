package dev.guestwire.migration;

import dev.guestwire.GuestState;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.GuestState.Reason;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.migration.MigrationEnds.End;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.TypedParams;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds out how a migration ended, and sees to it that the guest is where it belongs. For one thread. */
final class Ending {
    /** How long a host that lost the other may take to clear up. */
    private static final Duration CLEARING_UP = Duration.ofSeconds(10);

    /** How often is asked again while a daemon sorts out its guests after it was lost: it has no event for that. */
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private static final long EVENT_MILLIS = 500;

    private final BothEnds both;
    private final Watch watch;
    private final Steering steering;
    private final boolean ran;
    private final boolean wasOff;
    private boolean witnessed;
    private @Nullable MigrationEnds ends;

    /**
     * Creates one.
     *
     * @param before how the guest was before, if that is known
     */
    Ending(BothEnds both, Watch watch, Steering steering, @Nullable GuestState before) {
        this.both = both;
        this.watch = watch;
        this.steering = steering;
        this.ran = before != null && before.is(Phase.RUNNING);
        this.wasOff = before != null && before.is(Phase.SHUT_OFF);
    }

    /** Notes that the migration was under way. */
    void witness() {
        witnessed = true;
    }

    /** {@return how both ends were found} */
    MigrationEnds ends() {
        MigrationEnds known = ends;
        return known == null ? both.ask() : known;
    }

    /** {@return the outcome of a migration that the daemon says has come to its end} */
    JobOutcome arrived(Drive.Arrival arrival) {
        MigrationEnds now = both.ask();
        ends = now;
        Evidence evidence = now.destination().isActive() ? Evidence.DESTINATION : Evidence.ANSWER;
        Optional<String> reason =
                arrival.trouble().map(trouble -> "the source did not hear of it: " + trouble.getMessage());
        return new JobOutcome(JobOutcome.Status.COMPLETED, reason, evidence, finalStatistics());
    }

    private TypedParams finalStatistics() {
        try {
            return watch.statistics().copy().get(EVENT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException | java.util.concurrent.ExecutionException interrupted) {
            return TypedParams.NONE;
        } catch (java.util.concurrent.TimeoutException late) {
            return both.statistics();
        }
    }

    /** {@return the outcome of a migration that the daemon says did not come to its end} */
    JobOutcome refused(LibvirtException why) throws InterruptedException {
        boolean wanted = steering.stopped().filter(Steering.Stop::wanted).isPresent() || isAborted(why);
        String trouble = steering.stopped().map(Steering.Stop::reason).orElse("");
        String reason = why instanceof JobNotCompletedException job ? job.reason() : String.valueOf(why.getMessage());
        String told = trouble.isEmpty() || trouble.equals(reason) ? reason : trouble + "; " + reason;
        MigrationEnds now = tidied(both.ask());
        ends = now;
        Optional<JobOutcome> arrived =
                Verdict.of(now, circumstances(false, told)).filter(JobOutcome::isCompleted);
        // a guest that was off may run at the destination since long
        if (arrived.isPresent() && !wasOff) {
            return arrived.get().with(finalStatistics());
        }
        String sentence = told + "; " + now;
        JobOutcome outcome =
                wanted ? JobOutcome.cancelled(sentence, Evidence.ANSWER) : JobOutcome.failed(sentence, Evidence.ANSWER);
        return outcome.with(watch.statistics().getNow(TypedParams.NONE));
    }

    /** libvirt's way to say that somebody aborted the job, unless it was us because of a failure. */
    private boolean isAborted(LibvirtException why) {
        return steering.stopped().isEmpty()
                && why instanceof CallFailedException refusal
                && refusal.code().equals(ErrorCode.OPERATION_ABORTED);
    }

    /** {@return the outcome of a migration whose daemon did not answer, or that somebody else started} */
    JobOutcome find(String trouble) throws InterruptedException {
        while (true) {
            both.awaitRecovery();
            MigrationEnds now = both.ask();
            boolean running = both.isMigrating();
            witnessed |= running;
            Optional<JobOutcome> verdict = Verdict.of(now, circumstances(running, trouble));
            if (verdict.isPresent()) {
                JobOutcome outcome = believable(verdict.get());
                MigrationEnds after = outcome.isCompleted() ? now : tidied(now);
                ends = after;
                return outcome.isCompleted() ? outcome.with(finalStatistics()) : again(outcome, after, trouble);
            }
            watch.awaitNews(AGAIN);
        }
    }

    /** The sentence tells how the ends are after they were tidied. */
    private JobOutcome again(JobOutcome outcome, MigrationEnds after, String trouble) {
        return Verdict.of(after, circumstances(false, trouble))
                .map(this::believable)
                .orElse(outcome);
    }

    /** A guest that runs at the source may have come back since, unless this handle saw it stay. */
    private JobOutcome believable(JobOutcome outcome) {
        return outcome.isCompleted() || witnessed
                ? outcome
                : JobOutcome.unknown(outcome.reason().orElse(""));
    }

    private Verdict.Circumstances circumstances(boolean running, String trouble) {
        return new Verdict.Circumstances(
                running,
                watch.hasLeft(),
                watch.sourceWillTell(),
                watch.destinationWillTell(),
                steering.stopped().filter(Steering.Stop::wanted).isPresent(),
                trouble);
    }

    /** Waits until the destination has cleared up, and lets the guest go on at the source if it stands still there. */
    private MigrationEnds tidied(MigrationEnds found) throws InterruptedException {
        MigrationEnds now = found;
        long until = System.nanoTime() + CLEARING_UP.toNanos();
        while (isArriving(now.destination()) && System.nanoTime() < until) {
            watch.awaitNews(Duration.ofMillis(200));
            now = both.ask();
        }
        return standsStill(now) ? resumed(now) : now;
    }

    private static boolean isArriving(End destination) {
        return destination.is(Reason.PAUSED_MIGRATION);
    }

    private boolean standsStill(MigrationEnds now) {
        boolean byMigration =
                now.source().is(Reason.PAUSED_MIGRATION) && now.destination().isIdle();
        boolean byUs = now.source().is(Reason.PAUSED_USER) && steering.hasPaused();
        return ran && now.source().is(Phase.PAUSED) && (byMigration || byUs);
    }

    private MigrationEnds resumed(MigrationEnds now) {
        try {
            both.guest().resume();
            return both.ask();
        } catch (LibvirtException refused) {
            return now;
        }
    }
}
