package dev.guestwire.error;

import org.jspecify.annotations.Nullable;

/** What the caller passed cannot be sent: a URI nobody understands, a name with U+0000, a text beyond its limit. */
public final class InvalidInputException extends LibvirtException {
    private static final long serialVersionUID = 1;

    /** Creates one; the message names what is wrong and where, never a secret. */
    public InvalidInputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
