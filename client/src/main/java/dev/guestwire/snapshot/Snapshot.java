package dev.guestwire.snapshot;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.remote.DomainRevertToSnapshot;
import dev.guestwire.protocol.remote.DomainSnapshot;
import dev.guestwire.protocol.remote.DomainSnapshotDelete;
import dev.guestwire.protocol.remote.DomainSnapshotGetParent;
import dev.guestwire.protocol.remote.DomainSnapshotGetXmlDesc;
import dev.guestwire.protocol.remote.DomainSnapshotHasMetadata;
import dev.guestwire.protocol.remote.DomainSnapshotIsCurrent;
import dev.guestwire.protocol.remote.DomainSnapshotListAllChildren;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot of a guest, by its name. It holds no state: methods ask the daemon.
 *
 * @param guest whose it is
 * @param name which of the guest's
 */
public record Snapshot(Guest guest, String name) {
    /** {@return how calls name this snapshot, for {@link dev.guestwire.Host#call}} */
    public DomainSnapshot handle() {
        return new DomainSnapshot(name, guest.handle());
    }

    /**
     * {@return its document: {@code virDomainSnapshotGetXMLDesc}}
     *
     * @param flags what the document shows; none: without passwords
     */
    public String xmlDescription(Xml... flags) {
        return guest.host()
                .call(new DomainSnapshotGetXmlDesc(handle(), Flag.word(flags)))
                .xml();
    }

    /**
     * {@return what was kept: {@code virDomainSnapshotGetXMLDesc}}
     *
     * @param flags what it shows; none: without passwords
     */
    public dev.guestwire.xml.domain.DomainSnapshot definition(Xml... flags) {
        return dev.guestwire.xml.domain.DomainSnapshot.parse(xmlDescription(flags));
    }

    /**
     * {@return the snapshot it was made upon, if it is not a root: {@code virDomainSnapshotGetParent}}
     *
     * @throws NotFoundException if it is gone itself
     */
    public Optional<Snapshot> parent() {
        var call = new DomainSnapshotGetParent(handle(), 0);
        Optional<Snapshot> parent = Snapshots.ifFound(
                () -> new Snapshot(guest, guest.host().call(call).snap().name()));
        if (parent.isEmpty()) {
            // libvirt has one code for "it has no parent" and "there is no such snapshot"
            guest.snapshots().named(name);
        }
        return parent;
    }

    /** {@return those made upon it: {@code virDomainSnapshotListAllChildren}} */
    public List<Snapshot> children(SnapshotFilter... filters) {
        return children(Flag.word(filters));
    }

    /** {@return those made upon it, those made upon them, and so on, by the same call with {@code DESCENDANTS}} */
    public List<Snapshot> descendants(SnapshotFilter... filters) {
        return children(Flag.word(filters) | SnapshotFilter.ROOTS_OR_DESCENDANTS);
    }

    private List<Snapshot> children(int flags) {
        var call = new DomainSnapshotListAllChildren(handle(), 1, flags);
        return guest.host().call(call).snapshots().stream()
                .map(child -> new Snapshot(guest, child.name()))
                .toList();
    }

    /** {@return whether the guest's state stands on it: {@code virDomainSnapshotIsCurrent}} */
    public boolean isCurrent() {
        return guest.host().call(new DomainSnapshotIsCurrent(handle(), 0)).current() != 0;
    }

    /** {@return whether libvirt keeps a record of it: {@code virDomainSnapshotHasMetadata}} */
    public boolean hasMetadata() {
        return guest.host().call(new DomainSnapshotHasMetadata(handle(), 0)).metadata() != 0;
    }

    /**
     * Returns the guest to it: {@code virDomainRevertToSnapshot}. What the guest is now is lost.
     *
     * @param flags none: it is afterwards as active as it was then
     */
    public void revert(Revert... flags) {
        guest.host().call(new DomainRevertToSnapshot(handle(), Flag.word(flags)));
    }

    /**
     * Deletes it: {@code virDomainSnapshotDelete}. The guest's state stays; children become its parent's.
     *
     * @param flags what is deleted; none: this one
     */
    public void delete(Delete... flags) {
        guest.host().call(new DomainSnapshotDelete(handle(), Flag.word(flags)));
    }

    /** {@return its name and its guest's} */
    @Override
    public String toString() {
        return "snapshot " + name + " of " + guest;
    }

    /** What a snapshot's document shows: {@code virDomainSnapshotXMLFlags}. */
    public enum Xml implements Flag {
        /** Passwords too; not for a host that was opened read-only. */
        SECURE
    }

    /** How a guest returns to a snapshot: {@code virDomainSnapshotRevertFlags}. */
    public enum Revert implements Flag {
        /** It runs afterwards. */
        RUNNING,
        /** It is paused afterwards. */
        PAUSED,
        /** Also where it is risky: the definition changed, or the hypervisor must be started anew. */
        FORCE,
        /** The firmware's variables are filled from their template again. */
        RESET_NVRAM
    }

    /** What is deleted: {@code virDomainSnapshotDeleteFlags}. */
    public enum Delete implements Flag {
        /** All descendants, too. */
        CHILDREN,
        /** libvirt's record only; what was kept stays. */
        METADATA_ONLY,
        /** All descendants, and not the snapshot itself. */
        CHILDREN_ONLY
    }
}
