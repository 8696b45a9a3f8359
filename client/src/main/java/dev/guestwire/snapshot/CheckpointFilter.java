package dev.guestwire.snapshot;

import dev.guestwire.Flag;

/** Which checkpoints are listed, and how: {@code virDomainCheckpointListFlags}. */
public enum CheckpointFilter implements Flag {
    /** No filter: parents come before their children. */
    TOPOLOGICAL,
    /** It has no children. */
    LEAVES,
    /** It has children. */
    NO_LEAVES;

    static final int ROOTS_OR_DESCENDANTS = 1;

    // libvirt's lowest bit is ROOTS or DESCENDANTS, which are methods here: which one depends on the call
    @Override
    @SuppressWarnings("EnumOrdinal")
    public int bit() {
        return 2 << ordinal();
    }
}
