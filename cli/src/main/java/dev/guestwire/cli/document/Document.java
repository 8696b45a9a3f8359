package dev.guestwire.cli.document;

import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.Input;
import dev.guestwire.error.MalformedDataException;
import dev.guestwire.xml.Element;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Documents in files. */
public final class Document {
    private Document() {}

    /** {@return the text of a file; {@code -} is standard input} */
    public static String read(Path file) throws IOException {
        return file.toString().equals("-")
                ? new String(Input.await(System.in::readAllBytes), StandardCharsets.UTF_8)
                : Files.readString(file);
    }

    /** {@return the text as a document; the complaint names the file} */
    public static Element parse(String text, String file) {
        try {
            return Element.parse(text);
        } catch (MalformedDataException malformed) {
            throw new CommandFailure(ExitCode.FAILED, file + ": " + malformed.getMessage(), "");
        }
    }
}
