package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.xml.device.Disk;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code disk insert} and {@code disk eject}, on a guest that is off. */
class MediumVerbsTest {
    @LibvirtHost
    static Lab lab;

    private static Run run(String... words) {
        return Side.run(lab, words);
    }

    @Test
    void aDriveIsFilledAndEmptied() {
        String iso = lab.newDisk("new.iso", "raw", 1).toString();
        try (Host host = Host.connect(lab.qemuUri())) {
            Guest guest = host.define(lab.guest("drives")
                    .device(Disk.cdrom(iso).withTarget("sda").xml().toXml())
                    .create()
                    .xml());
            assertThat(run("disk", "eject", "drives", "sda").ok().out()).isEqualTo("drives: drive sda emptied\n");
            assertThat(medium(guest)).isEmpty();
            assertThat(run("disk", "insert", "drives", "sda", iso, "--config")
                            .ok()
                            .out())
                    .isEqualTo("drives: medium inserted into sda\n");
            assertThat(medium(guest)).contains(iso);
            assertThat(run("disk", "insert", "drives", "sda", "new.iso").error())
                    .contains("must be absolute");
            assertThat(run("disk", "eject", "drives", "vdz").code()).isNotZero();
        }
    }

    private static Optional<String> medium(Guest guest) {
        return guest.definition(Flag.Xml.INACTIVE)
                .findDisk("sda")
                .orElseThrow()
                .source()
                .file();
    }
}
