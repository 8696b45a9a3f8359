package dev.guestwire.snapshot;

import dev.guestwire.Guest;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.domain.DomainSnapshot;
import dev.guestwire.xml.domain.SnapshotDisk;
import dev.guestwire.xml.storage.StorageSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A snapshot of disks to be made: what each disk holds stays in its file, and the guest writes to a new qcow2 file over it.
 * Disks that are not named take no part; libvirt would include them. Not for several threads.
 */
public final class OverlaySnapshot {
    private final Guest guest;
    private final String name;
    private final Map<String, SnapshotDisk> overlays = new LinkedHashMap<>();
    private final Set<Snapshots.Create> flags = EnumSet.of(Snapshots.Create.DISK_ONLY, Snapshots.Create.ATOMIC);

    OverlaySnapshot(Guest guest, String name) {
        this.guest = guest;
        this.name = name;
    }

    /**
     * Lets a disk take part.
     *
     * @param target the disk's target, such as {@code vda}
     * @param file the new file, on the host
     */
    public OverlaySnapshot overlay(String target, Path file) {
        return overlay(SnapshotDisk.external(target, file.toString()).withDriver(driver -> driver.withType("qcow2")));
    }

    /** Lets a disk take part, in whatever way. */
    public OverlaySnapshot overlay(SnapshotDisk disk) {
        String target = disk.name()
                .orElseThrow(() -> new InvalidInputException("A disk of snapshot " + name + " has no name", null));
        overlays.put(target, disk);
        return this;
    }

    /** Has the guest's agent freeze its file systems meanwhile; fails if it does not. */
    public OverlaySnapshot quiesced() {
        return with(Snapshots.Create.QUIESCE);
    }

    /** Uses files that exist already: each must be an image over what the disk has now. */
    public OverlaySnapshot reusingFiles() {
        return with(Snapshots.Create.REUSE_EXT);
    }

    /** Has libvirt keep no record of it: nobody will know it by its name. */
    public OverlaySnapshot withoutMetadata() {
        return with(Snapshots.Create.NO_METADATA);
    }

    private OverlaySnapshot with(Snapshots.Create flag) {
        flags.add(flag);
        return this;
    }

    /**
     * Makes it: {@code virDomainSnapshotCreateXML}. Returns when the guest writes to the new files.
     *
     * @throws InvalidInputException if no disk takes part
     * @throws NotFoundException if the guest has no disk of a name
     * @throws NoAnswerException if nobody knows whether it was made; of a {@link #quiesced} one a suppressed exception tells
     *     whether the guest's file systems are thawed
     */
    public Snapshot create() {
        return create(definition());
    }

    /**
     * Makes it {@link #quiesced} if the guest's agent can, and else as it is: an agent that does not answer or refuses to freeze,
     * or none, or a guest that does not run. An agent that did not answer is asked to thaw first, should it have frozen anything.
     *
     * @return the snapshot, and whether it is quiesced
     * @throws LibvirtException also if the agent failed when the disks had new files already: nothing is made again then
     */
    public Made createQuiescedIfPossible() {
        Set<Snapshots.Create> asAsked = EnumSet.copyOf(flags);
        DomainSnapshot definition = definition();
        Map<String, StorageSource> before = sources();
        flags.add(Snapshots.Create.QUIESCE);
        try {
            return new Made(create(definition), Optional.empty());
        } catch (CallFailedException cannot) {
            if (!FreezeRefusal.is(cannot) || !sources().equals(before)) {
                throw cannot;
            }
            flags.remove(Snapshots.Create.QUIESCE);
            return new Made(create(definition), Optional.of(cannot));
        } finally {
            flags.clear();
            flags.addAll(asAsked);
        }
    }

    private Snapshot create(DomainSnapshot definition) {
        return guest.snapshots().create(definition, flags.toArray(Snapshots.Create[]::new));
    }

    /** {@return where the disks are kept that take part: elsewhere once the snapshot is made} */
    private Map<String, StorageSource> sources() {
        Map<String, StorageSource> sources = new LinkedHashMap<>();
        for (Disk disk : guest.devices(Disk.class)) {
            disk.target().filter(overlays::containsKey).ifPresent(target -> sources.put(target, disk.source()));
        }
        return sources;
    }

    /**
     * A snapshot that was made.
     *
     * @param snapshot the snapshot
     * @param whyNotQuiesced why the guest's file systems were not frozen; empty if they were
     */
    public record Made(Snapshot snapshot, Optional<LibvirtException> whyNotQuiesced) {
        /** {@return whether the guest's agent had frozen its file systems} */
        public boolean isQuiesced() {
            return whyNotQuiesced.isEmpty();
        }
    }

    private DomainSnapshot definition() {
        if (overlays.isEmpty()) {
            throw new InvalidInputException("Snapshot " + name + " of guest " + guest.name() + " names no disk", null);
        }
        Map<String, SnapshotDisk> left = new LinkedHashMap<>(overlays);
        List<SnapshotDisk> disks = new ArrayList<>();
        for (Disk disk : guest.devices(Disk.class)) {
            String target = disk.target().orElse("");
            SnapshotDisk overlay = left.remove(target);
            disks.add(overlay != null ? overlay : SnapshotDisk.none(target));
        }
        if (!left.isEmpty()) {
            throw NotFoundException.in(
                    new DomainGetXmlDesc(guest.handle(), 0),
                    "Guest " + guest.name() + " has no disk " + String.join(", ", left.keySet()));
        }
        return DomainSnapshot.of(name, disks);
    }

    @Override
    public String toString() {
        return "snapshot " + name + " of " + guest + ", to be made";
    }
}
