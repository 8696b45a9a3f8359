package dev.guestwire.resource;

import dev.guestwire.Flag;

/** How a guest's memory is written to a file: {@code virDomainCoreDumpFlags}. */
public enum DumpOption implements Flag {
    /** The guest crashes when it is done. */
    CRASH,
    /** The guest goes on meanwhile. */
    LIVE,
    /** The file is written past the file system's cache. */
    BYPASS_CACHE,
    /** The guest is reset when it is done. */
    RESET,
    /** Only memory and CPUs, no devices; other formats than {@code RAW} need this. */
    MEMORY_ONLY
}
