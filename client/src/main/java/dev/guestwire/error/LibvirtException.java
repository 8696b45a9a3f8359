package dev.guestwire.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something with a libvirt host went wrong; the subclass tells what a caller can do. */
public abstract sealed class LibvirtException extends RuntimeException
        permits CallFailedException,
                NoAnswerException,
                ConnectFailedException,
                ConcurrentChangeException,
                JobNotCompletedException,
                MalformedDataException,
                InvalidInputException {
    private static final long serialVersionUID = 1;

    /** The message may hold words of a guest, a daemon or a document: it becomes one line of {@link PlainText}. */
    LibvirtException(String message, @Nullable Throwable cause) {
        super(PlainText.line(message), cause);
    }

    /** One whose message has a line for each of several things, none of which holds words of others. */
    LibvirtException(@Nullable Throwable cause, String lines) {
        super(PlainText.lines(lines), cause);
    }

    /**
     * {@return what may help, if something is known that does: the flag or method that lets the call through, or a way around
     * it} {@link Hint#sentence} is for people; the message does not repeat it.
     */
    public Optional<Hint> hint() {
        return Optional.empty();
    }
}
