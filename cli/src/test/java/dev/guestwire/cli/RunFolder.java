package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A folder that commands under test put their private hosts into, apart from all others of the machine. Its name is short,
 * for sockets.
 *
 * @param path the folder
 */
record RunFolder(Path path) implements AutoCloseable {
    private static final int NAMES = 36 * 36 * 36 * 36;

    static RunFolder create() throws IOException {
        String name = "gwc" + Integer.toString(new SecureRandom().nextInt(NAMES), Character.MAX_RADIX);
        return new RunFolder(Files.createDirectory(Path.of("/tmp", name)));
    }

    /** {@return the variables of commands that use it: they run what is built and install nothing} */
    Map<String, String> variables() {
        return Map.of(
                "GUESTWIRE_RUN", path.toString(),
                "GUESTWIRE_BUILD", "never",
                "GUESTWIRE_INSTALL", "never",
                "LC_ALL", "C.UTF-8");
    }

    void assertNothingIsLeft() throws IOException {
        assertThat(hosts()).isEmpty();
        assertThat(processes()).isEmpty();
    }

    /** {@return the folders of private hosts} */
    List<Path> hosts() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, "*gw-*")) {
            List<Path> hosts = new ArrayList<>();
            entries.forEach(hosts::add);
            return hosts;
        }
    }

    /** {@return the processes that name a private host in their command line or environment} */
    List<String> processes() throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                String words = words(process.resolve("cmdline"));
                if ((words + words(process.resolve("environ"))).contains(path + "/gw-")) {
                    found.add(process.getFileName() + " " + words.replace('\0', ' '));
                }
            }
        }
        return found;
    }

    private static String words(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        Files.delete(path);
    }
}
