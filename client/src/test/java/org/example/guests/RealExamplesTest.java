package org.example.guests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.agent.GuestCommand;
import dev.guestwire.storage.StoragePool;
import dev.guestwire.storage.StorageVolume;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.testkit.program.Command;
import dev.guestwire.testkit.program.Program;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.device.NetworkInterface;
import dev.guestwire.xml.domain.Domain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/provisioning.md and docs/backup.md tell people to do, done with a real guest. */
class RealExamplesTest {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int WRITTEN = 16;

    @LibvirtHost
    Lab lab;

    @TempDir
    Path folder;

    @Test
    void aGuestIsProvisionedBackedUpAndRestored() throws Exception {
        try (Host host = Host.connect(lab.qemuUri())) {
            Guest guest = ProvisionGuest.start(host, definition(host));
            assertThat(guest.agent().ping()).isPositive();
            List<Path> backups = new ArrayList<>();
            backups.add(BackUpGuest.full(guest, "vda", lab.folder()));
            write(guest, WRITTEN);
            backups.add(BackUpGuest.increment(guest, "vda", lab.folder(), 1));
            write(guest, 2 * WRITTEN);
            // What is written from here on would be in the disk and in no backup.
            guest.suspend();
            backups.add(BackUpGuest.increment(guest, "vda", lab.folder(), 2));

            Path restored = folder.resolve("restored.qcow2");
            BackUpGuest.join(backups, restored);
            Path disk = disk(guest);
            assertThat(differ(restored, disk)).isZero();
            assertThat(differ(backups.getFirst(), disk)).isEqualTo(1);

            guest.destroy();
            BackUpGuest.restore(guest, "vda", restored);
            assertThat(disk(guest)).isEqualTo(restored);
            assertThat(guest.checkpoints().list()).isEmpty();
        }
    }

    /** The example's definition, with the kernel, processor and memory of a lab, which has no image to boot from. */
    private Domain definition(Host host) throws IOException {
        Domain labs = Domain.parse(lab.guest("model").create().xml());
        StoragePool pool = host.storage()
                .create(
                        dev.guestwire.xml.storage.StoragePool.directory(
                                "images", lab.folder().resolve("images").toString()),
                        StoragePool.Start.WITH_BUILD);
        StorageVolume image =
                pool.createVolume(dev.guestwire.xml.storage.StorageVolume.of("base.qcow2", Size.mib(64), "qcow2"));
        Path iso = Files.write(folder.resolve("seed.iso"), new byte[4096]);
        Domain example = ProvisionGuest.definition(
                "web", ProvisionGuest.disk(pool, "web", image, Size.mib(64)), ProvisionGuest.seed(pool, "web", iso));
        return example.without(example.devices(NetworkInterface.class).getFirst())
                .withType(labs.type())
                .withMemory(labs.memory().orElseThrow())
                .withOs(os -> labs.os())
                .withCpu(cpu -> labs.cpu());
    }

    private static void write(Guest guest, int place) throws InterruptedException {
        String line = "dd if=/dev/urandom of=/dev/vda bs=65536 count=" + WRITTEN + " seek=" + place + " && sync";
        assertThat(guest.agent()
                        .execute(GuestCommand.of("/bin/sh", "-c", line))
                        .await(SOON)
                        .isSuccess())
                .isTrue();
    }

    private static Path disk(Guest guest) {
        return Path.of(guest.definition(Flag.Xml.INACTIVE)
                .findDisk("vda")
                .orElseThrow()
                .source()
                .file()
                .orElseThrow());
    }

    /** {@return 0 if two images have the same bytes, 1 if not} */
    private static int differ(Path one, Path other) {
        return Command.of(Program.QEMU_IMG, "compare", "-U", one.toString(), other.toString())
                .run()
                .exit();
    }
}
