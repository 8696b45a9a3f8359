package dev.guestwire.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which of this process's standard files are terminals. */
public final class Terminals {
    private Terminals() {}

    /** {@return whether standard output is a terminal, whatever standard input is} */
    public static boolean isOutput() {
        return isTerminal(1);
    }

    /** {@return whether standard error is a terminal} */
    public static boolean isError() {
        return isTerminal(2);
    }

    /** Systems without /proc tell it of input and output together only. */
    @SuppressWarnings("SystemConsoleNull") // JDK 22 to 24 gave a console always; 25, which this runs on, does not.
    private static boolean isTerminal(int descriptor) {
        try {
            String file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.equals("/dev/console");
        } catch (IOException none) {
            return System.console() != null;
        }
    }
}
