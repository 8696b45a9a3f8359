package dev.guestwire.testkit.image;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds images in processes of their own, of parts that variables name and that are none. */
class ImageCacheTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void parts() throws IOException {
        Files.writeString(folder.resolve("vmlinuz-9.9"), "kernel");
        Files.createDirectory(folder.resolve("modules"));
        for (String program : List.of("qemu-ga", "hwclock", "chpasswd")) {
            Files.createFile(
                    folder.resolve(program),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
    }

    @Test
    void processesThatStartTogetherBuildOneImage() throws Exception {
        List<Process> builders = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            builders.add(builder(Map.of()));
        }
        StringBuilder said = new StringBuilder();
        for (Process builder : builders) {
            said.append(outputOf(builder));
        }
        assertThat(said.toString().lines().filter(line -> line.startsWith("Building")))
                .containsExactly("Building the guest image with Linux 9.9");
        assertThat(said.toString().lines().filter(line -> line.startsWith("/")).distinct())
                .singleElement()
                .satisfies(
                        image -> assertThat(Path.of(image, ImageCache.KERNEL)).hasContent("kernel"));
        try (Stream<Path> left = Files.list(folder.resolve("cache"))) {
            assertThat(left.map(path -> path.getFileName().toString()).filter(name -> !name.startsWith("guest-")))
                    .containsExactly("lock");
        }
    }

    /** Where the machine has an agent of its own, that one is taken. */
    @Test
    void aPackageThatWasUnpackedIsNamedByItsKernelAlone() throws Exception {
        Path unpacked = Files.createDirectories(folder.resolve("unpacked/boot"));
        Files.createDirectories(folder.resolve("unpacked/lib/modules/8.8-cloud"));
        Path kernel = Files.writeString(unpacked.resolve("vmlinuz-8.8-cloud"), "another kernel");
        Files.delete(folder.resolve("qemu-ga"));
        script("apt-get", "echo a package >$5.deb");
        script(
                "dpkg-deb",
                "for one in qemu-ga hwclock chpasswd; do mkdir -p $3/usr/sbin; echo >$3/usr/sbin/$one; done");
        String said = outputOf(builder(Map.of(OwnParts.KERNEL, kernel.toString(), OwnParts.MODULES, "")));
        assertThat(said.lines().filter(line -> line.startsWith("/")))
                .as(said)
                .singleElement()
                .satisfies(
                        image -> assertThat(Path.of(image, ImageCache.KERNEL)).hasContent("another kernel"))
                .asString()
                .endsWith("-8.8-cloud");
    }

    private void script(String name, String line) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void aKernelThatIsNotThereIsNamed() throws Exception {
        assertThat(outputOf(builder(Map.of(OwnParts.KERNEL, "/nowhere/vmlinuz-1.2"))))
                .contains("MissingPrerequisiteException", "/nowhere/vmlinuz-1.2", "apt-get install");
    }

    private Process builder(Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Builder.class.getName(),
                folder.resolve("cache").toString());
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        builder.environment().put(OwnParts.KERNEL, folder.resolve("vmlinuz-9.9").toString());
        builder.environment().put(OwnParts.MODULES, folder.resolve("modules").toString());
        builder.environment().putAll(variables);
        return builder.redirectErrorStream(true).start();
    }

    private static String outputOf(Process process) throws IOException {
        return process.inputReader(StandardCharsets.UTF_8).lines().collect(joining("\n")) + "\n";
    }

    /** Builds an image in the folder that is its argument and prints its place. */
    static final class Builder {
        private Builder() {}

        public static void main(String[] arguments) {
            System.out.println(new ImageCache(Path.of(arguments[0])).image(System.out::println));
        }
    }
}
