package dev.guestwire.cli.command;

import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.Input;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a password comes from: never the command line, which others can read. */
public final class SecretSource {
    @Option(names = "--password-fd", paramLabel = "FD", description = "Reads it from a file descriptor.")
    private Optional<Integer> descriptor = Optional.empty();

    @Option(names = "--password-env", paramLabel = "NAME", description = "Takes it from a variable.")
    private Optional<String> variable = Optional.empty();

    /** Creates the options. */
    public SecretSource() {}

    /**
     * {@return the bytes of the password, without the end of the line; else asked for on the terminal, twice, unseen}
     *
     * @param what whose it is, for the question
     */
    public byte[] read(String what) throws IOException {
        if (descriptor.isPresent()) {
            return withoutNewline(fromDescriptor(descriptor.get()));
        }
        if (variable.isPresent()) {
            String value = System.getenv(variable.get());
            if (value == null) {
                throw new CommandFailure(ExitCode.USAGE, "the variable " + variable.get() + " is not set", "");
            }
            return value.getBytes(StandardCharsets.UTF_8);
        }
        return ask(what);
    }

    private static byte[] fromDescriptor(int number) throws IOException {
        if (number == 0) {
            return Input.await(System.in::readAllBytes);
        }
        try (InputStream in = Files.newInputStream(Path.of("/dev/fd/" + number))) {
            return Input.await(in::readAllBytes);
        }
    }

    private static byte[] withoutNewline(byte[] bytes) {
        int length = bytes.length;
        while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
            length--;
        }
        return Arrays.copyOf(bytes, length);
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 22 to 24 gave a console always; 25, which this runs on, does not.
    private static byte[] ask(String what) throws IOException {
        Console console = System.console();
        if (console == null) {
            throw new CommandFailure(
                    ExitCode.USAGE, "there is no terminal to ask for " + what, "use --password-fd or --password-env");
        }
        char[] once = Input.await(() -> console.readPassword("%s: ", what));
        char[] twice = Input.await(() -> console.readPassword("again: "));
        if (once == null || !Arrays.equals(once, twice)) {
            throw new CommandFailure(ExitCode.USAGE, "the two differ", "nothing was changed");
        }
        return new String(once).getBytes(StandardCharsets.UTF_8);
    }
}
