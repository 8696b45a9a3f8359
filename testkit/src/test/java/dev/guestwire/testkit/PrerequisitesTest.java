package dev.guestwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.testkit.error.LabException;
import dev.guestwire.testkit.error.MissingPrerequisiteException;
import dev.guestwire.testkit.error.Prerequisite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrerequisitesTest {
    @Test
    void thisMachineHasAll() {
        assertThat(Prerequisites.missing()).isEmpty();
    }

    @Test
    void aRootFolderWithoutTheKernelsFoldersIsRefused(@TempDir Path root) throws IOException {
        for (String folder : List.of("dev", "proc/self", "sys")) {
            Files.createDirectories(root.resolve(folder));
        }
        for (String file : List.of("dev/null", "dev/ptmx")) {
            Files.createFile(root.resolve(file));
        }
        assertThatThrownBy(() -> Prerequisites.requireSystemFolders(root))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(root.resolve("sys/devices").toString())
                .hasMessageEndingWith("mount -t sysfs sysfs /sys");
        Files.createDirectory(root.resolve("sys/devices"));
        Prerequisites.requireSystemFolders(root);
    }

    @Test
    void theMessageSaysWhatIsMissingAndHowToInstallIt() {
        List<Prerequisite> missing = List.of(
                new Prerequisite("libvirtd", "libvirt-daemon"),
                new Prerequisite("virtqemud", "libvirt-daemon"),
                new Prerequisite("qemu-img", "qemu-utils"));
        assertThat(new MissingPrerequisiteException(missing))
                .hasMessageContaining("qemu-img (package qemu-utils)")
                .hasMessageEndingWith("apt-get install --no-install-recommends libvirt-daemon qemu-utils");
    }
}
