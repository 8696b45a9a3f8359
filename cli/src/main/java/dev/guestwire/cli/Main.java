package dev.guestwire.cli;

import picocli.CommandLine;

/** Starts the {@code guestwire} command. */
public final class Main {
    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Guestwire()).setCaseInsensitiveEnumValuesAllowed(true);
    }
}
