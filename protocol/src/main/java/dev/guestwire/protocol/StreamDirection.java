package dev.guestwire.protocol;

/** Which way the byte stream of a call flows, seen from the client. */
public enum StreamDirection {
    /** The call opens no stream. */
    NONE,
    /** The daemon sends bytes. */
    READ,
    /** The client sends bytes. */
    WRITE,
    /** Both send bytes. */
    BOTH
}
