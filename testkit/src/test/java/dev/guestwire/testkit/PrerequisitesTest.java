package dev.guestwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.testkit.error.MissingPrerequisiteException;
import dev.guestwire.testkit.error.Prerequisite;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrerequisitesTest {
    @Test
    void thisMachineHasAll() {
        assertThat(Prerequisites.missing()).isEmpty();
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
