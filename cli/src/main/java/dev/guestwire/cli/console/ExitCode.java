package dev.guestwire.cli.console;

/** What the command's exit code tells the shell; {@code guestwire --help} lists them. */
public final class ExitCode {
    /** It worked. */
    public static final int OK = 0;

    /** It failed. */
    public static final int FAILED = 1;

    /** This machine lacks a program. */
    public static final int MISSING = 3;

    private static final int SIGNALLED = 128;

    private ExitCode() {}

    /** {@return the code of a command that a signal ended, as shells count} */
    public static int of(Signal signal) {
        return SIGNALLED + signal.number();
    }
}
