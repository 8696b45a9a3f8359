package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.GuestEvent;
import dev.guestwire.Host;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LabGuest;
import dev.guestwire.testkit.LibvirtHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verbs on a guest that QEMU runs; {@code virsh} beside them agrees. */
class RealGuestTest {
    private static final String PORT = "<controller type='pci' model='pcie-root-port'/>";

    @LibvirtHost
    static Lab lab;

    @LibvirtHost
    static Lab other;

    @TempDir
    Path folder;

    private static Run run(String... words) {
        return Side.run(lab, words);
    }

    private static String virsh(String... words) throws Exception {
        return Side.virsh(lab, words);
    }

    @Test
    void aGuestFromDefinitionToItsEnd() throws Exception {
        LabGuest image = lab.guest("web1")
                .qcow2Disk(64)
                .device("<controller type='pci' model='pcie-root'/>" + PORT.repeat(8))
                .device("<disk type='file' device='cdrom'><target dev='sda' bus='sata'/></disk>")
                .create();
        assertThat(run("define", file("web1", image.xml())).ok().out()).isEqualTo("web1: defined\n");
        assertThat(run("list", "--inactive", "--name").ok().out().strip())
                .isEqualTo(virsh("list", "--inactive", "--name"));
        whileItIsOff();
        start();
        disks();
        diskJobs();
        inside();
        agent();
        devices();
        backInTime();
        saved();
        move();
        aMoveIsCancelled();
        stop();
        transientGuest(image.xml());
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".xml"), text).toString();
    }

    private static void whileItIsOff() throws Exception {
        assertThat(run("autostart", "web1").ok().out()).isEqualTo("web1: starts with the host\n");
        assertThat(virsh("dominfo", "web1")).containsPattern("Autostart: +enable");
        assertThat(run("autostart", "--disable", "web1").ok().out()).isEqualTo("web1: starts no more with the host\n");
        assertThat(virsh("dominfo", "web1")).containsPattern("Autostart: +disable");
        assertThat(run("rename", "web1", "web2").ok().out()).isEqualTo("web2: renamed from web1\n");
        assertThat(virsh("list", "--all", "--name")).isEqualTo("web2");
        run("rename", "web2", "web1").ok();
        Run edited = run("edit", "web1", "--yes");
        assertThat(edited.ok().out()).isEqualTo("web1: edited\n");
        assertThat(edited.error()).contains("on_crash", "restart");
        assertThat(virsh("dumpxml", "web1")).contains("<on_crash>restart</on_crash>");
        assertThat(run("edit", "web1", "--yes").ok().out()).isEqualTo("web1: not changed\n");
    }

    private static void start() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        try (Host host = Host.connect(lab.qemuUri())) {
            host.onEvent(GuestEvent.AgentChanged.class, event -> {
                if (event.state().is(GuestEvent.ChannelState.CONNECTED)) {
                    connected.countDown();
                }
            });
            assertThat(run("start", "web1").ok().out()).isEqualTo("web1: started\n");
            Run again = run("start", "web1");
            assertThat(again.code()).isEqualTo(ExitCode.WRONG_STATE);
            assertThat(again.error()).contains("of guest web1 failed", "next: guestwire show web1");
            assertThat(run("list").ok().out()).contains("web1", "running");
            assertThat(virsh("domstate", "web1")).isEqualTo("running");
            assertThat(run("xml", "web1").ok().out().strip()).isEqualTo(virsh("dumpxml", "web1"));
            assertThat(connected.await(4, TimeUnit.MINUTES)).isTrue();
        }
    }

    private void disks() throws Exception {
        assertThat(run("disk", "info", "web1", "vda", "--json").ok().out())
                .startsWith("{\"disk\":\"vda\",\"device\":\"disk\",\"source\":\"")
                .contains("\"format\":\"qcow2\",\"capacityBytes\":67108864,");
        assertThat(run("disk", "info", "web1", "vdb").error()).contains("there is no disk 'vdb'; did you mean vda?");
        assertThat(run("disk", "resize", "web1", "vda", "32M").code()).isEqualTo(ExitCode.USAGE);
        run("disk", "resize", "web1", "vda", "96M").ok();
        assertThat(virsh("domblkinfo", "web1", "vda")).contains("Capacity:       100663296");
        Path copy = lab.newDisk("copy", "qcow2", 96);
        Run copied = run("disk", "copy", "web1", "vda", copy.toString(), "--reuse-external", "--json");
        assertThat(copied.ok().lines()).last().asString().contains("\"job\":\"copy of vda of web1\"", "\"completed\"");
        assertThat(run("disk", "jobs", "web1").ok().lines()).hasSize(1);
        run("snapshot", "create", "web1", "first", "--disk-only").ok();
        assertThat(run("snapshot", "list", "web1").ok().out()).contains("first");
        assertThat(run("disk", "commit", "web1", "vda", "--active").ok().lines())
                .last()
                .isEqualTo("commit of vda of web1: completed");
        run("snapshot", "delete", "web1", "first", "--metadata").ok();
    }

    /** Jobs that go on while other commands look at them. */
    private static void diskJobs() throws Exception {
        assertThat(run("disk", "stats", "web1", "vda", "--json").ok().out())
                .matches("\\{\"disk\":\"vda\",\"readBytes\":[1-9]\\d*,\"reads\":[1-9]\\d*,\"readSeconds\":[\\d.E-]+,"
                        + "\"writtenBytes\":[1-9]\\d*,\"writes\":[1-9]\\d*,\"writeSeconds\":[\\d.E-]+,"
                        + "\"flushes\":\\d+,\"errors\":null}\n");
        run("snapshot", "create", "web1", "second", "--disk-only").ok();
        assertThat(run("disk", "pull", "web1", "vda").ok().lines()).last().isEqualTo("pull of vda of web1: completed");
        assertThat(virsh("dumpxml", "web1")).contains(".second'").contains("<backingStore/>");
        run("snapshot", "delete", "web1", "second", "--metadata").ok();

        String ended = copyUntilReady("ended");
        assertThat(run("disk", "cancel", "web1", "vda").ok().out()).isEqualTo("web1: the job of disk vda ended\n");
        assertThat(run("job", "watch", ended).code()).isIn(ExitCode.FAILED, ExitCode.UNKNOWN);
        assertThat(virsh("domblklist", "web1")).doesNotContain("ended");
        String used = copyUntilReady("used");
        assertThat(run("disk", "pivot", "web1", "vda").ok().out()).isEqualTo("web1: disk vda pivoted\n");
        assertThat(run("job", "watch", used).ok().lines()).last().asString().endsWith(": completed");
        assertThat(virsh("domblklist", "web1")).contains("/used");
    }

    private static String copyUntilReady(String file) {
        String copy = lab.newDisk(file, "qcow2", 96).toString();
        String ref = run("disk", "copy", "web1", "vda", copy, "--reuse-external", "--background")
                .ok()
                .out()
                .strip();
        awaitOutput("\"ready\":true", "disk", "jobs", "web1", "--json");
        return ref;
    }

    private static void awaitOutput(String wanted, String... words) {
        Instant end = Instant.now().plus(Duration.ofMinutes(4));
        while (!run(words).ok().out().contains(wanted)) {
            assertThat(Instant.now()).as("%s of %s", wanted, List.of(words)).isBefore(end);
        }
    }

    private static void inside() throws Exception {
        assertThat(run("agent", "ping", "web1").ok().out()).isEqualTo("web1: the agent answers\n");
        assertThat(run("agent", "time", "web1").ok().out()).startsWith("20");
        assertThat(run("job", "info", "web1", "--json").ok().out()).contains("\"type\":\"none\"");
        assertThat(run("stats", "web1").ok().lines()).last().asString().startsWith("web1   running");
        assertThat(run("top", "--count", "1", "--every", "0.1").ok().out()).contains("web1", "running");
        Run missing = run("agent", "password", "web1", "root");
        assertThat(missing.code()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.error()).contains("use --password-fd or --password-env");
    }

    private static void agent() throws Exception {
        assertThat(run("agent", "info", "web1", "--json").ok().out())
                .contains(
                        "\"hostname\":\"guest\"",
                        "\"machine\":\"x86_64\"",
                        "\"mountPoint\":\"/mnt\",\"type\":\"ext4\"");
        assertThat(run("agent", "filesystems", "web1").ok().lines())
                .contains("Mount point  Name  Type  Disks", "/mnt         vda   ext4  vda");
        assertThat(run("agent", "addresses", "web1").ok().out()).contains("Name", "lo");
        assertThat(run("agent", "freeze", "web1").ok().out()).isEqualTo("web1: 1 file system frozen\n");
        assertThat(virsh("qemu-agent-command", "web1", "{\"execute\":\"guest-fsfreeze-status\"}"))
                .contains("\"frozen\"");
        assertThat(run("agent", "thaw", "web1").ok().out()).isEqualTo("web1: 1 file system thawed\n");
        assertThat(run("agent", "password", "web1", "root", "--password-env", "GUESTWIRE_TEST_PASSWORD")
                        .ok()
                        .out())
                .isEqualTo("web1: password of root set\n");
        String open = "{\"execute\":\"guest-file-open\",\"arguments\":{\"path\":\"/etc/shadow\"}}";
        String number = virsh("qemu-agent-command", "web1", open).replaceAll("\\D", "");
        String read = "{\"execute\":\"guest-file-read\",\"arguments\":{\"handle\":" + number + "}}";
        String base64 = virsh("qemu-agent-command", "web1", read).replaceFirst(".*\"buf-b64\":\"([^\"]*)\".*", "$1");
        assertThat(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8))
                .startsWith("root:$6$");
    }

    private void devices() throws Exception {
        String disk = "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='"
                + lab.newDisk("more", "qcow2", 8) + "'/><target dev='vdb' bus='virtio'/></disk>";
        String more = file("more", disk);
        assertThat(run("attach-device", "web1", more, "--live", "--config").ok().out())
                .isEqualTo("web1: device attached\n");
        assertThat(virsh("domblklist", "web1")).contains("vdb");
        assertThat(virsh("domblklist", "web1", "--inactive")).contains("vdb");
        assertThat(run("detach-device", "web1", more, "--persistent").ok().out())
                .endsWith("detachment of disk of web1: completed\n");
        assertThat(virsh("domblklist", "web1")).doesNotContain("vdb");
        assertThat(virsh("domblklist", "web1", "--inactive")).doesNotContain("vdb");

        run("attach-device", "web1", more, "--config").ok();
        assertThat(run("detach-device", "web1", more, "--config", "--no-wait")
                        .ok()
                        .out())
                .isEqualTo("web1: asked to let the device go\n");
        assertThat(virsh("domblklist", "web1", "--inactive")).doesNotContain("vdb");

        String drive = "<disk type='file' device='cdrom'><source file='" + lab.newDisk("cd", "raw", 1)
                + "'/><target dev='sda' bus='sata'/></disk>";
        assertThat(run("update-device", "web1", file("drive", drive)).ok().out())
                .isEqualTo("web1: device updated\n");
        assertThat(virsh("domblklist", "web1")).containsPattern("sda +/.*/cd");
        run("update-device", "web1", file("drive", drive.replaceFirst("<source[^>]*>", "")))
                .ok();
        assertThat(virsh("domblklist", "web1")).doesNotContain("/cd");
    }

    private void backInTime() throws Exception {
        run("snapshot", "create", "web1", "now").ok();
        assertThat(run("snapshot", "xml", "web1", "now").ok().out().strip())
                .isEqualTo(virsh("snapshot-dumpxml", "web1", "now"));
        assertThat(run("snapshot", "revert", "web1", "now", "--then", "PAUSED")
                        .ok()
                        .out())
                .isEqualTo("web1: reverted to now; it is paused now\n");
        assertThat(virsh("domstate", "web1")).isEqualTo("paused");
        run("resume", "web1").ok();
        assertThat(run("snapshot", "delete", "web1", "now").ok().out()).isEqualTo("web1: snapshot now deleted\n");
        assertThat(virsh("snapshot-list", "web1", "--name")).isEmpty();

        String monday = file(
                "monday",
                "<domaincheckpoint><name>monday</name><disks><disk name='vda' checkpoint='bitmap'/></disks>"
                        + "</domaincheckpoint>");
        assertThat(run("checkpoint", "create", "web1", monday).ok().out()).isEqualTo("web1: checkpoint monday made\n");
        assertThat(run("checkpoint", "list", "web1", "--json").ok().out())
                .startsWith("{\"checkpoint\":\"monday\",\"created\":\"20")
                .endsWith("\"parent\":null,\"description\":null}\n");
        assertThat(run("checkpoint", "xml", "web1", "monday").ok().out().strip())
                .isEqualTo(virsh("checkpoint-dumpxml", "web1", "monday"));
        assertThat(run("checkpoint", "delete", "web1", "monday").ok().out())
                .isEqualTo("web1: checkpoint monday deleted\n");
        assertThat(virsh("checkpoint-list", "web1", "--name")).isEmpty();
    }

    private static void saved() throws Exception {
        Path file = lab.folder().resolve("web1.saved");
        assertThat(run("save", "web1", file.toString()).ok().lines()).last().isEqualTo("save of web1: completed");
        assertThat(virsh("domstate", "web1")).isEqualTo("shut off");
        assertThat(run("restore", file.toString(), "--paused").ok().lines())
                .last()
                .isEqualTo("restore of web1: completed");
        assertThat(virsh("domstate", "web1")).isEqualTo("paused");
        run("resume", "web1").ok();
        run("save", "web1").ok();
        assertThat(virsh("dominfo", "web1")).containsPattern("Managed save: +yes");
        run("start", "web1").ok();
        assertThat(virsh("domstate", "web1")).isEqualTo("running");
    }

    private static void aMoveIsCancelled() throws Exception {
        String[] words = {
            "migrate", "web1", other.qemuUri(), "--migrateuri", "tcp://127.0.0.1", "--bandwidth", "1", "--unsafe"
        };
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Future<Run> moving = executor.submit(() -> run(words));
            awaitOutput("\"guest\":\"web1\"", "job", "list", "--json");
            assertThat(run("job", "list").ok().out()).contains("web1", "migration");
            assertThat(run("job", "cancel", "web1").ok().out()).isEqualTo("web1: the job was asked to end\n");
            Run ended = moving.get(4, TimeUnit.MINUTES);
            assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
            assertThat(ended.lines())
                    .last()
                    .asString()
                    .as("libvirt calls it aborted or failed, by the moment in which the other command's wish comes")
                    .containsPattern("^migration of web1: (cancelled|failed)");
        }
        assertThat(run("job", "list").ok().lines()).hasSize(1);
        assertThat(virsh("domstate", "web1")).isEqualTo("running");
    }

    /** The hosts share the disk, as far as they know of each other; that is what --unsafe says. */
    private static void move() throws Exception {
        String there = other.qemuUri();
        Run moved = run("migrate", "web1", there, "--migrateuri", "tcp://127.0.0.1", "--persistent", "--unsafe");
        assertThat(moved.ok().lines()).last().isEqualTo("migration of web1: completed");
        assertThat(run("list").ok().lines()).hasSize(1);
        Run both = Run.of("list", "-c", lab.qemuUri(), "-c", there);
        assertThat(both.ok().out()).contains(there, "web1", "running");
        Run back = Run.of(
                "migrate", "web1", lab.qemuUri(), "-c", there, "--migrateuri", "tcp://127.0.0.1", "--unsafe", "--json");
        assertThat(back.ok().lines())
                .last()
                .asString()
                .contains("\"status\":\"completed\"", "\"evidence\":\"destination\"");
    }

    private static void stop() throws Exception {
        run("suspend", "web1").ok();
        assertThat(virsh("domstate", "web1")).isEqualTo("paused");
        run("resume", "web1").ok();
        assertThat(run("shutdown", "web1", "--mode", "agent", "--timeout", "240")
                        .ok()
                        .out())
                .startsWith("web1: stopped by itself after ");
        assertThat(run("undefine", "web1").ok().out()).isEqualTo("web1: undefined\n");
        assertThat(virsh("list", "--all", "--name")).isEmpty();
    }

    private void transientGuest(String xml) throws Exception {
        try (Host host = Host.connect(lab.qemuUri())) {
            Semaphore rebooted = new Semaphore(0);
            Semaphore connected = new Semaphore(0);
            host.onEvent(GuestEvent.Rebooted.class, event -> rebooted.release());
            host.onEvent(GuestEvent.AgentChanged.class, event -> {
                if (event.state().is(GuestEvent.ChannelState.CONNECTED)) {
                    connected.release();
                }
            });
            assertThat(run("create", file("web1", xml), "--paused").ok().out()).isEqualTo("web1: created\n");
            assertThat(virsh("domstate", "web1")).isEqualTo("paused");
            assertThat(virsh("dominfo", "web1")).containsPattern("Persistent: +no");
            assertThat(run("reset", "web1").ok().out()).isEqualTo("web1: reset\n");
            assertThat(rebooted.tryAcquire(4, TimeUnit.MINUTES)).isTrue();
            run("resume", "web1").ok();
            assertThat(connected.tryAcquire(4, TimeUnit.MINUTES)).isTrue();
            assertThat(run("reboot", "web1", "--mode", "acpi").ok().out()).isEqualTo("web1: asked to reboot\n");
            assertThat(rebooted.tryAcquire(4, TimeUnit.MINUTES)).isTrue();
        }
        run("destroy", "web1").ok();
        assertThat(virsh("list", "--all", "--name")).isEmpty();
    }
}
