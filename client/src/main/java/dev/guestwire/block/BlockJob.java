package dev.guestwire.block;

import dev.guestwire.Guest;
import dev.guestwire.block.BlockJobRules.Wish;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.job.Baseline;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.Job;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.job.Settlement;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.remote.DomainBlockJobAbort;
import dev.guestwire.rpc.turn.Listening;
import dev.guestwire.xml.device.Disk;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A job of a disk at work: a copy, a commit or a pull. It ends by the daemon's word: an event, or, where events were missed,
 * by what the disk stands on. That the job is gone is not taken for its completion.
 *
 * <p>A copy and an active commit do not end by themselves: they get ready, and go on until they are pivoted, kept or
 * cancelled.
 *
 * <pre>{@code
 * BlockJob job = guest.disk("vda").commit().active().start();
 * job.onProgress(Duration.ofSeconds(1), progress -> bar.update(progress.doneBytes(), progress.totalBytes()));
 * job.pivot(Duration.ofMinutes(10));
 * }</pre>
 *
 * <p>On a reconnecting host it goes on across lost connections; on others it ends UNKNOWN when the connection ends.
 */
public final class BlockJob implements Job {
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int ASYNC = 1;
    private static final int PIVOT = 2;

    private final BlockDevice disk;
    private final JobRef.Kind kind;
    private final String words;
    private final Settlement ready;
    private final Settlement end;
    private final BlockJobWatch watch;
    private volatile Optional<Sampling> sampling = Optional.empty();

    /** What a handle does otherwise than by default. */
    public enum Option {
        /**
         * Insists on QEMU's own events, in which QEMU tells why a job failed; libvirt's events tell no reason. A handle
         * listens to them anyway ({@code virConnectDomainQemuMonitorEventRegister}, which libvirt does not promise to
         * keep), and goes without them where the daemon or its driver refuses. With this option the start fails then.
         */
        MONITOR_REASONS,
        /** Does not listen to QEMU's own events. */
        WITHOUT_MONITOR_REASONS
    }

    private record Sampling(Duration interval, Consumer<? super Progress> listener) {}

    /**
     * How far a job is.
     *
     * @param doneBytes how much is done
     * @param totalBytes how much there is; it grows while the guest writes, and is 0 while nobody knows
     * @param limitBytesPerSecond how fast it may be; 0: as fast as it can
     */
    public record Progress(long doneBytes, long totalBytes, long limitBytesPerSecond) {
        /** {@return how much of it is done, from 0 to 1; empty while nobody knows} */
        public OptionalDouble fraction() {
            return totalBytes <= 0 ? OptionalDouble.empty() : OptionalDouble.of((double) doneBytes / totalBytes);
        }
    }

    private BlockJob(BlockDevice disk, JobRef ref) {
        this.disk = disk;
        this.kind = ref.kind();
        this.words = words(kind) + " disk " + disk.name() + " of guest "
                + disk.guest().name();
        this.ready = new Settlement(
                "Catching up of the " + words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1),
                disk.guest().host());
        this.end = new Settlement(words, disk.guest().host());
        this.watch = new BlockJobWatch(disk, ref, ready, end);
    }

    private static String words(JobRef.Kind kind) {
        return switch (kind) {
            case BLOCK_COPY -> "Copy of";
            case BLOCK_COMMIT -> "Commit of";
            case BLOCK_ACTIVE_COMMIT -> "Active commit of";
            case BLOCK_PULL -> "Pull into";
            default -> throw new InvalidInputException("Not a job of a disk: " + kind, null);
        };
    }

    /** Listens, remembers what is there, calls, and returns the job that the call started. */
    static BlockJob start(BlockDevice asked, Seen seen, Option[] options, BlockJobPlan plan) {
        BlockDevice disk =
                new BlockDevice(asked.guest(), seen.disk().flatMap(Disk::target).orElse(asked.name()));
        CompletableFuture<Optional<String>> error = BlockJobFacts.askForError(disk);
        JobRef ref = new JobRef(
                plan.kind(),
                disk.guest().uuid(),
                Optional.of(disk.name()),
                Instant.now(),
                plan.images(),
                Baseline.NONE);
        BlockJob job = new BlockJob(disk, ref);
        job.watch.listen(Set.of(options));
        job.watch.begins(ref.with(BlockJobFacts.before(ref, seen, error.join())));
        try {
            disk.guest().host().call(plan.call());
        } catch (RuntimeException failed) {
            job.watch.notStarted();
            throw failed;
        }
        job.watch.started();
        return job;
    }

    /**
     * Takes up a job that this or another process started. If it has ended, this process may know how. Else only a copy can
     * be known to have been pivoted, by the number that libvirt gave it, while its guest goes on; the end of other jobs is
     * UNKNOWN then, since a later job of the disk may have done the same.
     *
     * @param guest the guest that the reference names
     * @throws InvalidInputException if the reference is not to a job of a disk of this guest
     */
    public static BlockJob of(Guest guest, JobRef ref) {
        if (!ref.guest().equals(guest.uuid()) || ref.subject().isEmpty()) {
            throw new InvalidInputException("Not a job of a disk of guest " + guest + ": " + ref, null);
        }
        BlockJob job = new BlockJob(new BlockDevice(guest, ref.subject().get()), ref);
        job.watch.listen(Set.of());
        job.watch.found();
        return job;
    }

    @Override
    public Guest guest() {
        return disk.guest();
    }

    /** {@return the disk, by its target} */
    public BlockDevice disk() {
        return disk;
    }

    @Override
    public JobRef ref() {
        return watch.ref();
    }

    @Override
    public Optional<JobOutcome> outcome() {
        return end.outcome();
    }

    @Override
    public CompletableFuture<JobOutcome> toFuture() {
        return end.toFuture();
    }

    /**
     * Tells a listener how far the job is while somebody waits for it: on the waiting thread, at once and then at an
     * interval. Only the last listener is told.
     *
     * @return this job
     */
    public BlockJob onProgress(Duration interval, Consumer<? super Progress> listener) {
        sampling = Optional.of(new Sampling(interval, listener));
        return this;
    }

    /** {@return how far it is: {@code virDomainGetBlockJobInfo}; empty if it is gone} */
    public Optional<Progress> progress() {
        return progress(Optional.empty());
    }

    private Optional<Progress> progress(Optional<Duration> patience) {
        return disk.jobInfoWithin(patience).map(info -> new Progress(info.cur(), info.end(), info.bytesPerSecond()));
    }

    /** {@return whether it is known to have caught up, so that it can be pivoted or kept; asks nobody} */
    public boolean isReady() {
        return ready.outcome().filter(JobOutcome::isCompleted).isPresent();
    }

    /**
     * Waits until it has caught up, so that it can be pivoted or kept.
     *
     * @return this job
     * @throws JobNotCompletedException if it ended, or has not caught up in time
     * @throws InvalidInputException if it is a job that ends by itself
     */
    public BlockJob awaitReady(Duration patience) throws InterruptedException {
        if (!BlockJobRules.isMirror(kind)) {
            throw new InvalidInputException(words + " never gets ready: it ends by itself", null);
        }
        await(ready, patience);
        return this;
    }

    @Override
    public JobOutcome await(Duration patience) throws InterruptedException {
        return await(end, patience);
    }

    private JobOutcome await(Settlement what, Duration patience) throws InterruptedException {
        long until = until(patience);
        watch.lookAgain(Optional.of(patience));
        Optional<Sampling> wanted = sampling;
        return wanted.isEmpty()
                ? what.await(left(until))
                : what.await(
                        left(until),
                        wanted.get().interval(),
                        left -> sample(wanted.get().listener(), left));
    }

    private void sample(Consumer<? super Progress> listener, Duration patience) {
        Optional<Progress> now;
        try {
            now = progress(Optional.of(patience));
        } catch (LibvirtException untold) {
            // the next sample may be told; the end does not depend on it
            return;
        }
        now.ifPresent(listener);
    }

    /** Does as {@link #pivot(Duration)} with a minute's patience. */
    public JobOutcome pivot() throws InterruptedException {
        return pivot(MINUTE);
    }

    /**
     * Waits until it is ready, lets the guest go on with the copy, or the image below, and waits until that is done:
     * {@code virDomainBlockJobAbort} with {@code PIVOT}.
     *
     * @return its outcome, which is completion
     * @throws JobNotCompletedException if it ended otherwise, or not in time: then it goes on
     */
    public JobOutcome pivot(Duration patience) throws InterruptedException {
        return finish(Wish.PIVOT, PIVOT, patience);
    }

    /**
     * Waits until a copy is ready, and ends it: the guest goes on where it is, and the copy is the disk as it was at that
     * moment. {@code virDomainBlockJobAbort}.
     *
     * @return its outcome, which is completion
     * @throws JobNotCompletedException if it ended otherwise, or not in time: then it goes on
     * @throws InvalidInputException if it is not a copy
     */
    public JobOutcome keep(Duration patience) throws InterruptedException {
        if (kind != JobRef.Kind.BLOCK_COPY) {
            throw new InvalidInputException(words + " leaves nothing to keep: only a copy does", null);
        }
        return finish(Wish.KEEP, 0, patience);
    }

    private JobOutcome finish(Wish wish, int flags, Duration patience) throws InterruptedException {
        Listening.refuseWait(disk.guest().host(), words);
        long until = until(patience);
        awaitReady(patience);
        if (outcome().isEmpty()) {
            watch.wish(wish);
            askToFinish(flags, until);
        }
        return await(left(until));
    }

    /** A patience of more than 100 years is as good as 100 years. */
    private static long until(Duration patience) {
        return System.nanoTime() + (patience.compareTo(LONGEST) > 0 ? LONGEST : patience).toNanos();
    }

    private static Duration left(long until) {
        return BlockJobSight.left(until);
    }

    private void askToFinish(int flags, long until) {
        CompletableFuture<Optional<String>> refusal = watch.asking();
        try {
            disk.guest().host().call(new DomainBlockJobAbort(disk.handle(), disk.name(), flags), left(until));
            watch.endGranted();
            refusal.complete(Optional.empty());
            watch.tryLook(Optional.of(left(until)));
        } catch (CallFailedException refused) {
            refusal.complete(Optional.ofNullable(refused.error().message()));
            if (refused.code().equals(ErrorCode.BLOCK_COPY_ACTIVE)) {
                throw goesOn("the daemon says that it has not caught up yet", Evidence.ANSWER);
            }
            throwIfThere(refused, Optional.of(left(until)));
        } catch (DeadlineExceededException silent) {
            if (outcome().isEmpty()) {
                throw goesOn(
                        "the daemon has not answered in time the request to end it (virDomainBlockJobAbort), and may still"
                                + " carry it out",
                        Evidence.NONE);
            }
        } finally {
            refusal.complete(Optional.empty());
        }
    }

    private JobNotCompletedException goesOn(String why, Evidence evidence) {
        return new JobNotCompletedException(
                words, JobNotCompletedException.Status.STILL_RUNNING, why, evidence.toString());
    }

    /** Who ends what has ended has what they wanted. */
    private void throwIfThere(CallFailedException refused, Optional<Duration> patience) {
        if (outcome().isEmpty() && watch.tryLook(patience)) {
            watch.wish(Wish.NOTHING);
            throw refused;
        }
    }

    /**
     * Asks the daemon to end it: {@code virDomainBlockJobAbort} with {@code ASYNC}. The guest goes on where it is. If it has
     * ended already, nothing happens.
     */
    @Override
    public void cancel() {
        if (outcome().isPresent()) {
            return;
        }
        watch.wish(Wish.CANCEL);
        try {
            disk.guest().host().call(new DomainBlockJobAbort(disk.handle(), disk.name(), ASYNC));
        } catch (CallFailedException refused) {
            throwIfThere(refused, Optional.empty());
        }
    }

    /** {@return the job and how it ended, if it has} */
    @Override
    public String toString() {
        return end.toString();
    }
}
