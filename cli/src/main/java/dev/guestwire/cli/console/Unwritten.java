package dev.guestwire.cli.console;

import java.io.IOException;

/** What a command prints could not be written: the disk of the file that it goes to is full, or nobody reads the pipe any more. */
public final class Unwritten extends IOException {
    private static final long serialVersionUID = 1;

    /** Creates one. */
    public Unwritten() {
        super("what it prints could not be written: the disk may be full, or nobody reads it any more");
    }
}
