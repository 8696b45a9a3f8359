package dev.guestwire.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.EventListener;
import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.GuestEvent;
import dev.guestwire.Host;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.InvalidInputException;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Devices of every kind that QEMU plugs into a running guest, and of some that it does not: each comes and goes, and after
 * each step the whole document of the running guest and the whole stored definition are what they must be.
 */
class RealDeviceKindsTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String MAC = "52:54:00:00:00:b";

    @LibvirtHost
    static Lab lab;

    private static Host host;
    private static Guest guest;
    private static final EventListener EVENTS = new EventListener();
    private static final Map<String, String> KINDS = new LinkedHashMap<>();

    @BeforeAll
    static void boot() throws InterruptedException {
        String ports = "<controller type='pci' model='pcie-root'/>"
                + "<controller type='pci' model='pcie-root-port'/>".repeat(14)
                + "<controller type='scsi' model='virtio-scsi'/>";
        String xml = lab.guest("kinds").qcow2Disk(64).device(ports).create().xml()
                .replace("<controller type='usb' model='none'/>", "<controller type='usb' model='qemu-xhci'/>")
                .replaceFirst("<memory unit='MiB'>(\\d+)</memory>", "<maxMemory slots='4' unit='MiB'>2048</maxMemory>$0")
                .replaceFirst("(?s)(<memory unit='MiB'>)(\\d+)(.*)</cpu>", "$1$2$3<numa><cell id='0' cpus='0' memory='$2' unit='MiB'/></numa></cpu>");
        host = Host.connect(lab.qemuUri());
        host.onEvent(EVENTS);
        guest = host.define(xml);
        guest.start();
        while (!EVENTS.next(GuestEvent.AgentChanged.class, LONG.multipliedBy(2)).state().is(GuestEvent.ChannelState.CONNECTED)) {
            // it tells of the end of the one before, too
        }
        KINDS.put("disk", disk("vdx", "virtio"));
        KINDS.put("scsi disk", disk("sdx", "scsi"));
        KINDS.put("usb disk", disk("sdy", "usb"));
        KINDS.put("card", "<interface type='user'><mac address='" + MAC + "1'/><model type='virtio'/></interface>");
        KINDS.put("card without MAC", "<interface type='user'><model type='virtio'/></interface>");
        KINDS.put("channel", "<channel type='unix'><target type='virtio' name='org.example.0'/></channel>");
        KINDS.put("pty channel", "<channel type='pty'><target type='virtio' name='org.example.1'/></channel>");
        KINDS.put("serial", "<serial type='pty'><target type='pci-serial'/></serial>");
        KINDS.put("usb serial", "<serial type='pty'><target type='usb-serial'/></serial>");
        KINDS.put("console", "<console type='pty'><target type='virtio'/></console>");
        KINDS.put("rng", "<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>");
        KINDS.put("rng without path", "<rng model='virtio'><backend model='random'/></rng>");
        KINDS.put("watchdog", "<watchdog model='i6300esb' action='reset'/>");
        KINDS.put("input", "<input type='tablet' bus='usb'/>");
        KINDS.put("virtio input", "<input type='mouse' bus='virtio'/>");
        KINDS.put("ps2 input", "<input type='mouse' bus='ps2'/>");
        KINDS.put("controller", "<controller type='scsi' model='virtio-scsi'/>");
        KINDS.put("usb controller", "<controller type='usb' model='qemu-xhci'/>");
        KINDS.put("root port", "<controller type='pci' model='pcie-root-port'/>");
        KINDS.put("redirdev", "<redirdev bus='usb' type='spicevmc'/>");
        KINDS.put("shmem", "<shmem name='guestwire'><model type='ivshmem-plain'/><size unit='M'>4</size></shmem>");
        KINDS.put("sound", "<sound model='ich9'/>");
        KINDS.put("memory", "<memory model='dimm'><target><size unit='MiB'>128</size><node>0</node></target></memory>");
    }

    private static String disk(String target, String bus) {
        Path file = lab.newDisk(target + ".qcow2", "qcow2", 8);
        return "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='" + file
                + "'/><target dev='" + target + "' bus='" + bus + "'/></disk>";
    }

    @AfterAll
    static void close() {
        host.close();
    }

    @Test
    void explore() throws Exception {
        for (var kind : KINDS.entrySet()) {
            long t = System.nanoTime();
            String result = "";
            Domain live = guest.definition();
            Domain stored = guest.definition(Flag.Xml.INACTIVE);
            try {
                Device d = Device.parse(kind.getValue());
                Device first = guest.attachment(d).await(Duration.ofSeconds(5));
                result += " attached " + first.alias() + " live+" + (guest.definition().devices().size() - live.devices().size()) + " stored+" + (guest.definition(Flag.Xml.INACTIVE).devices().size() - stored.devices().size());
                Device s = StoredHalf.without(guest.definition(Flag.Xml.INACTIVE).devices(), stored.devices()).getFirst();
                result += "\n   live " + first.xml().toXml() + "\n   stored " + s.xml().toXml();
                Detachment x = guest.detachment(s).attempts(10, Duration.ofSeconds(3)).start();
                result += " end " + x.await(Duration.ofSeconds(20));
            } catch (Exception e) {
                result += " FAILED " + e;
            }
            Domain live2 = guest.definition();
            Domain stored2 = guest.definition(Flag.Xml.INACTIVE);
            result += " live " + live2.equals(live) + " stored " + stored2.equals(stored);
            if (!live2.equals(live)) {
                result += "\n   live lost " + StoredHalf.without(live.devices(), live2.devices()) + " came " + StoredHalf.without(live2.devices(), live.devices());
            }
            if (!stored2.equals(stored)) {
                result += "\n   stored lost " + StoredHalf.without(stored.devices(), stored2.devices()) + " came " + StoredHalf.without(stored2.devices(), stored.devices());
            }
            System.out.println("KIND " + kind.getKey() + " " + (System.nanoTime() - t) / 1000000 + " ms:" + result);
        }
    }
}
