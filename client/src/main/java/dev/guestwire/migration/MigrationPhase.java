package dev.guestwire.migration;

/** How far a migration is. It only ever goes forward. */
public enum MigrationPhase {
    /** The two hosts agree; nothing is copied yet. */
    PREPARING,
    /** Disks and memory are copied while the guest runs at the source. */
    COPYING,
    /** The guest runs at the destination, and what it lacks of its memory is brought when it asks. */
    POST_COPY,
    /** The guest stands still at the source until it runs at the destination. */
    FINISHING,
    /** It has ended; the outcome says how. */
    ENDED
}
