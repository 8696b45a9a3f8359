package dev.guestwire.protocol;

/** Bytes that are not what the protocol promises. */
public final class MalformedXdrException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Creates one; the message says what was expected and what was there. */
    public MalformedXdrException(String message) {
        super(message);
    }
}
