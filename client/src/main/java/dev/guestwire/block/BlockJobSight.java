package dev.guestwire.block;

import dev.guestwire.LifecycleEvent;
import dev.guestwire.block.BlockJobRules.Finding;
import dev.guestwire.block.BlockJobRules.Presence;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.job.JobRef;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.remote.DomainGetBlockInfo;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.domain.Domain;
import dev.guestwire.xml.storage.Mirror;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the daemon can be seen to know of one block job now. */
final class BlockJobSight {
    /** How long QEMU may take to end: libvirt tells of its end after it has read all that QEMU had to say. */
    private static final Duration ENDING = Duration.ofSeconds(10);

    private static final Optional<Duration> SHORT = Optional.of(Duration.ofSeconds(5));

    private final BlockDevice disk;
    private final Course course;
    private final CompletableFuture<String> stop = new CompletableFuture<>();
    private volatile boolean ready;

    BlockJobSight(BlockDevice disk, Course course) {
        this.disk = disk;
        this.course = course;
    }

    /** Notes that the guest stopped, and why. */
    void stopped(LifecycleEvent.Stopped event) {
        stop.complete(event.reason().toString().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /** {@return whether the job that was found running last had caught up, as the disk tells} */
    boolean wasReady() {
        return ready;
    }

    /**
     * {@return what the daemon knows of the job now: {@code virDomainGetBlockJobInfo} and {@code virDomainGetXMLDesc}}
     *
     * @param patience how long it may take altogether; empty: as long as the host's deadline lets it
     * @throws LibvirtException if it does not tell
     */
    Finding finding(JobRef ref, Optional<Duration> patience) {
        long until = System.nanoTime() + patience.map(Duration::toNanos).orElse(0L);
        Presence presence = presence(ref, patience);
        Domain guest;
        try {
            guest = BlockJobFacts.definition(disk.guest(), patience.map(all -> left(until)));
        } catch (NotFoundException noGuest) {
            return new Finding(Presence.NO_GUEST, ImageChain.NONE, OptionalInt.empty(), reason());
        }
        Optional<Disk> seen = guest.findDisk(disk.name());
        ImageChain chain = seen.map(ImageChain::of).orElse(ImageChain.NONE);
        Finding found = new Finding(presence, chain, BlockJobFacts.run(guest), reason());
        return presence == Presence.RUNNING ? ofRunning(ref, found, seen.flatMap(Disk::mirror)) : found;
    }

    /** The daemon has a job, but it may be another one by now. */
    private Finding ofRunning(JobRef ref, Finding found, Optional<Mirror> mirror) {
        ready = mirror.filter(Mirror::isReady).isPresent();
        return course.isFollowed() || BlockJobRules.isAnother(ref, found, mirror.map(ImageChain::of))
                ? new Finding(Presence.GONE, found.chain(), found.run(), found.guest())
                : found;
    }

    private Optional<String> reason() {
        return Optional.ofNullable(stop.getNow(null));
    }

    static Duration left(long until) {
        return Duration.ofNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(1), until - System.nanoTime()));
    }

    private Presence presence(JobRef ref, Optional<Duration> patience) {
        try {
            return disk.jobInfoWithin(patience)
                            .filter(info -> BlockJobRules.isAbout(
                                    ref.kind(), info.type().value()))
                            .isPresent()
                    ? Presence.RUNNING
                    : Presence.GONE;
        } catch (NotFoundException none) {
            return none.code().equals(ErrorCode.NO_DOMAIN) ? Presence.NO_GUEST : Presence.NO_DISK;
        } catch (WrongStateException off) {
            return Presence.GUEST_OFF;
        } catch (UnsupportedException driver) {
            return Presence.UNTOLD;
        } catch (CallFailedException refused) {
            if (refused.code().equals(ErrorCode.INVALID_ARG)) {
                return Presence.NO_DISK;
            }
            throw refused;
        }
    }

    /** {@return whether the disk shows that the job has not caught up, or that another one has} */
    boolean deniesReady(JobRef ref) {
        Domain guest = BlockJobFacts.definition(disk.guest(), Optional.empty());
        Optional<Mirror> mirror = guest.findDisk(disk.name()).flatMap(Disk::mirror);
        Finding found = new Finding(Presence.RUNNING, ImageChain.NONE, BlockJobFacts.run(guest), Optional.empty());
        return mirror.filter(written -> !written.isReady()).isPresent()
                || BlockJobRules.isAnother(ref, found, mirror.map(ImageChain::of));
    }

    /**
     * {@return why the guest stopped, if it did, or is just about to} QEMU cancels the jobs of its disks when it ends, and
     * may tell that before it is gone. Waits for its end where it looks like that.
     */
    Optional<String> ofEndingGuest(JobRef ref, Optional<Finding> found) {
        if (found.filter(now -> isOff(ref, now)).isPresent()) {
            return Optional.of(reason().orElse("nothing tells why"));
        }
        if (stop.isDone() || isAlive()) {
            return reason();
        }
        try {
            return Optional.of(stop.get(ENDING.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException | ExecutionException | TimeoutException goesOn) {
            return Optional.empty();
        }
    }

    private static boolean isOff(JobRef ref, Finding found) {
        return found.presence() == Presence.GUEST_OFF
                || found.presence() == Presence.NO_GUEST
                || BlockJobRules.isOtherRun(ref, found);
    }

    /** {@return whether QEMU answers; a driver without such a call does not deny it} */
    private boolean isAlive() {
        try {
            BlockJobFacts.call(disk.guest(), new DomainGetBlockInfo(disk.handle(), disk.name(), 0), SHORT);
            return true;
        } catch (UnsupportedException driver) {
            return true;
        } catch (LibvirtException ending) {
            return false;
        }
    }
}
