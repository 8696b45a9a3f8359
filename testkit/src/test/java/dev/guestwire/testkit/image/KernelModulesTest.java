package dev.guestwire.testkit.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelModulesTest {
    @TempDir
    private Path folder;

    @Test
    void aModuleComesAfterThoseItNeeds() throws IOException {
        Files.writeString(folder.resolve("disk.ko"), module("ring,bus-core"));
        Files.writeString(folder.resolve("bus_core.ko"), module("ring"));
        Files.writeString(folder.resolve("ring.ko"), module(""));
        assertThat(new KernelModules(folder).inOrder(List.of("disk", "ring")).keySet())
                .containsExactly("ring", "bus_core", "disk");
    }

    @Test
    void aModuleThatIsNotThereIsBuiltIn() throws IOException {
        Files.writeString(folder.resolve("disk.ko"), module("gone"));
        assertThat(new KernelModules(folder).inOrder(List.of("disk", "ext4")).keySet())
                .containsExactly("disk");
    }

    @Test
    void aPackedModuleIsUnpacked() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("disk.ko.gz")))) {
            out.write(module("").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(new KernelModules(folder).inOrder(List.of("disk")))
                .containsEntry("disk", module("").getBytes(StandardCharsets.UTF_8));
    }

    private static String module(String needs) {
        return "ELF\0license=GPL\0depends=" + needs + "\0name=some\0";
    }
}
