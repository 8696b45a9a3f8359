package dev.guestwire.migration;

import dev.guestwire.Coded;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.GuestState.Reason;
import dev.guestwire.JobEvent.JobCompleted.Operation;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobInfo;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.migration.MigrationEnds.End;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.watch.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out how a migration ended, and sees to it that the guest is where it belongs. For one thread. */
final class Ending {
    /** How long a host that lost the other may take to clear up. */
    private static final Duration CLEARING_UP = Duration.ofSeconds(10);

    /** How often is asked again while a daemon sorts out its guests after it was lost: it has no event for that. */
    private static final Duration AGAIN = Duration.ofSeconds(2);

    /** How long the event of a guest's leaving may take after the state that tells of it. */
    private static final Duration EVENT = Duration.ofSeconds(2);

    /** How long after the request a daemon may take to begin, and how long if another job is in the way. */
    private static final Duration BEGINNING = Duration.ofSeconds(3);

    private static final Duration BEGINNING_LATE = Duration.ofSeconds(35);
    private static final long EVENT_MILLIS = 500;
    private static final int COMPLETED = 3;

    private final BothEnds both;
    private final Watch watch;
    private final Steering steering;
    private final Identity identity;
    private final MigrationRequest request;
    private final boolean ran;
    private @Nullable MigrationEnds ends;

    /**
     * Creates one.
     *
     * @param before how the guest was before, if that is known
     */
    Ending(Watch watch, Steering steering, MigrationRequest request, Identity.Before before) {
        this.both = watch.both();
        this.watch = watch;
        this.steering = steering;
        this.identity = watch.identity();
        this.request = request;
        this.ran = before.state().filter(state -> state.is(Phase.RUNNING)).isPresent();
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
        if (request.isOffline()) {
            return moved(Evidence.ANSWER, definitionMoved(now));
        }
        if (now.destination().isActive()) {
            identity.arrive(both.runThere());
        }
        Evidence evidence = now.destination().isActive() ? Evidence.DESTINATION : Evidence.ANSWER;
        Optional<String> reason =
                arrival.trouble().map(trouble -> "the source did not hear of it: " + trouble.getMessage());
        return moved(evidence, reason).with(finalStatistics());
    }

    private static JobOutcome moved(Evidence evidence, Optional<String> remark) {
        return new JobOutcome(JobOutcome.Status.COMPLETED, remark, evidence, TypedParams.NONE);
    }

    /** An offline migration moves nothing but the definition, whether or not the guest runs, and has no statistics. */
    private static Optional<String> definitionMoved(MigrationEnds now) {
        return now.source().isActive()
                ? Optional.of("an offline migration moves the definition alone; the guest stays where it was; " + now)
                : Optional.empty();
    }

    private TypedParams finalStatistics() {
        try {
            return watch.statistics().copy().get(EVENT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException | java.util.concurrent.ExecutionException interrupted) {
            return TypedParams.NONE;
        } catch (java.util.concurrent.TimeoutException late) {
            return both.statistics(identity.olderStatistics());
        }
    }

    /** {@return the outcome of a migration that the daemon says did not come to its end} */
    JobOutcome refused(LibvirtException why, boolean neverBegan) throws InterruptedException {
        boolean wanted = steering.stopped().filter(Steering.Stop::wanted).isPresent() || isAborted(why);
        if (neverBegan) {
            MigrationEnds now = both.ask();
            ends = now;
            String sentence = words(why) + "; it never began; " + now;
            return wanted
                    ? JobOutcome.cancelled(sentence, Evidence.ANSWER)
                    : JobOutcome.failed(sentence, Evidence.ANSWER);
        }
        MigrationEnds now = tidied(both.ask());
        ends = now;
        String told = words(why);
        Optional<JobOutcome> arrived = ran
                ? Verdict.of(now, circumstances(false, told, now)).filter(JobOutcome::isCompleted)
                : Optional.empty();
        if (arrived.isPresent()) {
            return arrived.get().with(finalStatistics());
        }
        String sentence = told + "; " + now;
        if (ran && hasEnded(now)) {
            return JobOutcome.failed("the guest itself ended meanwhile; " + sentence, Evidence.STATE);
        }
        return wanted ? JobOutcome.cancelled(sentence, Evidence.ANSWER) : JobOutcome.failed(sentence, Evidence.ANSWER);
    }

    /** {@return why it failed, as both ends say where they say different things} */
    private String words(LibvirtException why) {
        List<String> all = new ArrayList<>();
        steering.stopped().map(Steering.Stop::reason).ifPresent(all::add);
        all.add(why instanceof JobNotCompletedException job ? job.reason() : String.valueOf(why.getMessage()));
        for (Throwable beside : why.getSuppressed()) {
            all.add(String.valueOf(beside.getMessage()));
        }
        if (!isAborted(why) && steering.stopped().isEmpty()) {
            watch.endThere().ifPresent(all::add);
        }
        return all.stream().distinct().collect(Collectors.joining("; "));
    }

    /** A guest that ran and is neither here nor there crashed, was destroyed, or shut down. */
    private static boolean hasEnded(MigrationEnds now) {
        boolean here = now.source().isIdle() && !now.source().is(Reason.SHUT_OFF_MIGRATED);
        boolean known = now.source().presence() == MigrationEnds.Presence.PRESENT
                || now.destination().isIdle();
        return here && known && !now.destination().isActive();
    }

    /** libvirt's way to say that somebody aborted the job, unless it was us because of a failure. */
    private boolean isAborted(LibvirtException why) {
        return steering.stopped().isEmpty()
                && why instanceof CallFailedException refusal
                && refusal.code().equals(ErrorCode.OPERATION_ABORTED);
    }

    /** {@return the outcome of a migration whose daemon did not answer, or that somebody else started} */
    JobOutcome find(String trouble) throws InterruptedException {
        Optional<JobOutcome> told = identity.end()
                .map(status -> new JobOutcome(
                        status,
                        Optional.of("so it ended, by whoever led it and gave the reference; " + ends()),
                        Evidence.ANSWER,
                        TypedParams.NONE));
        if (told.isPresent()) {
            return told.get();
        }
        Optional<Patience> event = Optional.empty();
        while (true) {
            both.awaitRecovery();
            // the job first: one that ends between the two questions is not taken for one that left the guest where it
            // was
            BothEnds.Work work = both.work();
            MigrationEnds now = both.ask();
            boolean running = isUnderWay(work, now);
            Optional<JobOutcome> verdict = Verdict.of(now, circumstances(running, trouble, now));
            if (verdict.isPresent() && isEventDue(verdict.get(), now)) {
                event = event.or(() -> Optional.of(Patience.of(EVENT)));
                if (!event.get().isOver()) {
                    watch.awaitNews(event.get().left());
                    continue;
                }
            }
            if (verdict.isPresent()) {
                JobOutcome outcome = verdict.get();
                MigrationEnds after = outcome.isCompleted() ? now : tidied(now);
                ends = after;
                return outcome.isCompleted() ? outcome.with(finalStatistics()) : again(outcome, after, trouble);
            }
            watch.awaitNews(AGAIN);
        }
    }

    /** {@return whether a guest that was seen migrating has left its source, and the event that tells by what may still come} */
    private boolean isEventDue(JobOutcome verdict, MigrationEnds now) {
        boolean left =
                verdict.status() == JobOutcome.Status.UNKNOWN && now.source().isIdle();
        return left && identity.isFollowed() && !watch.hasLeft() && watch.sourceWillTell();
    }

    /** {@return whether a migration goes on at the source, for all that is known, or this one may be about to begin} */
    private boolean isUnderWay(BothEnds.Work work, MigrationEnds now) {
        Optional<JobInfo> job = work.job();
        if (!work.isTold()) {
            return now.source().presence() != MigrationEnds.Presence.NOT_ASKED;
        }
        Optional<JobInfo> migration = job.filter(any -> any.operation().is(Operation.MIGRATION_OUT));
        if (migration.isPresent()) {
            if (identity.see(migration.get()) && now.destination().isActive()) {
                identity.arrive(both.runThere());
            }
            return true;
        }
        boolean early = identity.age().compareTo(job.isPresent() ? BEGINNING_LATE : BEGINNING) < 0;
        return !identity.isLed() && early && now.source().isActive();
    }

    /** The sentence tells how the ends are after they were tidied. */
    private JobOutcome again(JobOutcome outcome, MigrationEnds after, String trouble) {
        return Verdict.of(after, circumstances(false, trouble, after)).orElse(outcome);
    }

    private Verdict.Circumstances circumstances(boolean running, String trouble, MigrationEnds now) {
        return new Verdict.Circumstances(
                running,
                running ? Optional.empty() : departure(),
                isFollowed(now),
                watch.sourceWillTell(),
                watch.destinationWillTell(),
                steering.stopped().filter(Steering.Stop::wanted).isPresent(),
                trouble);
    }

    /** {@return what proves that the guest left by this migration and not by another} */
    private Optional<Evidence> departure() {
        if (identity.arrivedAs(both.runThere())) {
            return Optional.of(Evidence.DESTINATION);
        }
        if (watch.hasLeft()) {
            return Optional.of(Evidence.LIFECYCLE_EVENT);
        }
        TypedParams kept = both.keptHere(identity.olderStatistics());
        boolean ours = !kept.list().isEmpty()
                && identity.isOurs(JobInfo.of(new Coded<>(JobInfo.Type.COMPLETED, COMPLETED), kept));
        return ours ? Optional.of(Evidence.COMPLETED_STATISTICS) : Optional.empty();
    }

    /** A guest that runs at the source may have come back since, unless it is in the run that it was in. */
    private boolean isFollowed(MigrationEnds now) {
        OptionalInt run = identity.run();
        OptionalInt here = now.source().isActive() && run.isPresent() ? both.runHere() : OptionalInt.empty();
        return here.isPresent() ? here.equals(run) : identity.isLed() || identity.isFollowed();
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
