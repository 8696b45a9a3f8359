package dev.guestwire.testkit.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.testkit.program.Command;
import dev.guestwire.testkit.program.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpioArchiveTest {
    @TempDir
    private Path folder;

    @Test
    void anotherProgramUnpacksIt() throws IOException {
        Path file = write(folder.resolve("archive"));
        Path place = Files.createDirectory(folder.resolve("unpacked"));
        Command.of(Program.BUSYBOX, "cpio", "-i", "-F", file.toString())
                .in(place)
                .output();
        assertThat(place.resolve("a/b/file")).hasContent("some text").isExecutable();
        assertThat(Files.readSymbolicLink(place.resolve("a/link"))).isEqualTo(Path.of("b/file"));
        assertThat(place.resolve("empty")).isEmptyDirectory();
    }

    @Test
    void theSameContentGivesTheSameBytes() throws IOException {
        assertThat(write(folder.resolve("one"))).hasSameBinaryContentAs(write(folder.resolve("two")));
    }

    private static Path write(Path file) throws IOException {
        try (CpioArchive archive = new CpioArchive(Files.newOutputStream(file))) {
            archive.file("/a/b/file", "some text".getBytes(StandardCharsets.UTF_8));
            archive.link("/a/link", "b/file");
            archive.folder("/empty");
        }
        return file;
    }
}
