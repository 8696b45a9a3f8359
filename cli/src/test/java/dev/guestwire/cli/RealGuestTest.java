package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.GuestEvent;
import dev.guestwire.Host;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LabGuest;
import dev.guestwire.testkit.LibvirtHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verbs on a guest that QEMU runs; {@code virsh} beside them agrees. */
class RealGuestTest {
    @LibvirtHost
    static Lab lab;

    @LibvirtHost
    static Lab other;

    @TempDir
    Path folder;

    private static Run run(String... words) {
        return Run.of(
                Stream.concat(Stream.of(words), Stream.of("-c", lab.qemuUri())).toArray(String[]::new));
    }

    private static String virsh(String... words) throws Exception {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of("virsh", "-q", "-c", lab.qemuUri()), Stream.of(words))
                                .toList())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.strip();
    }

    @Test
    void aGuestFromDefinitionToItsEnd() throws Exception {
        LabGuest image = lab.guest("web1").qcow2Disk(64).create();
        Path file = folder.resolve("web1.xml");
        Files.writeString(file, image.xml());
        assertThat(run("define", file.toString()).ok().out()).isEqualTo("web1: defined\n");
        assertThat(run("list", "--inactive", "--name").ok().out().strip())
                .isEqualTo(virsh("list", "--inactive", "--name"));
        start();
        disks();
        inside();
        move();
        stop();
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
        assertThat(run("shutdown", "web1", "--mode", "agent", "--wait", "60")
                        .ok()
                        .out())
                .isEqualTo("web1: stopped\n");
        assertThat(run("undefine", "web1").ok().out()).isEqualTo("web1: undefined\n");
        assertThat(virsh("list", "--all", "--name")).isEmpty();
    }
}
