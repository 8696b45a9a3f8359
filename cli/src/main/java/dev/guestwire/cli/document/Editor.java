package dev.guestwire.cli.document;

import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The user's editor, on a text that only the user can read. */
final class Editor {
    private static final String USUAL = "vi";

    /** What a shell ends with that finds no such program. */
    private static final int NOT_FOUND = 127;

    private Editor() {}

    /** Complains if there is neither an editor that is named nor a terminal for the usual one. */
    @SuppressWarnings("SystemConsoleNull") // JDK 22 to 24 gave a console always; 25, which this runs on, does not.
    static void require(Map<String, String> environment) {
        lack(environment, System.console() != null).ifPresent(lack -> {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    lack + ", and neither VISUAL nor EDITOR names an editor",
                    "set EDITOR, such as EDITOR=nano; or guestwire xml GUEST --inactive > FILE, and guestwire define FILE");
        });
    }

    /** {@return what is missing for the usual editor, if none is named} */
    static Optional<String> lack(Map<String, String> environment, boolean terminal) {
        if (chosen(environment).isPresent()) {
            return Optional.empty();
        }
        if (!terminal) {
            return Optional.of("there is no terminal to edit in");
        }
        boolean there = Stream.of(environment.getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, USUAL)));
        return there ? Optional.empty() : Optional.of("there is no " + USUAL + " on this machine");
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
            String editor = chosen(environment).orElse(USUAL);
            // EDITOR may hold arguments, so a shell takes it apart; the file is no part of what it reads.
            int code = new ProcessBuilder("/bin/sh", "-c", editor + " \"$1\"", "sh", file.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code == NOT_FOUND) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "the editor (" + editor + ") is not on this machine; nothing was changed",
                        "set VISUAL or EDITOR to one that is");
            } else if (code != 0) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "the editor (" + editor + ") ended with " + code + "; nothing was changed",
                        "guestwire edit begins anew; VISUAL or EDITOR names another editor");
            }
            return TextFile.read(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
