package dev.guestwire.error;

import org.jspecify.annotations.Nullable;

/** Data that is not in libvirt's format. If a packet was malformed, its connection is closed. */
public final class MalformedDataException extends LibvirtException {
    private static final long serialVersionUID = 1;

    /** Creates one; the message says what was expected, what was there and where. */
    public MalformedDataException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
