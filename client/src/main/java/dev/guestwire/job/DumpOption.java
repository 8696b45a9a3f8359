package dev.guestwire.job;

import dev.guestwire.Flag;

/** How a guest's memory is dumped: {@code virDomainCoreDumpFlags}. Without any it stands still meanwhile and goes on. */
public enum DumpOption implements Flag {
    /** It is off afterwards. */
    CRASH,
    /** It runs meanwhile. */
    LIVE,
    /** The file is written past the file system's cache. */
    BYPASS_CACHE,
    /** It is reset afterwards. */
    RESET,
    /** Its memory only, without its devices: what debuggers read. */
    MEMORY_ONLY
}
