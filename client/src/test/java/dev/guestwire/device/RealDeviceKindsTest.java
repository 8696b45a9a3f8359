package dev.guestwire.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.guestwire.EventListener;
import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.GuestEvent;
import dev.guestwire.Host;
import dev.guestwire.agent.GuestCommand;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.domain.Domain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Devices of every kind that QEMU plugs into a running guest, and of some that it does not: each comes and goes, and after
 * each step the whole document of the running guest and the whole stored definition are what they must be.
 */
class RealDeviceKindsTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String RNG = "<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>";

    @LibvirtHost
    static Lab lab;

    private static final EventListener EVENTS = new EventListener();
    /** Of some of them a guest may have several that nothing but their place tells apart. */
    private static final Map<String, String> KINDS = new LinkedHashMap<>();

    private static final List<String> TWICE =
            List.of("card without MAC", "console", "rng without path", "input", "memory");

    private static Host host;
    private static Guest guest;

    @BeforeAll
    static void boot() throws InterruptedException {
        String devices = "<controller type='pci' model='pcie-root'/>"
                + "<controller type='pci' model='pcie-root-port'/>".repeat(10)
                + "<controller type='pci' model='pcie-to-pci-bridge'/>"
                + "<controller type='scsi' model='virtio-scsi'/>";
        host = Host.connect(lab.qemuUri());
        host.onEvent(EVENTS);
        guest = host.define(withRoomForMemory(
                lab.guest("kinds").qcow2Disk(64).device(devices).create().xml()));
        guest.start();
        while (!EVENTS.next(GuestEvent.AgentChanged.class, LONG).state().is(GuestEvent.ChannelState.CONNECTED)) {
            // it tells of the end of the one before, too
        }
        // The guest's kernel may never give back memory that it uses.
        String offline = "echo offline > /sys/devices/system/memory/auto_online_blocks";
        assertThat(guest.agent()
                        .execute(GuestCommand.of("sh", "-c", offline))
                        .await(LONG)
                        .isSuccess())
                .isTrue();
        // From now on a device gets another address in the running guest than in the stored definition.
        guest.attachment(Device.parse(RNG)).live().await(LONG);
        kinds();
    }

    private static String withRoomForMemory(String xml) {
        return xml.replace("<controller type='usb' model='none'/>", "<controller type='usb' model='qemu-xhci'/>")
                .replaceFirst("<memory unit='MiB'>", "<maxMemory slots='4' unit='MiB'>2048</maxMemory>$0")
                .replaceFirst(
                        "(?s)(<memory unit='MiB'>)(\\d+)(.*)</cpu>",
                        "$1$2$3<numa><cell id='0' cpus='0' memory='$2' unit='MiB'/></numa></cpu>");
    }

    private static void kinds() {
        KINDS.put("disk", disk("vdx", "virtio"));
        KINDS.put("scsi disk", disk("sdb", "scsi"));
        KINDS.put("usb disk", disk("sdy", "usb"));
        KINDS.put(
                "card", "<interface type='user'><mac address='52:54:00:00:00:b1'/><model type='virtio'/></interface>");
        KINDS.put("card without MAC", "<interface type='user'><model type='virtio'/></interface>");
        KINDS.put("channel", "<channel type='unix'><target type='virtio' name='org.example.0'/></channel>");
        KINDS.put("pty channel", "<channel type='pty'><target type='virtio' name='org.example.1'/></channel>");
        KINDS.put("serial", "<serial type='pty'><target type='usb-serial'/></serial>");
        KINDS.put("console", "<console type='pty'><target type='virtio'/></console>");
        KINDS.put("rng without path", "<rng model='virtio'><backend model='random'/></rng>");
        KINDS.put("input", "<input type='tablet' bus='usb'/>");
        KINDS.put("virtio input", "<input type='mouse' bus='virtio'/>");
        KINDS.put("controller", "<controller type='scsi' model='virtio-scsi'/>");
        KINDS.put("CD-ROM", cdrom("sdc", "scsi"));
        KINDS.put("usb CD-ROM", cdrom("sdv", "usb"));
        KINDS.put("PCI serial port", "<serial type='pty'><target type='pci-serial'/></serial>");
        KINDS.put("watchdog", "<watchdog model='i6300esb' action='reset'/>");
        KINDS.put(
                "shared memory",
                "<shmem name='" + lab.folder().getFileName() + "'><model type='ivshmem-plain'/>"
                        + "<size unit='MiB'>4</size></shmem>");
        KINDS.put(
                "redirected USB device",
                "<redirdev bus='usb' type='unix'><source mode='bind' path='"
                        + lab.folder().resolve("redirdev") + "'/></redirdev>");
        KINDS.put("keyboard", "<input type='keyboard' bus='usb'/>");
        KINDS.put("memory", "<memory model='dimm'><target><size unit='MiB'>128</size><node>0</node></target></memory>");
    }

    private static String disk(String target, String bus) {
        Path file = lab.newDisk(target + ".qcow2", "qcow2", 8);
        return "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='" + file
                + "'/><target dev='" + target + "' bus='" + bus + "'/></disk>";
    }

    private static String cdrom(String target, String bus) {
        return disk(target, bus).replace("device='disk'", "device='cdrom'").replace("</disk>", "<readonly/></disk>");
    }

    @AfterAll
    static void close() {
        host.close();
    }

    private record Documents(Domain live, Domain stored) {
        static Documents now() {
            return new Documents(guest.definition(), guest.definition(Flag.Xml.INACTIVE));
        }

        /** The devices, since the rest is long. */
        @Override
        public String toString() {
            return "live " + live.devices() + "\nstored " + stored.devices();
        }

        private static Device newIn(Domain after, Domain before) {
            List<Device> came = StoredHalf.without(after.devices(), before.devices());
            assertThat(came).hasSize(1);
            return came.getFirst();
        }

        Device newLive(Documents before) {
            return newIn(live, before.live);
        }

        Device newStored(Documents before) {
            return newIn(stored, before.stored);
        }
    }

    private static DetachRequest asking(DetachRequest request) {
        return request.attempts(60, Duration.ofSeconds(3));
    }

    private static void goes(DetachRequest request, String kind) throws InterruptedException {
        assertThat(asking(request).start().await(LONG).isCompleted()).as(kind).isTrue();
    }

    @Test
    void eachKindComesToBothAndGoesFromBothHoweverItIsNamed() throws InterruptedException {
        int turn = 0;
        for (var kind : KINDS.entrySet()) {
            Documents before = Documents.now();
            Device described = Device.parse(kind.getValue());
            Device answer = guest.attachment(described).await(LONG);
            Documents with = Documents.now();
            assertThat(answer).as(kind.getKey()).isEqualTo(with.newLive(before));
            List<DetachRequest> ways = List.of(
                    guest.detachment(with.newLive(before)),
                    guest.detachment(with.newStored(before)),
                    guest.detachment(answer.alias().orElseThrow()),
                    guest.detachment(described));
            goes(ways.get(turn++ % ways.size()), kind.getKey());
            assertThat(Documents.now()).as(kind.getKey()).isEqualTo(before);
        }
    }

    @Test
    void whatARunningGuestRefusesChangesNothingAndTheDefinitionTakesItAlone() throws InterruptedException {
        List<String> onlyStored = List.of(
                "<sound model='ich9'/>",
                "<filesystem type='mount'><source dir='/tmp'/><target dir='shared'/></filesystem>");
        for (String kind : onlyStored) {
            Documents before = Documents.now();
            Device described = Device.parse(kind);
            assertThat(catchThrowable(() -> guest.attachment(described).await(LONG)))
                    .as(kind)
                    .isInstanceOf(CallFailedException.class);
            assertThat(Documents.now()).as(kind).isEqualTo(before);
            guest.attachment(described).persistent().await(LONG);
            Documents with = Documents.now();
            assertThat(with.live).as(kind).isEqualTo(before.live);
            goes(guest.detachment(with.newStored(before)).persistent(), kind);
            assertThat(Documents.now()).as(kind).isEqualTo(before);
        }
    }

    private static Device described(String kind) {
        return Device.parse(Objects.requireNonNull(KINDS.get(kind), kind));
    }

    @Test
    void eachHalfGoesAloneByTheFormOfTheOther() throws InterruptedException {
        for (String kind : List.of("disk", "card", "channel", "console", "input")) {
            Documents before = Documents.now();
            guest.attachment(described(kind)).await(LONG);
            Documents with = Documents.now();
            goes(guest.detachment(with.newStored(before)).live(), kind);
            assertThat(Documents.now()).as(kind).isEqualTo(new Documents(before.live, with.stored));
            goes(guest.detachment(with.newStored(before)).persistent(), kind);
            assertThat(Documents.now()).as(kind).isEqualTo(before);
            guest.attachment(described(kind)).await(LONG);
            Documents again = Documents.now();
            goes(guest.detachment(again.newLive(before)).persistent(), kind);
            assertThat(Documents.now()).as(kind).isEqualTo(new Documents(again.live, before.stored));
            goes(guest.detachment(again.newLive(before)), kind);
            assertThat(Documents.now()).as(kind).isEqualTo(before);
        }
    }

    @Test
    void twoThatAreAlikeAreTwo() throws InterruptedException {
        for (String kind : TWICE) {
            Documents before = Documents.now();
            Device described = described(kind);
            Device one = guest.attachment(described).await(LONG);
            Documents between = Documents.now();
            Device other = guest.attachment(described).await(LONG);
            assertThat(other.alias()).as(kind).isPresent().isNotEqualTo(one.alias());
            assertThat(other).as(kind).isEqualTo(Documents.now().newLive(between));
            goes(guest.detachment(other.alias().orElseThrow()), kind);
            assertThat(Documents.now()).as(kind).isEqualTo(between);
            goes(guest.detachment(one), kind);
            assertThat(Documents.now()).as(kind).isEqualTo(before);
        }
    }

    @Test
    void aRefusalLeavesBothAsTheyWere() throws InterruptedException {
        Documents before = Documents.now();
        Device disk = guest.attachment(described("scsi disk")).await(LONG);
        Documents with = Documents.now();
        List<Device> stay = new ArrayList<>(with.live.devices());
        stay.removeIf(device -> switch (device.kind()) {
            case "controller", "video", "memballoon", "serial", "audio", "graphics" -> false;
            case "input" -> device.address().isPresent();
            default -> true;
        });
        assertThat(stay).hasSizeGreaterThan(10);
        for (Device device : stay) {
            assertThat(refusal(device)).as(device.toString()).isInstanceOf(CallFailedException.class);
            assertThat(Documents.now()).as(device.toString()).isEqualTo(with);
        }
        goes(guest.detachment(disk), "scsi disk");
        assertThat(Documents.now()).isEqualTo(before);
    }

    private static Throwable refusal(Device device) {
        return catchThrowable(() -> guest.detachment(device).start());
    }

    @Test
    void aPausedGuestKeepsBothUntilItRuns() throws InterruptedException {
        Documents before = Documents.now();
        Device disk = guest.attachment(described("disk")).await(LONG);
        Device card = guest.attachment(described("card")).await(LONG);
        guest.suspend();
        Documents with = Documents.now();
        Detachment waits = guest.detachment(disk).start();
        Detachment givenUp = guest.detachment(card).start();
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> waits.await(Duration.ofSeconds(1)))
                .matches(late -> late.status() == JobNotCompletedException.Status.STILL_RUNNING);
        givenUp.cancel();
        assertThat(givenUp.outcome().orElseThrow().status()).isEqualTo(JobOutcome.Status.CANCELLED);
        assertThat(Documents.now()).isEqualTo(with);
        guest.resume();
        assertThat(waits.await(LONG).isCompleted()).isTrue();
        assertThat(guest.definition(Flag.Xml.INACTIVE).selectedBy(disk.withAddress(null)))
                .isEmpty();
        goes(guest.detachment(card), "card");
        assertThat(Documents.now()).isEqualTo(before);
    }
}
