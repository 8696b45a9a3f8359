package dev.guestwire.cli.command;

import dev.guestwire.error.PlainText;

/** A verb cannot go on; the message says why. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;
    private final String next;

    /**
     * Creates one.
     *
     * @param exitCode what the shell gets
     * @param message what failed
     * @param next what to do; empty if there is nothing to say
     */
    public CommandFailure(int exitCode, String message, String next) {
        super(PlainText.line(message));
        this.exitCode = exitCode;
        this.next = PlainText.line(next);
    }

    int exitCode() {
        return exitCode;
    }

    String next() {
        return next;
    }
}
