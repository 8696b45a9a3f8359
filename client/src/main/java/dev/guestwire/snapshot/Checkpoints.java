package dev.guestwire.snapshot;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.agent.GuestAgent;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.remote.DomainCheckpointCreateXml;
import dev.guestwire.protocol.remote.DomainCheckpointLookupByName;
import dev.guestwire.protocol.remote.DomainListAllCheckpoints;
import dev.guestwire.xml.domain.DomainCheckpoint;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The checkpoints of a guest. It holds no state. */
public final class Checkpoints {
    private final Guest guest;

    /** Names the checkpoints of a guest; asks nobody. */
    public Checkpoints(Guest guest) {
        this.guest = guest;
    }

    /** Makes a checkpoint: {@code virDomainCheckpointCreateXML}. */
    public Checkpoint create(DomainCheckpoint definition, Create... flags) {
        return create(definition.xml().toXml(), flags);
    }

    /**
     * Makes a checkpoint: {@code virDomainCheckpointCreateXML}. Its disks keep track of what is written from then on.
     *
     * @param xml libvirt's checkpoint document
     * @throws NoAnswerException if nobody knows whether it was made; with {@link Create#QUIESCE} the guest is thawed then, and a
     *     suppressed exception tells whether that got through: {@link GuestAgent#thawAfter}
     */
    public Checkpoint create(String xml, Create... flags) {
        var call = new DomainCheckpointCreateXml(guest.handle(), xml, Flag.word(flags));
        try {
            return checkpoint(guest.host().call(call).checkpoint());
        } catch (LibvirtException failed) {
            if (List.of(flags).contains(Create.QUIESCE)) {
                guest.agent().thawAfter(failed);
            }
            throw failed;
        }
    }

    /** {@return the guest's checkpoints: {@code virDomainListAllCheckpoints}} */
    public List<Checkpoint> list(CheckpointFilter... filters) {
        return list(Flag.word(filters));
    }

    /** {@return those that have no parent: {@code virDomainListAllCheckpoints} with {@code ROOTS}} */
    public List<Checkpoint> roots(CheckpointFilter... filters) {
        return list(Flag.word(filters) | CheckpointFilter.ROOTS_OR_DESCENDANTS);
    }

    private List<Checkpoint> list(int flags) {
        var call = new DomainListAllCheckpoints(guest.handle(), 1, flags);
        return guest.host().call(call).checkpoints().stream()
                .map(this::checkpoint)
                .toList();
    }

    /**
     * {@return the checkpoint of a name: {@code virDomainCheckpointLookupByName}}
     *
     * @throws NotFoundException if there is none
     */
    public Checkpoint named(String name) {
        var call = new DomainCheckpointLookupByName(guest.handle(), name, 0);
        return checkpoint(guest.host().call(call).checkpoint());
    }

    /** {@return the checkpoint of a name, if there is one: {@code virDomainCheckpointLookupByName}} */
    public Optional<Checkpoint> find(String name) {
        return ifFound(() -> named(name));
    }

    private Checkpoint checkpoint(dev.guestwire.protocol.remote.DomainCheckpoint told) {
        return new Checkpoint(guest, told.name());
    }

    /** That the guest is gone does not mean that there is no checkpoint. */
    static Optional<Checkpoint> ifFound(Supplier<Checkpoint> lookup) {
        try {
            return Optional.of(lookup.get());
        } catch (NotFoundException none) {
            if (none.code().equals(ErrorCode.NO_DOMAIN_CHECKPOINT)) {
                return Optional.empty();
            }
            throw none;
        }
    }

    @Override
    public String toString() {
        return "checkpoints of " + guest;
    }

    /** How a checkpoint is made: {@code virDomainCheckpointCreateFlags}. */
    public enum Create implements Flag {
        /** Nothing is made: libvirt's record of it is written, anew or changed. */
        REDEFINE,
        /**
         * The guest's agent freezes its file systems meanwhile. QEMU's driver of libvirt 9.0 refuses it; create the
         * checkpoint within {@link dev.guestwire.agent.GuestAgent#whileFrozen} instead.
         */
        QUIESCE,
        /** With {@code REDEFINE}: the disks must have what the record says. */
        REDEFINE_VALIDATE
    }
}
