package dev.guestwire.error;

import org.jspecify.annotations.Nullable;

/** Something with a libvirt host went wrong; the subclass tells what a caller can do. */
public abstract sealed class LibvirtException extends RuntimeException
        permits CallFailedException,
                NoAnswerException,
                ConnectFailedException,
                JobNotCompletedException,
                MalformedDataException,
                InvalidInputException {
    private static final long serialVersionUID = 1;

    LibvirtException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
