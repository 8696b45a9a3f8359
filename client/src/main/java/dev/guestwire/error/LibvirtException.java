package dev.guestwire.error;

import org.jspecify.annotations.Nullable;

/** Anything that went wrong between this program and libvirt; unchecked, and sealed so that a switch covers it. */
public abstract sealed class LibvirtException extends RuntimeException permits MalformedDataException {
    LibvirtException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
