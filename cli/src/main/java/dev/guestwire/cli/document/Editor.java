package dev.guestwire.cli.document;

import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The user's editor, on a text that only the user can read. */
final class Editor {
    private Editor() {}

    /** {@return the text after the user has edited it} */
    static String edit(String text, Map<String, String> environment) throws IOException, InterruptedException {
        Path file = Files.createTempFile(
                "guestwire-",
                ".xml",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(file, text);
            String editor = environment.getOrDefault("VISUAL", environment.getOrDefault("EDITOR", "vi"));
            // EDITOR may hold arguments, so a shell takes it apart; the file is no part of what it reads.
            int code = new ProcessBuilder("/bin/sh", "-c", editor + " \"$1\"", "sh", file.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new CommandFailure(
                        ExitCode.FAILED, "the editor (" + editor + ") ended with " + code, "nothing was changed");
            }
            return Files.readString(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
