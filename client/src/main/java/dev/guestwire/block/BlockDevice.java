package dev.guestwire.block;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainBlockJobAbort;
import dev.guestwire.protocol.remote.DomainBlockJobSetSpeed;
import dev.guestwire.protocol.remote.DomainBlockPeek;
import dev.guestwire.protocol.remote.DomainBlockResize;
import dev.guestwire.protocol.remote.DomainBlockStatsFlags;
import dev.guestwire.protocol.remote.DomainGetBlockInfo;
import dev.guestwire.protocol.remote.DomainGetBlockIoTune;
import dev.guestwire.protocol.remote.DomainGetBlockJobInfo;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainSetBlockIoTune;
import dev.guestwire.protocol.remote.DomainSetBlockThreshold;
import dev.guestwire.rpc.asking.Demand;
import dev.guestwire.rpc.reading.Figure;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.storage.Mirror;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One disk of a guest, by its name. It holds no state and may be kept.
 *
 * @param guest the guest
 * @param name the disk's target, such as {@code vda}, or the path of its source
 */
public record BlockDevice(Guest guest, String name) {
    private static final int BANDWIDTH_BYTES = 1;
    private static final int RESIZE_BYTES = 1;
    private static final int RESIZE_CAPACITY = 2;
    private static final int STRINGS_OKAY = 4;

    /** More parameters than libvirt lets a disk's statistics or limits have. */
    private static final int MOST_PARAMETERS = 1024;

    /** How a block job is ended: {@code virDomainBlockJobAbortFlags}. */
    public enum Abort implements Flag {
        /** The call returns before the job has ended; an event tells of its end. */
        ASYNC,
        /** The guest goes on with the copy; the job must be ready. */
        PIVOT
    }

    /**
     * {@return how the job of this disk is, if it has one: {@code virDomainGetBlockJobInfo}}
     *
     * <p>That there is none does not tell how the last one ended: {@link dev.guestwire.JobEvent.BlockJobChanged} does.
     */
    public Optional<BlockJobInfo> jobInfo() {
        return jobInfoWithin(Optional.empty());
    }

    /**
     * {@return the copy that a job of this disk writes, as the definition tells of it now}
     *
     * @throws NotFoundException if the guest has no such disk
     */
    public Optional<Mirror> mirror() {
        return disk().mirror();
    }

    /**
     * {@return whether a copy or an active commit of this disk has caught up, so that it can be pivoted}
     *
     * <p>No means: not yet, or no such job. A pull or another commit is never ready: it just ends.
     *
     * @throws NotFoundException if the guest has no such disk
     */
    public boolean isReady() {
        return mirror().filter(Mirror::isReady).isPresent();
    }

    private Disk disk() {
        return guest.definition()
                .findDisk(name)
                .orElseThrow(() -> NotFoundException.in(
                        new DomainGetXmlDesc(handle(), 0), "Guest " + guest.name() + " has no disk " + name));
    }

    /**
     * Ends the job of this disk: {@code virDomainBlockJobAbort}. A copy or an active commit that is ready is thrown away,
     * unless it is pivoted. Without {@code ASYNC} it returns when the job has ended.
     *
     * @throws dev.guestwire.error.CallFailedException if there is no job, or none that can be pivoted yet
     */
    public void abortJob(Abort... flags) {
        guest.host().call(new DomainBlockJobAbort(handle(), name, Flag.word(flags)));
    }

    /**
     * Limits the job of this disk: {@code virDomainBlockJobSetSpeed}.
     *
     * @param bytesPerSecond the limit; 0: none
     */
    public void jobSpeed(long bytesPerSecond) {
        long speed = Demand.bandwidth(bytesPerSecond);
        guest.host().call(new DomainBlockJobSetSpeed(handle(), name, speed, BANDWIDTH_BYTES));
    }

    /**
     * {@return a request to copy this disk: {@code virDomainBlockCopy}}
     *
     * @param destination where to; its source and driver count
     */
    public CopyRequest copy(Disk destination) {
        return copy(destination.xml().toXml());
    }

    /**
     * {@return a request to copy this disk into an image file: {@code virDomainBlockCopy}}
     *
     * @param file made by QEMU, unless the request reuses it
     * @param format such as {@code qcow2}
     */
    public CopyRequest copy(Path file, String format) {
        return copy(Disk.file(file.toString(), format));
    }

    /**
     * {@return a request to copy this disk: {@code virDomainBlockCopy}}
     *
     * @param xml libvirt's disk document of where to
     */
    public CopyRequest copy(String xml) {
        return new CopyRequest(this, xml);
    }

    /**
     * {@return a request to copy this disk to a path, as libvirt before 1.2.8 could: {@code virDomainBlockRebase}}
     *
     * @param destination a file, or a block device if the request says so
     */
    public PathCopyRequest copyToPath(String destination) {
        return new PathCopyRequest(this, destination);
    }

    /**
     * {@return a request to take the images from the top down to a base out of the chain: {@code virDomainBlockRebase}}
     *
     * @param base the image to stand on then: its path, or such as {@code vda[2]} by the index in the definition
     */
    public RebaseRequest rebase(String base) {
        return new RebaseRequest(this, base);
    }

    /** {@return a request to draw all images below into the top one, which then stands alone: {@code virDomainBlockPull}} */
    public PullRequest pull() {
        return new PullRequest(this);
    }

    /** {@return a request to write images of the chain into one below them: {@code virDomainBlockCommit}} */
    public CommitRequest commit() {
        return new CommitRequest(this);
    }

    /**
     * Changes its size: {@code virDomainBlockResize}. The guest must be active, and sees it at once.
     *
     * @param bytes the new size; QEMU rounds it up as the format needs
     */
    public void resize(long bytes) {
        if (bytes <= 0) {
            throw new InvalidInputException("The size of " + this + " must be positive: " + bytes + " bytes", null);
        }
        guest.host().call(new DomainBlockResize(handle(), name, bytes, RESIZE_BYTES));
    }

    /**
     * Makes it as big as the block device it is on: {@code virDomainBlockResize}; since libvirt 10.0. An older daemon
     * refuses the flag.
     */
    public void resizeToCapacity() {
        guest.host().call(new DomainBlockResize(handle(), name, 0, RESIZE_BYTES | RESIZE_CAPACITY));
    }

    /**
     * Puts an image file into this CD-ROM or floppy drive, in the place of what may be in it: {@code virDomainUpdateDeviceFlags}.
     *
     * @param image on the host's machine, an absolute path; its format is raw, as that of an ISO image
     * @param flags {@code LIVE}: the guest as it runs; {@code CONFIG}: its definition; both: first the one, then the other; none:
     *     the guest as it runs, or its definition if it is off; {@code FORCE}: also if the guest has locked the tray
     * @throws InvalidInputException if the guest has no such drive, or the path is not absolute
     */
    public void insert(Path image, Flag.Update... flags) {
        if (!image.isAbsolute()) {
            throw new InvalidInputException(
                    "The image for drive " + this + " is a file of the host's, so its path must be absolute: " + image,
                    null);
        }
        insert(Disk.file(image.toString(), "raw"), flags);
    }

    /**
     * Puts a medium into this CD-ROM or floppy drive, in the place of what may be in it: {@code virDomainUpdateDeviceFlags}.
     *
     * @param medium its type, source and format count
     * @param flags as for an image file
     * @throws InvalidInputException if the guest has no such drive, or the medium has no source
     */
    public void insert(Disk medium, Flag.Update... flags) {
        new Drive(guest, name).insert(medium, flags);
    }

    /**
     * Empties this CD-ROM or floppy drive; the drive stays: {@code virDomainUpdateDeviceFlags}. Of an empty drive nothing is
     * changed.
     *
     * @param flags as for {@link #insert(Path, Flag.Update...)}
     * @throws dev.guestwire.error.CallFailedException if the guest has locked the tray and {@code FORCE} is not said
     * @throws InvalidInputException if the guest has no such drive
     */
    public void eject(Flag.Update... flags) {
        new Drive(guest, name).eject(flags);
    }

    /** {@return what went through it since the guest was started: {@code virDomainBlockStatsFlags}} */
    public DiskStatistics statistics() {
        var ask = new DomainBlockStatsFlags(handle(), name, 0, STRINGS_OKAY);
        int most = Figure.of(ask, "nparams", guest.host().call(ask).nparams()).count(MOST_PARAMETERS);
        var reply = guest.host().call(new DomainBlockStatsFlags(handle(), name, most, STRINGS_OKAY));
        return DiskStatistics.of(new TypedParams(reply.params()));
    }

    /** {@return its sizes: {@code virDomainGetBlockInfo}} */
    public BlockInfo info() {
        return BlockInfo.of(guest.host().call(new DomainGetBlockInfo(handle(), name, 0)));
    }

    /**
     * {@return its limits: {@code virDomainGetBlockIoTune}}
     *
     * @param from the guest as it runs, or its definition; none: the guest as it is, running or not
     */
    public IoLimits ioLimits(Flag.Affect... from) {
        int flags = Flag.word(from) | STRINGS_OKAY;
        var ask = new DomainGetBlockIoTune(handle(), name, 0, flags);
        int most = Figure.of(ask, "nparams", guest.host().call(ask).nparams()).count(MOST_PARAMETERS);
        var reply = guest.host().call(new DomainGetBlockIoTune(handle(), name, most, flags));
        return IoLimits.of(new TypedParams(reply.params()));
    }

    /**
     * Changes its limits: {@code virDomainSetBlockIoTune}. Those that are not named stay, but libvirt takes total, read and
     * write of a kind together: naming one of the three lifts those of the two others.
     *
     * @param affected what is changed; none: the guest as it is, running or not
     */
    public void ioLimits(IoLimits limits, Flag.Affect... affected) {
        guest.host().call(new DomainSetBlockIoTune(handle(), name, limits.params(), Flag.word(affected)));
    }

    /**
     * {@return what is on it: {@code virDomainBlockPeek}}. QEMU's driver can do so on raw images only.
     *
     * @param offset the first byte
     * @param size how many, at most 4 MiB
     */
    public Bytes peek(long offset, int size) {
        return guest.host()
                .call(new DomainBlockPeek(handle(), name, offset, size, 0))
                .buffer();
    }

    /**
     * Asks for one {@link dev.guestwire.DeviceEvent.BlockThresholdPassed} when something is written beyond a place of the
     * image: {@code virDomainSetBlockThreshold}.
     *
     * @param bytes the place; 0: no event
     */
    public void threshold(long bytes) {
        long threshold = Demand.atLeast(0, bytes, "a threshold in bytes");
        guest.host().call(new DomainSetBlockThreshold(handle(), name, threshold, 0));
    }

    /** {@return the disk and its guest as they are now; nothing if the daemon does not tell, as it will not of what follows} */
    Seen seen() {
        try {
            var definition = guest.definition();
            return new Seen(Optional.of(definition), definition.findDisk(name));
        } catch (CallFailedException | NoAnswerException untold) {
            return Seen.NOTHING;
        }
    }

    /**
     * {@return how the job of this disk is, asked for with a deadline; empty if it has none}
     *
     * @param deadline none: the host's
     */
    Optional<BlockJobInfo> jobInfoWithin(Optional<Duration> deadline) {
        return BlockJobInfo.of(
                BlockJobFacts.call(guest, new DomainGetBlockJobInfo(handle(), name, BANDWIDTH_BYTES), deadline));
    }

    Domain handle() {
        return guest.handle();
    }

    /** {@return the disk and its guest} */
    @Override
    public String toString() {
        return name + " of " + guest;
    }
}
