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
import dev.guestwire.block.BlockJobRules.Known;
import dev.guestwire.block.BlockJobRules.Presence;
import dev.guestwire.block.BlockJobRules.Wish;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.job.Settlement;
import dev.guestwire.xml.device.Disk;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Hears the events of one block job, and looks at what the daemon knows where events may be missing. Events only leave a
 * mark on the thread that brings them; what asks the daemon runs on virtual threads that end at once.
 */
final class BlockJobWatch {
    private final BlockDevice disk;
    private final JobRef ref;
    private final Settlement ready;
    private final Settlement end;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final List<IoFailedWithReason> errors = new CopyOnWriteArrayList<>();

    /** Whether the daemon accepted the job; events may come before its answer does. */
    private final CompletableFuture<Boolean> accepted = new CompletableFuture<>();

    private volatile CompletableFuture<Optional<String>> refusal = CompletableFuture.completedFuture(Optional.empty());
    private volatile Optional<String> monitorReason = Optional.empty();
    private volatile Wish wish = Wish.NOTHING;
    private volatile @Nullable BlockJobStatus told;
    private volatile boolean eventsLost;
    private volatile boolean inDoubt;

    BlockJobWatch(BlockDevice disk, JobRef ref, Settlement ready, Settlement end) {
        this.disk = disk;
        this.ref = ref;
        this.ready = ready;
        this.end = end;
    }

    /** Registers for all that tells of the job. */
    void listen(Set<BlockJob.Option> options) {
        end.onEnd(outcome -> {
            ready.settle(outcome);
            later(this::deafen);
        });
        Guest guest = disk.guest();
        try {
            if (options.contains(BlockJob.Option.MONITOR_REASONS)) {
                subscriptions.add(guest.onEvent(QemuEvent.class, this::saidByQemu));
            }
            subscriptions.add(guest.onEvent(BlockJobChanged.class, this::changed));
            subscriptions.add(guest.onEvent(IoFailedWithReason.class, errors::add));
            subscriptions.add(guest.onEvent(LifecycleEvent.Stopped.class, stopped -> later(this::lookIfAccepted)));
            subscriptions.add(guest.onEvent(HostEvent.Resynced.class, resynced -> {
                eventsLost = true;
                later(this::lookIfAccepted);
            }));
            subscriptions.add(guest.onEvent(HostEvent.ConnectionClosed.class, this::closed));
        } catch (RuntimeException failed) {
            deafen();
            throw failed;
        }
    }

    private void deafen() {
        subscriptions.forEach(Subscription::close);
    }

    private static void later(Runnable work) {
        Thread.ofVirtual().name("guestwire-block-job").start(work);
    }

    /** The daemon accepted the job. */
    void started() {
        accepted.complete(true);
    }

    /** The daemon refused the job, or nobody knows whether it did. */
    void notStarted() {
        accepted.complete(false);
        deafen();
    }

    /** The job was started by somebody else, perhaps long ago. */
    void found() {
        eventsLost = true;
        started();
        lookIfAccepted();
    }

    void wish(Wish wanted) {
        wish = wanted;
    }

    /** {@return where the answer goes of a call that ends the job: what the daemon says if it refuses} */
    CompletableFuture<Optional<String>> asking() {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        refusal = answer;
        return answer;
    }

    private void saidByQemu(QemuEvent event) {
        Optional<String> reason = MonitorReason.of(event, disk.name());
        if (reason.isPresent()) {
            monitorReason = reason;
        }
    }

    private void changed(BlockJobChanged event) {
        BlockJobStatus status = event.status().value();
        if (!event.disk().equals(disk.name())
                || !BlockJobRules.isAbout(ref.kind(), event.type().value())) {
            return;
        }
        if (status == BlockJobStatus.READY) {
            ready.settle(JobOutcome.completed(Evidence.BLOCK_JOB_EVENT));
        } else if (BlockJobRules.isEnd(status)) {
            told = status;
            later(() -> conclude(status));
        }
    }

    /** The end of an earlier job of the disk may be told late: then the daemon still has this one. */
    private void conclude(BlockJobStatus status) {
        if (!accepted.join() || end.outcome().isPresent()) {
            return;
        }
        if (isThere()) {
            told = null;
        } else {
            settle(status);
        }
    }

    private boolean isThere() {
        try {
            return finding().presence() == Presence.RUNNING;
        } catch (LibvirtException unreadable) {
            return false;
        }
    }

    private void settle(BlockJobStatus status) {
        boolean wasReady = ready.outcome().filter(JobOutcome::isCompleted).isPresent();
        end.settle(
                switch (status) {
                    case COMPLETED -> JobOutcome.completed(Evidence.BLOCK_JOB_EVENT);
                    case CANCELED -> BlockJobRules.ofCancelled(wish, wasReady);
                    default -> FailureReason.of(disk, refusal.join(), monitorReason, List.copyOf(errors));
                });
    }

    private void closed(HostEvent.ConnectionClosed event) {
        BlockJobStatus last = told;
        if (last == null) {
            end.settle(JobOutcome.unknown("the connection ended before it did: " + event.detail()));
        } else {
            later(() -> settle(last));
        }
    }

    private void lookIfAccepted() {
        if (accepted.join() && end.outcome().isEmpty()) {
            inDoubt = true;
            lookAgain();
        }
    }

    /** Looks once more if it could not be read the last time. */
    void lookAgain() {
        if (inDoubt) {
            try {
                look();
            } catch (LibvirtException unreadable) {
                // what cannot be read means nothing: the next event, or who waits next, looks again
            }
        }
    }

    /** Looks at what the daemon knows now, and settles what that proves. {@return whether the job is there} */
    boolean look() {
        BlockJobStatus last = told;
        Finding found = finding();
        inDoubt = false;
        if (found.presence() == Presence.RUNNING) {
            return true;
        }
        if (last == null) {
            BlockJobRules.judge(new Known(ref, wish, eventsLost), found).ifPresent(end::settle);
        } else {
            settle(last);
        }
        return false;
    }

    private Finding finding() {
        Presence presence = presence();
        Optional<Disk> seen;
        try {
            seen = disk.guest().definition().findDisk(disk.name());
        } catch (NotFoundException noGuest) {
            return new Finding(Presence.GUEST_OFF, ImageChain.NONE);
        }
        if (presence == Presence.RUNNING
                && seen.flatMap(Disk::mirror).filter(m -> m.isReady()).isPresent()) {
            ready.settle(JobOutcome.completed(Evidence.DEFINITION));
        }
        return new Finding(presence, seen.map(ImageChain::of).orElse(ImageChain.NONE));
    }

    private Presence presence() {
        try {
            return disk.jobInfo()
                            .filter(info -> BlockJobRules.isAbout(
                                    ref.kind(), info.type().value()))
                            .isPresent()
                    ? Presence.RUNNING
                    : Presence.GONE;
        } catch (WrongStateException | NotFoundException off) {
            return Presence.GUEST_OFF;
        }
    }
}
