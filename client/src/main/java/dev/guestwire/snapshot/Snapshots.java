package dev.guestwire.snapshot;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.agent.GuestAgent;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.remote.DomainListAllSnapshots;
import dev.guestwire.protocol.remote.DomainSnapshotCreateXml;
import dev.guestwire.protocol.remote.DomainSnapshotCurrent;
import dev.guestwire.protocol.remote.DomainSnapshotLookupByName;
import dev.guestwire.rpc.asking.Demand;
import dev.guestwire.xml.domain.DomainSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The snapshots of a guest. It holds no state. */
public final class Snapshots {
    private final Guest guest;

    /** Names the snapshots of a guest; asks nobody. */
    public Snapshots(Guest guest) {
        this.guest = guest;
    }

    /** Makes a snapshot: {@code virDomainSnapshotCreateXML}. */
    public Snapshot create(DomainSnapshot definition, Create... flags) {
        return create(definition.xml().toXml(), flags);
    }

    /**
     * Makes a snapshot: {@code virDomainSnapshotCreateXML}. Returns when it is made.
     *
     * @param xml libvirt's snapshot document; disks it does not name take part, too
     * @throws NoAnswerException if nobody knows whether it was made; with {@link Create#QUIESCE} the guest is thawed then, and a
     *     suppressed exception tells whether that got through: {@link GuestAgent#thawAfter}
     * @return the snapshot. After {@link Create#NO_METADATA} nobody knows it by its name: calls for it find nothing
     */
    public Snapshot create(String xml, Create... flags) {
        var call = new DomainSnapshotCreateXml(guest.handle(), xml, Flag.word(flags));
        try {
            return snapshot(guest.host().call(call).snap());
        } catch (LibvirtException failed) {
            if (List.of(flags).contains(Create.QUIESCE)) {
                guest.agent().thawAfter(failed);
            }
            throw failed;
        }
    }

    /**
     * {@return a snapshot to be made, of some disks, without the guest's memory: each gets a new file over the one it has}
     *
     * @param name what it will be called
     */
    public OverlaySnapshot overlays(String name) {
        return new OverlaySnapshot(guest, Demand.name(name, "the name of a snapshot"));
    }

    /** {@return the guest's snapshots: {@code virDomainListAllSnapshots}} */
    public List<Snapshot> list(SnapshotFilter... filters) {
        return list(Flag.word(filters));
    }

    /** {@return those that have no parent: {@code virDomainListAllSnapshots} with {@code ROOTS}} */
    public List<Snapshot> roots(SnapshotFilter... filters) {
        return list(Flag.word(filters) | SnapshotFilter.ROOTS_OR_DESCENDANTS);
    }

    private List<Snapshot> list(int flags) {
        var call = new DomainListAllSnapshots(guest.handle(), 1, flags);
        return guest.host().call(call).snapshots().stream().map(this::snapshot).toList();
    }

    /**
     * {@return all snapshots with their children, the trees of all roots} Asks for the children of each that has any.
     *
     * @throws NotFoundException if one of them is deleted meanwhile
     */
    public List<SnapshotTree> tree() {
        List<Snapshot> all = list(SnapshotFilter.TOPOLOGICAL);
        return all.isEmpty() ? List.of() : SnapshotTree.of(all, list(SnapshotFilter.NO_LEAVES));
    }

    /**
     * {@return the snapshot of a name: {@code virDomainSnapshotLookupByName}}
     *
     * @throws NotFoundException if there is none
     */
    public Snapshot named(String name) {
        var call = new DomainSnapshotLookupByName(guest.handle(), name, 0);
        return snapshot(guest.host().call(call).snap());
    }

    /** {@return the snapshot of a name, if there is one: {@code virDomainSnapshotLookupByName}} */
    public Optional<Snapshot> find(String name) {
        return ifFound(() -> named(name));
    }

    /** {@return the snapshot that the guest's state stands on, if there is one: {@code virDomainSnapshotCurrent}} */
    public Optional<Snapshot> current() {
        var call = new DomainSnapshotCurrent(guest.handle(), 0);
        return ifFound(() -> snapshot(guest.host().call(call).snap()));
    }

    private Snapshot snapshot(dev.guestwire.protocol.remote.DomainSnapshot told) {
        return new Snapshot(guest, told.name());
    }

    /** That the guest is gone does not mean that there is no snapshot. */
    static Optional<Snapshot> ifFound(Supplier<Snapshot> lookup) {
        try {
            return Optional.of(lookup.get());
        } catch (NotFoundException none) {
            if (none.code().equals(ErrorCode.NO_DOMAIN_SNAPSHOT)) {
                return Optional.empty();
            }
            throw none;
        }
    }

    @Override
    public String toString() {
        return "snapshots of " + guest;
    }

    /** How a snapshot is made: {@code virDomainSnapshotCreateFlags}. */
    public enum Create implements Flag {
        /** Nothing is made: libvirt's record of it is written, anew or changed. */
        REDEFINE,
        /** With {@code REDEFINE}: it becomes the current one. */
        CURRENT,
        /** libvirt keeps no record of it. */
        NO_METADATA,
        /** The guest is off afterwards. */
        HALT,
        /** Without the guest's memory. */
        DISK_ONLY,
        /** Files that exist are used as they are: they must have the right content. */
        REUSE_EXT,
        /** The guest's agent freezes its file systems meanwhile; the call fails if it does not. Needs {@code DISK_ONLY}. */
        QUIESCE,
        /** All disks or none, whatever goes wrong. QEMU does so anyway. */
        ATOMIC,
        /** The guest runs meanwhile; with its memory in a file of its own. */
        LIVE,
        /** The document must agree with libvirt's schema. */
        VALIDATE
    }
}
