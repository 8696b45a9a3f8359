package dev.guestwire.error;

import org.jspecify.annotations.Nullable;

/** What came is not what libvirt's format allows: a broken document, or a value in it that cannot be read. */
public final class MalformedDataException extends LibvirtException {
    /**
     * @param message names the document, the place in it and the value
     */
    public MalformedDataException(String message) {
        super(message, null);
    }

    /**
     * @param message names the document, the place in it and the value
     * @param cause what the parser said
     */
    public MalformedDataException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
