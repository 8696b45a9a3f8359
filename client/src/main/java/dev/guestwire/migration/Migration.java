package dev.guestwire.migration;

import dev.guestwire.Coded;
import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.JobEvent.JobCompleted.Operation;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.job.Job;
import dev.guestwire.job.JobInfo;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.job.Settlement;
import dev.guestwire.migration.MigrationAction.Deed;
import dev.guestwire.migration.MigrationAction.Kind;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.rpc.turn.Listening;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A guest on its way to another host. Safe for many threads.
 *
 * <p>The handle makes the long calls on a virtual thread of its own, and follows its {@link MigrationPolicy} on another,
 * whether or not anybody waits. It is told of the end by the daemon's answer, and asks both ends. If the answer is lost, it
 * asks the source again when its host has connected again, and else what the destination knows.
 *
 * <p>A migration that fails or is cancelled leaves the guest at the source as it was, and nothing at the destination;
 * {@link #ends()} and the outcome's reason tell how both were found.
 */
public final class Migration implements Job {
    private static final int NO_ID = -1;

    /** How long a daemon takes to refuse what cannot be. */
    private static final Duration REFUSAL = Duration.ofSeconds(2);

    private static final Coded<JobInfo.Type> ENDED = new Coded<>(JobInfo.Type.COMPLETED, 3);

    private final MigrationRequest request;
    private final Identity identity;
    private final @Nullable Drive drive;
    private final Settlement settlement;
    private final Steering steering;
    private final Watch watch;
    private final BothEnds both;
    private final AtomicReference<@Nullable MigrationEnds> ends = new AtomicReference<>();
    private final AtomicReference<@Nullable MigrationProgress> seen = new AtomicReference<>();

    private Migration(MigrationRequest request, Identity identity, @Nullable Drive drive) {
        this.request = request;
        this.identity = identity;
        this.drive = drive;
        this.settlement = new Settlement(request.toString(), request.guest().host());
        this.steering = new Steering(request, settlement, drive);
        this.both = new BothEnds(request.guest(), request.destinationHost());
        this.watch = new Watch(both, identity, steering::destinationLost);
        steering.watch(watch);
    }

    static Migration start(MigrationRequest request) {
        MigrationRequest fixed = request.withDocuments();
        Drive drive = Drive.of(fixed);
        String to = fixed.destination()
                .or(() -> fixed.destinationHost().map(Host::uri))
                .orElseThrow();
        Identity.Before before = Identity.Before.of(fixed.guest());
        JobRef ref = new JobRef(JobRef.Kind.MIGRATION, fixed.guest().uuid(), Optional.of(to), Instant.now())
                .with(before.baseline());
        Migration migration = new Migration(fixed, new Identity(ref, true, before.busy()), drive);
        migration.begin(before);
        if (before.busy()) {
            migration.throwIfRefused();
        }
        return migration;
    }

    /** A guest that is moving already is refused another migration at once. */
    private void throwIfRefused() {
        try {
            settlement.toFuture().get(REFUSAL.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException goesOn) {
            return;
        } catch (InterruptedException later) {
            Thread.currentThread().interrupt();
            return;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (settlement.cause().orElse(null) instanceof CallFailedException refusal) {
            throw refusal;
        }
    }

    /**
     * {@return a migration that another process started, and may have seen end} One that was managed ended with that process.
     *
     * <p>COMPLETED is said only of this migration: if the guest left the source while this handle followed it, if its
     * reference tells in which run it arrived at the destination, or if the source keeps statistics that reach back to its
     * beginning. A guest that has left otherwise may have been moved by a later migration, here or elsewhere: UNKNOWN. It has
     * FAILED if the guest is in the run it was in, and no migration is under way.
     *
     * @param ref its {@link #ref()}
     * @param source the host it leaves
     * @param destination the host it goes to, which helps to tell how it ended; null if it cannot be reached
     * @throws InvalidInputException if it is not a migration
     */
    public static Migration attach(JobRef ref, Host source, @Nullable Host destination) {
        if (ref.kind() != JobRef.Kind.MIGRATION) {
            throw new InvalidInputException("Not a reference to a migration: " + ref, null);
        }
        Guest guest = source.findGuest(ref.guest())
                .orElseGet(() -> source.guest(new Domain(ref.guest().toString(), ref.guest(), NO_ID)));
        MigrationRequest request = new MigrationRequest(guest, ref.subject().orElse("")).postCopy();
        Migration migration = new Migration(
                destination == null ? request : request.watching(destination), new Identity(ref, false, false), null);
        migration.begin(Identity.Before.UNSEEN);
        return migration;
    }

    private void begin(Identity.Before before) {
        try {
            watch.open();
        } catch (RuntimeException failed) {
            watch.close();
            throw failed;
        }
        Ending ending = new Ending(watch, steering, request, before);
        Thread.ofVirtual().name("guestwire-migration").start(() -> run(ending));
        if (!request.policy().isIdle()) {
            Thread.ofVirtual()
                    .name("guestwire-migration-policy")
                    .start(new PolicyRun(request, this::progress, steering));
        }
    }

    private void run(Ending ending) {
        JobOutcome outcome;
        AtomicReference<@Nullable LibvirtException> cause = new AtomicReference<>();
        try {
            outcome = outcome(ending, cause);
            ends.set(ending.ends());
        } catch (InterruptedException | RuntimeException | Error broken) {
            outcome = JobOutcome.unknown("finding out how it ended failed: " + broken);
        }
        identity.end(outcome);
        watch.advance(MigrationPhase.ENDED);
        watch.close();
        settlement.settle(outcome, cause.get());
    }

    private JobOutcome outcome(Ending ending, AtomicReference<@Nullable LibvirtException> cause)
            throws InterruptedException {
        Drive lead = drive;
        if (lead == null) {
            return ending.find("it was found again");
        }
        try {
            return ending.arrived(lead.run());
        } catch (NoAnswerException lost) {
            cause.set(lost);
            identity.lose();
            return ending.find(String.valueOf(lost.getMessage()));
        } catch (LibvirtException refused) {
            cause.set(refused);
            boolean early = identity.wasBusy() || watch.phase() == MigrationPhase.PREPARING;
            return ending.refused(refused, early && lead.neverBegan(refused));
        }
    }

    /** {@return the guest, at the host it leaves} */
    @Override
    public Guest guest() {
        return request.guest();
    }

    /** {@return the guest at the host it goes to, if that host is known; asks nobody, so it may not be there yet} */
    public Optional<Guest> arriving() {
        return request.destinationHost().map(host -> host.guest(guest().handle()));
    }

    /**
     * {@return what names it, to be found again by another process: {@link #attach}} It holds what is known by now: one that
     * is taken while the migration is under way, after a look at {@link #progress()}, tells it apart from others, and one that
     * is taken after its end proves where the guest arrived, or tells that it did not move.
     */
    @Override
    public JobRef ref() {
        return identity.ref();
    }

    /** {@return how far it is, as far as events told; asks nobody} */
    public MigrationPhase phase() {
        return watch.phase();
    }

    /** {@return whether it has come to a phase, or gone beyond, in time} */
    public boolean awaitPhase(MigrationPhase phase, Duration patience) throws InterruptedException {
        if (!watch.reached(phase).isDone()) {
            Listening.refuseWait(guest().host(), "The wait for a phase of a migration");
        }
        try {
            watch.reached(phase).copy().get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * {@return how far it is; the last that was known if it has ended, empty if nothing was} It asks the daemon:
     * {@code virDomainGetJobStats}.
     */
    public Optional<MigrationProgress> progress() {
        return progress(both::job);
    }

    private Optional<MigrationProgress> progress(Supplier<Optional<JobInfo>> source) {
        if (settlement.outcome().isEmpty()) {
            try {
                source.get().ifPresent(this::see);
            } catch (LibvirtException notNow) {
                // the end is near or the connection gone: others tell of that
            }
        }
        return Optional.ofNullable(seen.get());
    }

    private void see(JobInfo job) {
        if (job.operation().is(Operation.MIGRATION_OUT)) {
            identity.see(job);
        }
        if (job.memory().totalBytes().orElse(0) + job.disk().totalBytes().orElse(0) > 0) {
            watch.advance(MigrationPhase.COPYING);
        }
        seen.set(MigrationProgress.of(watch.phase(), steering.elapsed(), job));
    }

    @Override
    public Optional<JobOutcome> outcome() {
        return settlement.outcome();
    }

    /** {@return how the guest was found at both ends when it had ended; empty before} */
    public Optional<MigrationEnds> ends() {
        return settlement.outcome().flatMap(ended -> Optional.ofNullable(ends.get()));
    }

    /** {@return what the daemon told at its end, with the real downtime; empty before, or if it told nothing} */
    public Optional<JobInfo> statistics() {
        return settlement
                .outcome()
                .map(JobOutcome::statistics)
                .filter(told -> !told.list().isEmpty())
                .map(told -> JobInfo.of(ENDED, told));
    }

    /** {@return what was done with it so far, by its policy or by calls of this handle} */
    public List<MigrationAction> actions() {
        return steering.actions();
    }

    @Override
    public JobOutcome await(Duration patience) throws InterruptedException {
        return settlement.await(patience);
    }

    /**
     * Waits for its end, and tells how far it is meanwhile.
     *
     * @param interval the time between two looks at it; its end is told at once
     * @param listener is called on this thread
     * @return the outcome if it completed
     * @throws dev.guestwire.error.JobNotCompletedException if it failed, was cancelled, goes on, or its end is unknown
     */
    public JobOutcome await(Duration patience, Duration interval, Consumer<MigrationProgress> listener)
            throws InterruptedException {
        return settlement.await(
                patience, interval, left -> progress(() -> both.job(left)).ifPresent(listener));
    }

    @Override
    public CompletableFuture<JobOutcome> toFuture() {
        return settlement.toFuture();
    }

    /**
     * Asks for it to be given up: {@code virDomainAbortJob}, as soon as the daemon has a job for it. It has ended when its
     * outcome says so; it may complete all the same.
     *
     * @throws dev.guestwire.error.WrongStateException if it is in post-copy, where the guest would be lost
     */
    @Override
    public void cancel() {
        steering.cancel("it was cancelled");
    }

    /**
     * Has the guest paused until it has moved, so that it cannot change its memory any more: {@code virDomainSuspend}, as soon
     * as memory is copied. It goes on at the destination, or at the source if it does not move.
     */
    public void pauseToFinish() {
        steering.whenCopying(Deed.of(Kind.PAUSE, "asked for"));
    }

    /**
     * Switches to post-copy, as soon as memory is copied: {@code virDomainMigrateStartPostCopy}.
     *
     * @throws InvalidInputException if it was started without {@link MigrationRequest#postCopy()}
     */
    public void startPostCopy() {
        steering.requirePostCopy();
        steering.whenCopying(Deed.of(Kind.POST_COPY, "asked for"));
    }

    /** {@return the guest, where it goes, and how it ended} */
    @Override
    public String toString() {
        return settlement.toString();
    }
}
