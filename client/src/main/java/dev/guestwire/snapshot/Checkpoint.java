package dev.guestwire.snapshot;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.remote.DomainCheckpoint;
import dev.guestwire.protocol.remote.DomainCheckpointDelete;
import dev.guestwire.protocol.remote.DomainCheckpointGetParent;
import dev.guestwire.protocol.remote.DomainCheckpointGetXmlDesc;
import dev.guestwire.protocol.remote.DomainCheckpointListAllChildren;
import java.util.List;
import java.util.Optional;

/**
 * A checkpoint of a guest, by its name. It holds no state: methods ask the daemon.
 *
 * @param guest whose it is
 * @param name which of the guest's
 */
public record Checkpoint(Guest guest, String name) {
    /** {@return how calls name this checkpoint, for {@link dev.guestwire.Host#call}} */
    public DomainCheckpoint handle() {
        return new DomainCheckpoint(name, guest.handle());
    }

    /**
     * {@return its document: {@code virDomainCheckpointGetXMLDesc}}
     *
     * @param flags what the document shows; none: without passwords and sizes
     */
    public String xmlDescription(Xml... flags) {
        return guest.host()
                .call(new DomainCheckpointGetXmlDesc(handle(), Flag.word(flags)))
                .xml();
    }

    /**
     * {@return what it keeps track of: {@code virDomainCheckpointGetXMLDesc}}
     *
     * @param flags what it shows; none: without passwords and sizes
     */
    public dev.guestwire.xml.domain.DomainCheckpoint definition(Xml... flags) {
        return dev.guestwire.xml.domain.DomainCheckpoint.parse(xmlDescription(flags));
    }

    /**
     * {@return the one before it, if it is not a root: {@code virDomainCheckpointGetParent}}
     *
     * @throws NotFoundException if it is gone itself
     */
    public Optional<Checkpoint> parent() {
        var call = new DomainCheckpointGetParent(handle(), 0);
        Optional<Checkpoint> parent = Checkpoints.ifFound(
                () -> new Checkpoint(guest, guest.host().call(call).parent().name()));
        if (parent.isEmpty()) {
            // libvirt has one code for "it has no parent" and "there is no such checkpoint"
            guest.checkpoints().named(name);
        }
        return parent;
    }

    /** {@return those made upon it: {@code virDomainCheckpointListAllChildren}} */
    public List<Checkpoint> children(CheckpointFilter... filters) {
        return children(Flag.word(filters));
    }

    /** {@return those made upon it, those made upon them, and so on, by the same call with {@code DESCENDANTS}} */
    public List<Checkpoint> descendants(CheckpointFilter... filters) {
        return children(Flag.word(filters) | CheckpointFilter.ROOTS_OR_DESCENDANTS);
    }

    private List<Checkpoint> children(int flags) {
        var call = new DomainCheckpointListAllChildren(handle(), 1, flags);
        return guest.host().call(call).checkpoints().stream()
                .map(child -> new Checkpoint(guest, child.name()))
                .toList();
    }

    /**
     * Deletes it: {@code virDomainCheckpointDelete}. The one before it then keeps track of what it did.
     *
     * @param flags what is deleted; none: this one
     */
    public void delete(Delete... flags) {
        guest.host().call(new DomainCheckpointDelete(handle(), Flag.word(flags)));
    }

    /** {@return its name and its guest's} */
    @Override
    public String toString() {
        return "checkpoint " + name + " of " + guest;
    }

    /** What a checkpoint's document shows: {@code virDomainCheckpointXMLFlags}. */
    public enum Xml implements Flag {
        /** Passwords too; not for a host that was opened read-only. */
        SECURE,
        /** Without the guest's definition of that time. */
        NO_DOMAIN,
        /** How much was written to each disk since; only of an active guest. */
        SIZE
    }

    /** What is deleted: {@code virDomainCheckpointDeleteFlags}. */
    public enum Delete implements Flag {
        /** All descendants, too. */
        CHILDREN,
        /** libvirt's record only; what the disks keep track of stays. */
        METADATA_ONLY,
        /** All descendants, and not the checkpoint itself. */
        CHILDREN_ONLY
    }
}
