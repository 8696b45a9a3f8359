package dev.guestwire.cli.document;

import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The user's editor, on a text that only the user can read. */
final class Editor {
    private Editor() {}

    /** Complains if there is neither an editor that is named nor a terminal for the usual one. */
    @SuppressWarnings("SystemConsoleNull") // JDK 22 to 24 gave a console always; 25, which this runs on, does not.
    static void require(Map<String, String> environment) {
        if (chosen(environment).isEmpty() && System.console() == null) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "there is no terminal to edit in, and neither VISUAL nor EDITOR names an editor",
                    "set EDITOR; or guestwire xml GUEST --inactive > FILE, and guestwire define FILE");
        }
    }

    private static Optional<String> chosen(Map<String, String> environment) {
        return Stream.of("VISUAL", "EDITOR")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(editor -> !editor.isBlank())
                .findFirst();
    }

    /** {@return the text after the user has edited it} */
    static String edit(String text, Map<String, String> environment) throws IOException, InterruptedException {
        Path file = Files.createTempFile(
                "guestwire-",
                ".xml",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(file, text);
            String editor = chosen(environment).orElse("vi");
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
