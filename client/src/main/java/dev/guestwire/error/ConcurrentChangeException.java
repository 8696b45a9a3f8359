package dev.guestwire.error;

/** Somebody else changed what was to be changed, since it was read. Nothing was done; read it again and decide anew. */
public final class ConcurrentChangeException extends LibvirtException {
    private static final long serialVersionUID = 1;

    /** Creates one; the message names what was changed, and what to do. */
    public ConcurrentChangeException(String message) {
        super(message, null);
    }
}
