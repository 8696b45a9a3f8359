package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Words that the command shares with virsh have the same effect. Both tools run with the same words on the same state, of a
 * guest that runs and of one that is off, and what changed is compared: the document of what runs, and the stored one.
 * docs/virsh.md has the table of the words.
 */
class VirshWordsTest {
    private static final List<String> OPTIONS = List.of("", "--live", "--config", "--current");

    /** Options of plugging, which virsh has one more of. */
    private static final List<String> PLUGGING = Stream.concat(
                    OPTIONS.stream(),
                    Stream.of("--live --config", "--persistent", "--current --live", "--persistent --config"))
            .toList();

    private static final String GUEST = """
            <domain type='test'>
              <name>words</name><uuid>11111111-2222-4333-8444-555555555555</uuid>
              <memory unit='KiB'>262144</memory><currentMemory unit='KiB'>131072</currentMemory>
              <vcpu current='1'>4</vcpu>
              <iothreads>1</iothreads>
              <os><type>hvm</type></os>
              <devices>
                <disk type='file' device='disk'><source file='/words.img'/><target dev='vda' bus='virtio'/></disk>
                <interface type='network'>
                  <mac address='52:54:00:00:00:77'/><source network='default'/><target dev='words0'/>
                </interface>
              </devices>
            </domain>
            """;

    @LibvirtHost
    static Lab lab;

    @TempDir
    static Path folder;

    /** What a tool left behind. */
    private record Change(boolean refused, String running, String stored) {}

    /** One of the two tools. */
    private interface Tool {
        boolean isRefused(String uri, String... words) throws Exception;

        static boolean ours(String uri, String... words) {
            return Run.of(words, uri).code() != 0;
        }

        static boolean virsh(String uri, String... words) throws Exception {
            List<String> line = new ArrayList<>(List.of("virsh", "-q", "-c", uri));
            line.addAll(List.of(words));
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor() != 0;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "setvcpus words 2",
                "setvcpus words 3 --maximum",
                "setmem words 65536",
                "setmaxmem words 262144",
                "emulatorpin words 0",
                "iothreadadd words 7",
                "iothreaddel words 1",
                "iothreadpin words 1 0",
                "memtune words --hard-limit 1048576 --soft-limit 524288",
                "numatune words --nodeset 0",
                "domiftune words 52:54:00:00:00:77 --inbound 100,200,300",
                "desc words a new description",
                "desc words --title short",
                "dommemstat words --period 3",
            })
    void settings(String words) throws Exception {
        // the test driver keeps its state as long as somebody is connected
        try (Host host = Host.connect(lab.testUri())) {
            List<String> differences = new ArrayList<>();
            for (String option : OPTIONS) {
                compare(host, words + " " + option, differences);
            }
            assertThat(differences).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "setmem words --size=64M --live --config",
                "setmem words 64M --live --current",
                "setvcpus words 2 --config --live",
                "desc words --live --config --title short",
                "domiftune words 52:54:00:00:00:77 --outbound 5 --config",
                "metadata words urn:none --config",
                "undefine words",
                "autostart words",
                "suspend words",
                "destroy words"
            })
    void others(String words) throws Exception {
        try (Host host = Host.connect(lab.testUri())) {
            List<String> differences = new ArrayList<>();
            compare(host, words, differences);
            assertThat(differences).isEmpty();
        }
    }

    private static void compare(Host host, String words, List<String> differences) throws Exception {
        String[] line = words.strip().split(" ");
        for (boolean running : List.of(true, false)) {
            Change theirs = after(host, running, Tool::virsh, line);
            Change ours = after(host, running, Tool::ours, line);
            if (!theirs.equals(ours)) {
                differences.add((running ? "running: " : "off: ") + words + "\n" + theirs + "\n" + ours);
            }
        }
    }

    private static Change after(Host host, boolean running, Tool tool, String... words) throws Exception {
        host.findGuest("words").ifPresent(old -> {
            if (old.isActive()) {
                old.destroy();
            }
            if (host.findGuest("words").isPresent()) {
                old.undefine();
            }
        });
        Guest guest = host.define(GUEST);
        if (running) {
            guest.start();
        }
        boolean refused = tool.isRefused(lab.testUri(), words);
        if (host.findGuest("words").isEmpty()) {
            return new Change(refused, "gone", "gone");
        }
        String state = guest.state().phase() + (guest.isPersistent() ? "" : ", transient");
        String live = guest.isActive() ? guest.xmlDescription().replaceFirst(" id='\\d+'", "") : "";
        return new Change(refused, state + live, guest.xmlDescription(Flag.Xml.INACTIVE));
    }

    /** QEMU stands still: what is plugged into a USB bus, or put into a drive, needs no guest that runs. */
    @Test
    void devices() throws Exception {
        Path disk = Files.writeString(
                folder.resolve("disk.xml"),
                "<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='"
                        + lab.newDisk("plugged", "raw", 1) + "'/><target dev='sdb' bus='usb'/></disk>");
        Path empty = Files.writeString(
                folder.resolve("empty.xml"), "<disk type='file' device='cdrom'><target dev='sda' bus='sata'/></disk>");
        String full = Files.readString(empty)
                .replace("<target", "<source file='" + lab.newDisk("medium", "raw", 1) + "'/><target");
        Path medium = Files.writeString(folder.resolve("medium.xml"), full);
        Predicate<String> hasDisk = xml -> xml.contains("dev='sdb'");
        Predicate<String> hasMedium = xml -> xml.contains("/medium'");
        try (Host host = Host.connect(lab.qemuUri())) {
            Guest guest = host.define(lab.guest("plugs")
                    .memory(64)
                    .device(Files.readString(empty))
                    .create()
                    .xml()
                    .replace("type='usb' model='none'", "type='usb' model='qemu-xhci'"));
            List<String> differences = new ArrayList<>();
            pinned(guest, differences);
            for (boolean running : List.of(false, true)) {
                if (running) {
                    guest.start(Flag.Start.PAUSED);
                }
                Plugs plugs = new Plugs(guest, disk.toString(), hasDisk, differences);
                plugs.compare("attach-device", () -> plugs.take(hasDisk, "detach-device", disk));
                plugs.compare("detach-device", () -> plugs.give("attach-device", disk));
                Plugs media = new Plugs(guest, medium.toString(), hasMedium, differences);
                media.compare("update-device", () -> media.give("update-device", empty));
            }
            guest.destroy();
            assertThat(differences).isEmpty();
        }
    }

    /** The test driver pins nothing of a guest that is off. */
    private static void pinned(Guest guest, List<String> differences) throws Exception {
        String before = guest.xmlDescription();
        for (String option : OPTIONS) {
            String[] line = ("vcpupin plugs 0 0 " + option).strip().split(" ");
            String theirs = Tool.virsh(lab.qemuUri(), line) + guest.xmlDescription();
            guest.host().define(before);
            String ours = Tool.ours(lab.qemuUri(), line) + guest.xmlDescription();
            guest.host().define(before);
            if (!theirs.equals(ours)) {
                differences.add("off: " + String.join(" ", line) + ": " + theirs + ours);
            }
        }
    }

    /** Both tools' words for a device of a guest. */
    private record Plugs(Guest guest, String file, Predicate<String> has, List<String> differences) {
        /** Prepares a state. */
        private interface Preparation {
            void prepare() throws Exception;
        }

        void compare(String verb, Preparation before) throws Exception {
            for (String option : PLUGGING) {
                String[] line = (verb + " " + guest.name() + " " + file + " " + option)
                        .strip()
                        .split(" ");
                before.prepare();
                String theirs = Tool.virsh(lab.qemuUri(), line) + " " + where(has);
                before.prepare();
                String ours = Tool.ours(lab.qemuUri(), line) + " " + where(has);
                if (!theirs.equals(ours)) {
                    differences.add((guest.isActive() ? "running: " : "off: ") + String.join(" ", line) + ": " + theirs
                            + ", but ours " + ours);
                }
            }
        }

        private String where(Predicate<String> there) {
            boolean live = guest.isActive() && there.test(guest.xmlDescription());
            return (live ? "live " : "") + (there.test(guest.xmlDescription(Flag.Xml.INACTIVE)) ? "config" : "");
        }

        /** Has a device nowhere. */
        void take(Predicate<String> there, String verb, Path document) throws Exception {
            String now = where(there);
            for (String half : now.isBlank() ? new String[0] : now.strip().split(" ")) {
                assertThat(Tool.virsh(lab.qemuUri(), verb, guest.name(), document.toString(), "--" + half))
                        .isFalse();
            }
        }

        /** Has it wherever it can be. */
        void give(String verb, Path document) throws Exception {
            String now = verb.equals("attach-device") ? where(has) : "";
            for (String half : guest.isActive() ? List.of("live", "config") : List.of("config")) {
                if (!now.contains(half)) {
                    assertThat(Tool.virsh(lab.qemuUri(), verb, guest.name(), document.toString(), "--" + half))
                            .isFalse();
                }
            }
        }
    }
}
