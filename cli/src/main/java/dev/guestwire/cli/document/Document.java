package dev.guestwire.cli.document;

import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.TextFile;
import dev.guestwire.error.MalformedDataException;
import dev.guestwire.xml.Element;
import java.io.IOException;
import java.nio.file.Path;

/** Documents in files. */
public final class Document {
    private Document() {}

    /** {@return the text of a file; {@code -} is standard input} */
    public static String read(Path file) throws IOException {
        return TextFile.read(file);
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
