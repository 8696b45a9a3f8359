package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.Flag.Affect;
import dev.guestwire.Flag.Undefine;
import dev.guestwire.Flag.Update;
import dev.guestwire.Flag.Xml;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.protocol.remote.DomainUndefineFlags;
import dev.guestwire.save.RestoreOption;
import dev.guestwire.save.SaveFile;
import dev.guestwire.save.SaveOption;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.device.NetworkInterface;
import dev.guestwire.xml.domain.Domain;
import dev.guestwire.xml.nova.NovaInstance;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Devices, notes, saved memory and the end of a guest that QEMU runs. */
class RealDevicesTest {
    private static final String MAC = "52:54:00:00:00:0a";
    private static final String ROOT = "<controller type='pci' model='pcie-root'/>";
    private static final String PORT = "<controller type='pci' model='pcie-root-port'/>";

    @LibvirtHost
    static Lab lab;

    @Test
    void aGuestsDevicesNotesAndMemoryChange() throws InterruptedException {
        Path iso = lab.newDisk("medium.iso", "raw", 1);
        try (RunningGuest running = RunningGuest.boot(
                lab,
                lab.guest("devices")
                        .qcow2Disk(64)
                        .device(ROOT + PORT.repeat(8))
                        .device("<disk type='file' device='cdrom'><source file='" + iso
                                + "'/><target dev='sda' bus='sata'/></disk>"))) {
            diskComesAndGoes(running);
            cardComesChangesAndGoes(running);
            mediumIsTakenOut(running.guest, iso);
            notesAreKept(running.guest);
            running.guest.injectNmi();
            memoryIsSavedByTheDaemon(running.guest);
            memoryIsSavedInAFile(running.guest);
            theEnd(running.guest);
        }
    }

    private static void diskComesAndGoes(RunningGuest running) throws InterruptedException {
        Guest guest = running.guest;
        Path file = lab.newDisk("extra.qcow2", "qcow2", 8);
        Disk disk = Disk.file(file.toString(), "qcow2")
                .withTarget("vdx", Disk.Bus.VIRTIO)
                .withAlias("ua-extra");
        guest.attach(disk, Affect.LIVE, Affect.CONFIG);
        assertThat(running.events.next(DeviceEvent.Added.class).alias()).isEqualTo("ua-extra");
        assertThat(guest.definition().findDisk("vdx")).isPresent();
        assertThat(guest.definition(Xml.INACTIVE).findDisk(file.toString())).isPresent();
        assertThat(guest.definition().findByAlias("ua-extra")).isPresent();
        assertThat(guest.devices(Disk.class)).hasSize(3);

        guest.detachByAlias("ua-extra", Affect.LIVE);
        assertThat(running.events.next(DeviceEvent.Removed.class).alias()).isEqualTo("ua-extra");
        assertThat(guest.definition().findDisk("vdx")).isEmpty();
        assertThat(guest.definition(Xml.INACTIVE).findDisk("vdx")).isPresent();
        guest.detach(disk, Affect.CONFIG);
        assertThat(guest.definition(Xml.INACTIVE).findDisk("vdx")).isEmpty();
        assertThatThrownBy(() -> guest.detachByAlias("ua-extra", Affect.LIVE))
                .as("libvirt has no code of its own for it")
                .isInstanceOf(CallFailedException.class);
        assertThatThrownBy(() -> guest.detach(disk, Affect.LIVE)).isInstanceOf(CallFailedException.class);
    }

    private static void cardComesChangesAndGoes(RunningGuest running) throws InterruptedException {
        Guest guest = running.guest;
        NetworkInterface card = NetworkInterface.user().withMac(MAC).withModel("virtio");
        guest.attach(card.xml().toXml(), Affect.CONFIG);
        assertThat(guest.definition().findSame(card)).isEmpty();
        assertThat(guest.definition(Xml.INACTIVE).findSame(card)).isPresent();
        guest.attach(card, Affect.LIVE);
        NetworkInterface live = guest.definition().findSame(card).orElseThrow();
        assertThat(live.alias()).isPresent();

        guest.update(live.withLink(link -> link.withState("down")), Update.LIVE);
        assertThat(guest.definition().findInterface(MAC).orElseThrow().link().state())
                .contains("down");
        assertThat(guest.traffic(MAC).limits(Affect.CONFIG).inbound().averageKibPerSecond())
                .isZero();

        guest.detach(live, Affect.LIVE);
        assertThat(running.events.next(DeviceEvent.Removed.class).alias())
                .isEqualTo(live.alias().orElseThrow());
        assertThat(guest.definition().findSame(card)).isEmpty();
        guest.detach(card, Affect.CONFIG);
        assertThat(guest.definition(Xml.INACTIVE).findSame(card)).isEmpty();
    }

    private static void mediumIsTakenOut(Guest guest, Path iso) {
        Disk loaded = guest.definition().findDisk(iso.toString()).orElseThrow();
        guest.update(new Disk(loaded.xml().without("source")), Update.LIVE, Update.CONFIG, Update.FORCE);
        assertThat(guest.definition().findDisk(iso.toString())).isEmpty();
        assertThat(guest.definition(Xml.INACTIVE)
                        .findDisk("sda")
                        .orElseThrow()
                        .source()
                        .localPath())
                .isEmpty();
    }

    private static void notesAreKept(Guest guest) {
        GuestMetadata notes = guest.metadata();
        Element app = Element.parse("<a:app xmlns:a='urn:example:app' n='1'><a:part>x</a:part></a:app>");
        Element twin = Element.of("urn:example:twin", "twin", "twin").withAttribute("n", "2");
        NovaInstance nova = NovaInstance.named("i-1");
        notes.put(app, Affect.LIVE, Affect.CONFIG);
        notes.put(twin, Affect.CONFIG);
        notes.put(nova, Affect.LIVE, Affect.CONFIG);
        assertThat(notes.find("urn:example:app", Affect.LIVE).orElseThrow().child("part"))
                .isPresent();
        assertThat(notes.find("urn:example:twin")).isEmpty();
        assertThat(notes.find("urn:example:twin", Affect.CONFIG).orElseThrow().attribute("n"))
                .contains("2");
        assertThat(notes.findNova(Affect.CONFIG).orElseThrow().name()).contains("i-1");
        notes.put(app.withAttribute("n", "3"), Affect.LIVE);
        assertThat(notes.find("urn:example:app").orElseThrow().attribute("n")).contains("3");
        assertThat(notes.find("urn:example:app", Affect.CONFIG).orElseThrow().attribute("n"))
                .contains("1");
        notes.remove("urn:example:app", Affect.LIVE, Affect.CONFIG);
        notes.remove("urn:example:app", Affect.CONFIG);
        assertThat(notes.find("urn:example:app")).isEmpty();
        assertThat(NovaInstance.of(guest.definition())).isPresent();

        notes.title("A title", Affect.LIVE, Affect.CONFIG);
        notes.description("Two\nlines", Affect.CONFIG);
        assertThat(notes.findTitle()).contains("A title");
        assertThat(notes.findDescription()).isEmpty();
        assertThat(guest.definition(Xml.INACTIVE).description()).contains("Two\nlines");
        notes.title(null, Affect.LIVE);
        assertThat(notes.findTitle()).isEmpty();
    }

    private static void memoryIsSavedByTheDaemon(Guest guest) {
        assertThat(guest.saved().exists()).isFalse();
        guest.managedSave(SaveOption.PAUSED);
        assertThat(guest.state().is(Phase.SHUT_OFF)).isTrue();
        assertThat(guest.saved().exists()).isTrue();
        Domain saved = guest.saved().definition();
        assertThat(saved.name()).isEqualTo("devices");
        guest.saved().define(saved, SaveOption.RUNNING);
        assertThatThrownBy(() -> guest.undefine()).isInstanceOf(CallFailedException.class);
        guest.start();
        assertThat(guest.state()).hasToString("running (restored)");
        assertThat(guest.saved().exists()).isFalse();
    }

    private static void memoryIsSavedInAFile(Guest guest) {
        SaveFile file = guest.saved().file(lab.folder().resolve("saved"));
        file.save(guest);
        assertThat(guest.isActive()).isFalse();
        assertThat(guest.saved().exists()).isFalse();
        assertThat(file.definition().name()).isEqualTo("devices");
        file.define(file.definition(Xml.SECURE));
        file.restore(RestoreOption.PAUSED);
        assertThat(guest.state().is(Phase.PAUSED)).isTrue();
        guest.resume();
    }

    private static void theEnd(Guest guest) {
        guest.managedSave();
        int future = 1 << 20;
        assertThatThrownBy(() -> guest.host().call(new DomainUndefineFlags(guest.handle(), future)))
                .as("an option that the daemon does not know")
                .isInstanceOf(UnsupportedException.class);
        guest.saved().remove();
        assertThatThrownBy(guest::injectNmi).isInstanceOf(WrongStateException.class);
        guest.start();
        guest.managedSave();
        guest.undefine(Undefine.everythingBut(Undefine.KEEP_NVRAM, Undefine.KEEP_TPM));
        assertThat(guest.host().findGuest(guest.uuid())).isEmpty();
    }
}
