package dev.guestwire.save;

import dev.guestwire.Flag;

/** How a guest's memory is saved: {@code virDomainSaveRestoreFlags}, as far as saving goes. */
public enum SaveOption implements Flag {
    /** The file is written past the file system's cache. */
    BYPASS_CACHE,
    /** It will run when it is restored; without this or {@code PAUSED} it does what it did when it was saved. */
    RUNNING,
    /** It will stand still when it is restored. */
    PAUSED
}
