package dev.guestwire.cli.console;

/** What the command's exit code tells the shell; {@code guestwire --help} lists them. */
public final class ExitCode {
    /** It worked. */
    public static final int OK = 0;

    /** It failed. */
    public static final int FAILED = 1;

    /** The command line is wrong. */
    public static final int USAGE = 2;

    /** This machine lacks a program. */
    public static final int MISSING = 3;

    /** No connection to the host could be made. */
    public static final int UNREACHABLE = 5;

    /** The host has no guest, pool, network or whatever of that name. */
    public static final int NOT_FOUND = 6;

    /** It is not in a state for that; nothing was changed. */
    public static final int WRONG_STATE = 7;

    /** Nobody knows whether it was done: look before doing it again. */
    public static final int UNKNOWN = 8;

    /** Another job is at work on the guest; later it may go. */
    public static final int BUSY = 9;

    /** Of several hosts or guests some failed; the others are shown or done. */
    public static final int PARTIAL = 10;

    /** What it prints could not be written: a disk is full, or nobody reads it. What was done until then stays. */
    public static final int OUTPUT = 15;

    /** What the codes of commands that a signal ended are greater than. */
    public static final int SIGNALLED = 128;

    private ExitCode() {}

    /** {@return the code of a command that a signal ended, as shells count} */
    public static int of(Signal signal) {
        return SIGNALLED + signal.number();
    }
}
