package dev.guestwire.save;

import dev.guestwire.Flag;

/** How a guest is restored from a file: {@code virDomainSaveRestoreFlags}. */
public enum RestoreOption implements Flag {
    /** The file is read past the file system's cache. */
    BYPASS_CACHE,
    /** It runs, whatever it did when it was saved. */
    RUNNING,
    /** It stands still, whatever it did when it was saved. */
    PAUSED,
    /** The firmware's variables are filled from their template again. */
    RESET_NVRAM
}
