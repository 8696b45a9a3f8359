package dev.guestwire.protocol;

/** A value that the protocol cannot carry: a text with U+0000, or more than its field may hold. */
public final class XdrLimitException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** Creates one; the message names the field and the limit, never the value. */
    public XdrLimitException(String message) {
        super(message);
    }
}
