package dev.guestwire.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.guestwire.Flag;
import dev.guestwire.Flag.Update;
import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.xml.device.Disk;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Media are put into a drive and taken out, of a guest that QEMU has and that stands still, and of its definition. */
class MediumTest {
    @LibvirtHost
    static Lab lab;

    private static Host host;
    private static Guest guest;
    private static Path first;
    private static Path second;

    @BeforeAll
    static void start() {
        host = Host.connect(lab.qemuUri());
        first = lab.newDisk("first.iso", "raw", 1);
        second = lab.newDisk("second.iso", "raw", 1);
        guest = host.define(lab.guest("web")
                .memory(64)
                .qcow2Disk(8)
                .device(Disk.cdrom(first.toString()).withTarget("sda").xml().toXml())
                .create()
                .xml());
        guest.start(Flag.Start.PAUSED);
    }

    @AfterAll
    static void close() {
        host.close();
    }

    private static Optional<String> medium(Flag.Xml... flags) {
        return guest.definition(flags).findDisk("sda").orElseThrow().source().file();
    }

    @Test
    void aMediumIsChangedWhereItIsAskedFor() {
        BlockDevice drive = guest.disk("sda");
        drive.insert(second);
        assertThat(medium()).contains(second.toString());
        assertThat(medium(Flag.Xml.INACTIVE)).contains(first.toString());
        drive.eject(Update.LIVE, Update.CONFIG);
        assertThat(medium()).isEmpty();
        assertThat(medium(Flag.Xml.INACTIVE)).isEmpty();
        drive.eject();
        drive.insert(Disk.file(first.toString(), "raw"), Update.CONFIG);
        assertThat(medium()).isEmpty();
        assertThat(medium(Flag.Xml.INACTIVE)).contains(first.toString());
        assertThat(guest.definition(Flag.Xml.INACTIVE).devices(Disk.class)).hasSize(2);
        drive.insert(second, Update.LIVE, Update.CONFIG);
        assertThat(medium()).contains(second.toString());
        assertThat(medium(Flag.Xml.INACTIVE)).contains(second.toString());
    }

    @Test
    void whatIsNoDriveIsRefusedBeforeAnythingIsAsked() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> guest.disk("vda").insert(first))
                .withMessageContainingAll("vda", "web", "CD-ROM");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> guest.disk("sda").insert(Path.of("first.iso")))
                .withMessageContaining("absolute");
    }
}
