package dev.guestwire.block;

import dev.guestwire.DeviceEvent.IoFailedWithReason;
import dev.guestwire.Guest;
import dev.guestwire.GuestEvent.QemuEvent;
import dev.guestwire.HostEvent;
import dev.guestwire.JobEvent.BlockJobChanged;
import dev.guestwire.JobEvent.BlockJobStatus;
import dev.guestwire.LifecycleEvent;
import dev.guestwire.Subscription;
import dev.guestwire.block.BlockJobRules.Finding;
import dev.guestwire.block.BlockJobRules.Hearing;
import dev.guestwire.block.BlockJobRules.Known;
import dev.guestwire.block.BlockJobRules.Presence;
import dev.guestwire.block.BlockJobRules.Wish;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.job.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hears the events of one block job, and looks at what the daemon knows where events may be missing. Events only leave a
 * mark on the thread that brings them; what asks the daemon runs on virtual threads that end at once.
 */
final class BlockJobWatch {
    /** How long the event of this job's end may lag behind one that the disk contradicts. */
    private static final long LAG_MILLIS = 500;

    private static final Optional<Duration> THE_HOSTS = Optional.empty();

    private final BlockDevice disk;
    private final BlockJobSight sight;
    private final Course course;
    private final Settlement ready;
    private final Settlement end;

    @SuppressWarnings("UnnecessaryLambda") // the course finds it again by its identity
    private final Runnable whenFollowed = () -> later(this::endIfFollowed);

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final List<IoFailedWithReason> errors = new CopyOnWriteArrayList<>();

    /** Whether the daemon accepted the job; events may come before its answer does. */
    private final CompletableFuture<Boolean> accepted = new CompletableFuture<>();

    private volatile JobRef ref;
    private volatile CompletableFuture<Optional<String>> refusal = CompletableFuture.completedFuture(Optional.empty());
    private volatile Optional<String> monitorReason = Optional.empty();
    private volatile @Nullable BlockJobStatus told;

    /** The end that was told while the daemon still had a job of the kind: of a job before this one, or after it. */
    private volatile @Nullable BlockJobStatus disputed;

    private volatile Hearing hearing = Hearing.ALL;
    private volatile boolean inDoubt;

    BlockJobWatch(BlockDevice disk, JobRef ref, Settlement ready, Settlement end) {
        this.disk = disk;
        this.ref = ref;
        this.ready = ready;
        this.end = end;
        this.course = Course.of(ref);
        this.sight = new BlockJobSight(disk, course);
    }

    /** {@return what names the job, with what was found before it and right after its start} */
    JobRef ref() {
        return ref;
    }

    /** Registers for all that tells of the job. */
    void listen(Set<BlockJob.Option> options) {
        end.onEnd(outcome -> {
            ready.settle(outcome);
            later(this::deafen);
        });
        course.join(whenFollowed);
        Guest guest = disk.guest();
        try {
            listenToQemu(options);
            subscriptions.add(guest.onEvent(BlockJobChanged.class, this::changed));
            subscriptions.add(guest.onEvent(IoFailedWithReason.class, errors::add));
            subscriptions.add(guest.onEvent(LifecycleEvent.Stopped.class, this::stopped));
            subscriptions.add(guest.onEvent(HostEvent.Resynced.class, resynced -> {
                hearing = hearing == Hearing.ALL ? Hearing.GAP : hearing;
                later(this::lookIfAccepted);
            }));
            subscriptions.add(guest.onEvent(HostEvent.ConnectionClosed.class, this::closed));
        } catch (RuntimeException failed) {
            deafen();
            throw failed;
        }
    }

    /** A daemon that does not let us listen, as on a read-only connection, is a reason to fail only if we insist. */
    private void listenToQemu(Set<BlockJob.Option> options) {
        boolean insists = options.contains(BlockJob.Option.MONITOR_REASONS);
        if (options.contains(BlockJob.Option.WITHOUT_MONITOR_REASONS) && !insists) {
            return;
        }
        try {
            subscriptions.add(disk.guest().onEvent(QemuEvent.class, this::saidByQemu));
        } catch (CallFailedException refused) {
            if (insists) {
                throw refused;
            }
        }
    }

    private void deafen() {
        course.leave(whenFollowed);
        subscriptions.forEach(Subscription::close);
    }

    private static void later(Runnable work) {
        Thread.ofVirtual().name("guestwire-block-job").start(work);
    }

    /** The daemon is about to be asked for the job: what was heard until now is not of it. */
    void begins(JobRef seen) {
        ref = seen;
        errors.clear();
        monitorReason = Optional.empty();
        told = null;
        course.asked();
    }

    /** The daemon accepted the job. */
    void started() {
        course.accepted();
        ref = BlockJobFacts.numbered(ref, disk);
        accepted.complete(true);
    }

    /** The daemon refused the job, or nobody knows whether it did. */
    void notStarted() {
        accepted.complete(false);
        deafen();
    }

    /** The job was started by somebody else, perhaps long ago. */
    void found() {
        hearing = Hearing.NOTHING;
        course.foundThere();
        accepted.complete(true);
        lookIfAccepted();
    }

    void wish(Wish wanted) {
        course.wish(wanted);
    }

    /** The daemon says that it ended the job as it was asked to. */
    void endGranted() {
        course.endGranted();
    }

    /** {@return where the answer goes of a call that ends the job: what the daemon says if it refuses} */
    CompletableFuture<Optional<String>> asking() {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        refusal = answer;
        return answer;
    }

    private void saidByQemu(QemuEvent event) {
        Optional<String> reason = MonitorReason.of(event, ref.kind(), disk.name());
        if (reason.isPresent()) {
            monitorReason = reason;
        }
    }

    private void stopped(LifecycleEvent.Stopped event) {
        sight.stopped(event);
        later(this::lookIfAccepted);
    }

    private void changed(BlockJobChanged event) {
        BlockJobStatus status = event.status().value();
        if (!event.disk().equals(disk.name())
                || !BlockJobRules.isAbout(ref.kind(), event.type().value())) {
            return;
        }
        if (status == BlockJobStatus.READY) {
            later(this::concludeReady);
        } else if (BlockJobRules.isEnd(status)) {
            told = status;
            later(() -> conclude(status));
        }
    }

    private boolean isOver() {
        return !accepted.join() || end.outcome().isPresent();
    }

    /** An earlier job of the disk may be told late to have caught up: then the disk says that this one has not. */
    private void concludeReady() {
        if (isOver() || course.isFollowed()) {
            return;
        }
        try {
            if (sight.deniesReady(ref)) {
                return;
            }
        } catch (LibvirtException unreadable) {
            inDoubt = true;
            return;
        }
        becomeReady(Evidence.BLOCK_JOB_EVENT);
    }

    private void becomeReady(Evidence evidence) {
        course.becameReady();
        ready.settle(JobOutcome.completed(evidence));
    }

    /** The end of an earlier job of the disk may be told late: then the daemon still has this one. */
    private void conclude(BlockJobStatus status) {
        if (isOver()) {
            return;
        }
        if (course.isFollowed()) {
            settle(status);
            return;
        }
        if (hearing == Hearing.NOTHING) {
            told = null;
            lookIfAccepted();
            return;
        }
        Optional<Finding> found = tryFinding();
        if (found.filter(now -> now.presence() == Presence.RUNNING).isPresent()) {
            told = null;
            monitorReason = Optional.empty();
            disputed = status;
            endIfFollowed();
        } else if (found.filter(now -> BlockJobRules.isDoubtful(ref, status, now))
                .isPresent()) {
            CompletableFuture.delayedExecutor(LAG_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> later(() -> settleLast(status, found)));
        } else {
            settle(status, found);
        }
    }

    private void settleLast(BlockJobStatus first, Optional<Finding> found) {
        BlockJobStatus last = told;
        settle(last == null ? first : last, found);
    }

    private Optional<Finding> tryFinding() {
        try {
            return Optional.of(finding(THE_HOSTS));
        } catch (LibvirtException unreadable) {
            return Optional.empty();
        }
    }

    /** The disk has another job by now, so this one's end, told or not, was that of this one. */
    private void endIfFollowed() {
        BlockJobStatus status = disputed;
        if (status != null && course.isFollowed()) {
            settle(status);
        }
    }

    /** Nobody asked for an end that was not completion, and QEMU gave no reason: then the guest may be ending. */
    private void settle(BlockJobStatus status, Optional<Finding> found) {
        boolean explained = status == BlockJobStatus.FAILED && monitorReason.isPresent();
        boolean asked = course.wish() == Wish.CANCEL || course.isEndGranted();
        if (status != BlockJobStatus.COMPLETED && !explained && !asked) {
            Optional<String> stop = sight.ofEndingGuest(ref, found);
            if (stop.isPresent()) {
                agree(BlockJobRules.ofStopped(ref, wasReady(), stop, Evidence.STATE));
                return;
            }
        }
        settle(status);
    }

    private void settle(BlockJobStatus status) {
        agree(
                switch (status) {
                    case COMPLETED -> JobOutcome.completed(Evidence.BLOCK_JOB_EVENT);
                    case CANCELED -> BlockJobRules.ofCancelled(ref, course.wish(), wasReady());
                    default ->
                        FailureReason.of(
                                disk, ref, new FailureReason.Signs(refusal.join(), monitorReason, List.copyOf(errors)));
                });
    }

    private boolean wasReady() {
        return course.wasReady()
                || ready.outcome().filter(JobOutcome::isCompleted).isPresent();
    }

    private void agree(JobOutcome outcome) {
        end.settle(course.agreed(outcome));
    }

    private void closed(HostEvent.ConnectionClosed event) {
        BlockJobStatus last = told;
        if (last == null) {
            agree(JobOutcome.unknown("the connection ended before it did: " + event.detail()));
        } else {
            later(() -> settle(last));
        }
    }

    private void lookIfAccepted() {
        if (!isOver()) {
            inDoubt = true;
            lookAgain(THE_HOSTS);
        }
    }

    /** Looks once more if it could not be read the last time. */
    void lookAgain(Optional<Duration> patience) {
        if (inDoubt) {
            tryLook(patience);
        }
    }

    /** Looks, if the daemon can be asked. {@return whether the job may be there} */
    boolean tryLook(Optional<Duration> patience) {
        try {
            return look(patience);
        } catch (LibvirtException unreadable) {
            // what cannot be read means nothing: the next event, or who waits next, looks again
            inDoubt = true;
            return true;
        }
    }

    /** Looks at what the daemon knows now, and settles what that proves. {@return whether the job is there} */
    private boolean look(Optional<Duration> patience) {
        Optional<JobOutcome> known = course.outcome();
        if (known.isPresent()) {
            end.settle(known.get());
            return false;
        }
        Finding found = finding(patience);
        inDoubt = false;
        if (found.presence() == Presence.RUNNING) {
            hearing = Hearing.ALL;
            return true;
        }
        if (told == null) {
            BlockJobRules.judge(new Known(ref, course.wish(), hearing), found).ifPresent(this::agree);
        }
        return false;
    }

    private Finding finding(Optional<Duration> patience) {
        Finding found = sight.finding(ref, patience);
        if (found.presence() == Presence.RUNNING && sight.wasReady()) {
            becomeReady(Evidence.DEFINITION);
        }
        return found;
    }
}
