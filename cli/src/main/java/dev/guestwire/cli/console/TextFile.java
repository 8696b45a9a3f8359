package dev.guestwire.cli.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of text, which is UTF-8. */
public final class TextFile {
    private TextFile() {}

    /**
     * {@return the text of a file; {@code -} is standard input}
     *
     * @throws NotUtf8 if it is no UTF-8
     */
    public static String read(Path file) throws IOException {
        boolean standardInput = file.toString().equals("-");
        byte[] bytes = standardInput ? Input.await(System.in::readAllBytes) : Files.readAllBytes(file);
        return text(bytes, standardInput ? "standard input" : file.toString());
    }

    private static String text(byte[] bytes, String file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        if (result.isError()) {
            throw new NotUtf8(file, in.position());
        }
        return out.flip().toString();
    }

    /** A file that is in another encoding, or no text at all. */
    public static final class NotUtf8 extends CharacterCodingException {
        private static final long serialVersionUID = 1;

        private final String message;

        NotUtf8(String file, int offset) {
            message = file + " is not text in UTF-8: what begins at byte " + offset + " is no character";
        }

        @Override
        public String getMessage() {
            return message;
        }
    }
}
