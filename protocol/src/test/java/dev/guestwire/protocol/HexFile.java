package dev.guestwire.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** A packet as people can read it: comments, then rows of sixteen bytes as words, with their characters behind a bar. */
final class HexFile {
    private static final int ROW = 16;

    private HexFile() {}

    /** {@return the text for a packet} */
    static String text(String comment, byte[] packet) {
        StringBuilder out = new StringBuilder("# ").append(comment).append('\n');
        for (int from = 0; from < packet.length; from += ROW) {
            byte[] row = Arrays.copyOfRange(packet, from, Math.min(from + ROW, packet.length));
            StringBuilder words = new StringBuilder();
            StringBuilder characters = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                words.append(HexFormat.of().toHexDigits(row[i])).append(i % 4 == 3 ? " " : "");
                characters.append(row[i] > ' ' && row[i] < 0x7f ? (char) row[i] : '.');
            }
            out.append("%-36s| %s%n".formatted(words, characters));
        }
        return out.toString();
    }

    /** {@return the packet in a text} */
    static byte[] bytes(String text) {
        return HexFormat.of()
                .parseHex(text.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.substring(0, line.indexOf('|')).replace(" ", ""))
                        .collect(Collectors.joining()));
    }

    /** {@return the packet in a file of src/test/resources/golden} */
    static byte[] golden(String name) {
        try (InputStream in = HexFile.class.getResourceAsStream("/golden/" + name + ".txt")) {
            if (in == null) {
                throw new AssertionError("src/test/resources/golden/" + name + ".txt is missing");
            }
            return bytes(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
