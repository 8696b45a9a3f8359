package dev.guestwire.snapshot;

import dev.guestwire.Flag;

/**
 * Which snapshots are listed, and how: {@code virDomainSnapshotListFlags}. A snapshot must meet one filter of each group
 * that is named: metadata, leaves, state, place.
 */
public enum SnapshotFilter implements Flag {
    /** libvirt keeps a record of it. */
    METADATA,
    /** It has no children. */
    LEAVES,
    /** It has children. */
    NO_LEAVES,
    /** The hypervisor keeps the only record of it. */
    NO_METADATA,
    /** Made while the guest was off. */
    INACTIVE,
    /** Made while the guest was active, with its memory. */
    ACTIVE,
    /** Made while the guest was active, without its memory. */
    DISK_ONLY,
    /** It is inside the disk images. */
    INTERNAL,
    /** It has files of its own. */
    EXTERNAL,
    /** No filter: parents come before their children. */
    TOPOLOGICAL;

    static final int ROOTS_OR_DESCENDANTS = 1;

    // libvirt's lowest bit is ROOTS or DESCENDANTS, which are methods here: which one depends on the call
    @Override
    @SuppressWarnings("EnumOrdinal")
    public int bit() {
        return 2 << ordinal();
    }
}
