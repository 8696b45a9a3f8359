package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.guestwire.GuestEvent;
import dev.guestwire.Host;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LabGuest;
import dev.guestwire.testkit.LibvirtHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CPUs, memory, dumps, backups, power and moves of a guest that QEMU runs; {@code virsh} beside them agrees. */
class RealWorkTest {
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
    void aGuestAtWork() throws Exception {
        LabGuest image = lab.guest("work").qcow2Disk(64).create();
        Path definition = folder.resolve("work.xml");
        Files.writeString(definition, image.xml().replaceFirst("<vcpu>\\d+</vcpu>", "<vcpu current='1'>3</vcpu>"));
        run("define", definition.toString()).ok();
        start();
        assertAll(
                RealWorkTest::cpus,
                RealWorkTest::memory,
                this::notes,
                RealWorkTest::disk,
                RealWorkTest::readyCopy,
                RealWorkTest::dump,
                RealWorkTest::backup,
                RealWorkTest::references,
                RealWorkTest::move,
                RealWorkTest::power);
    }

    private static void start() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        try (Host host = Host.connect(lab.qemuUri())) {
            host.onEvent(GuestEvent.AgentChanged.class, event -> connected.countDown());
            run("start", "work").ok();
            assertThat(connected.await(4, TimeUnit.MINUTES)).isTrue();
        }
    }

    private static void cpus() throws Exception {
        assertThat(run("cpu", "set", "work", "2", "--live").ok().out()).isEqualTo("work: 2 virtual CPUs\n");
        assertThat(virsh("vcpucount", "work", "--live", "--current")).isEqualTo("2");
        run("setvcpus", "work", "3", "--config").ok();
        assertThat(virsh("vcpucount", "work", "--config", "--current")).isEqualTo("3");
        run("cpu", "pin", "work", "1", "0").ok();
        assertThat(virsh("vcpupin", "work", "1")).containsPattern("1 +0$");
        run("emulatorpin", "work", "0").ok();
        assertThat(virsh("emulatorpin", "work")).containsPattern("(^| )0$");
        assertThat(run("vcpus", "show", "work", "--json").ok().out())
                .contains(
                        "\"vcpus\":2,\"maximum\":3,\"definedVcpus\":3,\"definedMaximum\":3,\"emulatorHostCpus\":\"0\"",
                        "{\"vcpu\":1,\"state\":\"",
                        "\"hostCpus\":\"0\"}]}");
        assertThat(run("cpu", "set", "work", "2", "--maximum").code()).isEqualTo(ExitCode.USAGE);
        assertThat(run("cpu", "pin", "work", "0", "x").error()).contains("'x' is no list of numbers");
    }

    private static void memory() throws Exception {
        run("memory", "set", "work", "128M", "--config").ok();
        assertThat(virsh("dumpxml", "--inactive", "work")).contains("<currentMemory unit='KiB'>131072</currentMemory>");
        run("setmaxmem", "work", "1048576", "--config").ok();
        assertThat(virsh("dumpxml", "--inactive", "work")).contains("<memory unit='KiB'>1048576</memory>");
        long kib = Long.parseLong(virsh("dommemstat", "work").replaceFirst("(?s)^actual (\\d+).*", "$1"));
        assertThat(run("memory", "show", "work", "--json").ok().out()).contains("\"balloonBytes\":" + kib * 1024 + ",");
        assertThat(run("memory", "dirty-rate", "work", "--json").ok().out())
                .contains("\"status\":\"measured\",\"periodSeconds\":1.0,\"dirtyBytesPerSecond\":");
    }

    private void notes() throws Exception {
        run("metadata", "title", "work", "a", "web", "server", "--live", "--config")
                .ok();
        assertThat(virsh("desc", "--title", "work")).isEqualTo("a web server");
        Path note = Files.writeString(folder.resolve("note.xml"), "<n:app xmlns:n='urn:app'><n:one/></n:app>");
        run("metadata", "set", "work", note.toString()).ok();
        assertThat(virsh("metadata", "work", "urn:app")).contains("<one/>");
        assertThat(run("metadata", "show", "work").ok().out()).contains("a web server", "urn:app");
        run("metadata", "remove", "work", "urn:app").ok();
        assertThat(run("metadata", "show", "work", "urn:app").code()).isEqualTo(ExitCode.NOT_FOUND);
    }

    private static void disk() throws Exception {
        run("disk", "limits", "work", "vda", "--total-bytes", "50M").ok();
        assertThat(virsh("blkdeviotune", "work", "vda")).containsPattern("total_bytes_sec *: 52428800");
        assertThat(run("blkdeviotune", "work", "vda", "--json").ok().out())
                .contains("\"totalBytesPerSecond\":52428800,\"readBytesPerSecond\":null");
        run("iothread", "add", "work", "1").ok();
        assertThat(virsh("iothreadinfo", "work")).startsWith("1 ");
    }

    /** A copy that nobody waits for does not end by itself. */
    private static void readyCopy() throws Exception {
        String file = lab.folder().resolve("ready.qcow2").toString();
        String[] copy = {"disk", "copy", "work", "vda", file, "--transient-job", "--background"};
        Run nobody = run(Stream.concat(Stream.of(copy), Stream.of("--pivot")).toArray(String[]::new));
        assertThat(nobody.code()).isEqualTo(ExitCode.USAGE);
        assertThat(nobody.error()).contains("nobody waits to pivot: guestwire disk pivot does it");
        String ref = run(copy).ok().out();
        assertThat(run("job", "watch", ref).ok().lines())
                .last()
                .isEqualTo("block copy of vda of work: ready: with guestwire disk pivot work vda the guest goes on with"
                        + " the copy; with guestwire disk cancel work vda it stays where it is, and the copy is whole");
        assertThat(run("job", "watch", ref, "--json").ok().lines())
                .last()
                .asString()
                .contains(
                        "\"disk\":\"vda\",\"job\":\"block copy of vda of work\",\"status\":\"ready\",\"reason\":\"with ");
        assertThat(virsh("blockjob", "work", "vda")).contains("Block Copy");
        run("disk", "cancel", "work", "vda").ok();
        assertThat(run("job", "watch", ref).code())
                .as("nothing proves now that the copy was whole")
                .isEqualTo(ExitCode.UNKNOWN);
    }

    private static void dump() throws Exception {
        Path file = lab.folder().resolve("work.dump");
        assertThat(run("dump", "work", file.toString(), "--memory-only", "--json")
                        .ok()
                        .lines())
                .last()
                .asString()
                .startsWith("{\"guest\":\"work\",\"uuid\":\"" + virsh("domuuid", "work") + "\",\"file\":\"" + file
                        + "\",\"job\":\"dump of work\",\"status\":\"completed\",\"reason\":null,\"evidence\":\"");
        assertThat(Files.size(file)).isGreaterThan(100L << 20);
        assertThat(virsh("domstate", "work")).isEqualTo("running");
        assertThat(run("dump", "work", "/no/such/folder/dump").code()).isEqualTo(ExitCode.FAILED);
        assertThat(run("dump", "work", "x", "--format", "kdump-zlib").error()).contains("--format needs --memory-only");
    }

    private static void backup() throws Exception {
        String full = lab.folder().resolve("full.qcow2").toString();
        assertThat(run("backup", "start", "work", "--disk", "vda=" + full, "--checkpoint", "monday", "--json")
                        .ok()
                        .lines())
                .last()
                .asString()
                .contains("\"files\":[{\"disk\":\"vda\",\"file\":\"" + full + "\"}],\"job\":\"backup of work\","
                        + "\"status\":\"completed\",\"reason\":null,\"evidence\":\"");
        assertThat(virsh("checkpoint-list", "work", "--name")).isEqualTo("monday");
        String more = lab.folder().resolve("more.qcow2").toString();
        String ref = run("backup", "start", "work", "--disk", "vda=" + more, "--incremental", "monday", "--background")
                .ok()
                .out();
        // so small a backup is often over before it is looked at; then nothing proves which one the daemon tells of
        Run watched = run("job", "watch", ref);
        assertThat(watched.out() + watched.error())
                .contains(
                        watched.code() == ExitCode.OK
                                ? "backup of work: completed"
                                : "backup of work: unknown: it is over, and nothing tells how it ended: the daemon keeps the "
                                        + "figures of a backup that completed");
        assertThat(watched.code()).isIn(ExitCode.OK, ExitCode.UNKNOWN);
        Run none = run("backup", "info", "work");
        assertThat(none.code()).isEqualTo(ExitCode.WRONG_STATE);
        assertThat(none.error()).contains("no backup of guest work goes on");

        String socket = lab.folder().resolve("nbd").toString();
        String scratch = lab.folder().resolve("scratch").toString();
        assertThat(run("backup", "start", "work", "--pull", "--disk", "vda=" + scratch, "--server", socket)
                        .ok()
                        .out())
                .startsWith("vda is served at nbd+unix:///vda?socket=" + socket + "\n");
        assertThat(run("backup", "xml", "work").ok().out().strip()).isEqualTo(virsh("backup-dumpxml", "work"));
        assertThat(run("job", "list", "--json").ok().out()).contains("\"guest\":\"work\"", "\"operation\":\"backup\"");
        assertThat(run("backup", "finish", "work").ok().out()).isEqualTo("work: the backup has ended\n");
        assertThat(run("job", "list").ok().lines()).hasSize(1);
        run("checkpoint", "delete", "work", "monday").ok();
    }

    private static void references() {
        Run junk = run("job", "watch", "junk");
        assertThat(junk.code()).isEqualTo(ExitCode.USAGE);
        assertThat(junk.error()).contains("'junk' is no reference to a job", "guestwire-job:BLOCK_COPY:");
    }

    /** What takes too long is given up; what may, goes over to post-copy only if it was asked for. */
    private static void move() throws Exception {
        String there = other.qemuUri();
        String[] slow = {
            "migrate",
            "work",
            there,
            "--migrateuri",
            "tcp://127.0.0.1",
            "--unsafe",
            "--bandwidth",
            "1",
            "--timeout",
            "1",
            "--timeout-action",
            "abort"
        };
        Run late = run(slow);
        assertThat(late.code()).isEqualTo(ExitCode.FAILED);
        assertThat(late.lines()).last().asString().startsWith("migration of work: cancelled");
        assertThat(virsh("domstate", "work")).isEqualTo("running");
        Run wrong = run("migrate", "work", there, "--timeout", "1", "--timeout-postcopy");
        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.error()).contains("To go over to post-copy needs --postcopy");
        assertThat(run("migrate", "work", there, "--copy-storage", "vdz").error())
                .contains("there is no disk 'vdz'");
    }

    private static void power() throws Exception {
        assertThat(run("reboot", "work", "--mode", "acpi", "--timeout", "240")
                        .ok()
                        .out())
                .startsWith("work: rebooted after ");
        run("suspend", "work").ok();
        assertThat(run("shutdown", "work", "--timeout", "1").code()).isEqualTo(ExitCode.WRONG_STATE);
        run("resume", "work").ok();
        assertThat(run("shutdown", "work", "--mode", "acpi", "--force-after", "1", "--json")
                        .ok()
                        .out())
                .containsPattern("\"how\":\"(destroyed|by_itself)\",\"reason\":\"(destroyed|shutdown)\"");
        assertThat(virsh("domstate", "work")).isEqualTo("shut off");
        assertThat(run("shutdown", "work", "--wait").ok().out()).isEqualTo("work: was off already\n");
    }
}
