package dev.guestwire.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.guestwire.EventListener;
import dev.guestwire.Guest;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.Host;
import dev.guestwire.HostEvent;
import dev.guestwire.HostOptions;
import dev.guestwire.JobEvent.BlockJobChanged;
import dev.guestwire.JobEvent.BlockJobStatus;
import dev.guestwire.RunningGuest;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.protocol.remote.DomainSnapshotCreateXml;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs of a disk of a guest that QEMU runs, each to its end. */
class RealBlockJobTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final long SLOW = 64 << 10;
    private static final int DISK_ONLY_WITHOUT_METADATA = 16 | 4;

    @LibvirtHost
    static Lab lab;

    @Test
    void jobsEndByTheDaemonsWord() throws Exception {
        HostOptions options =
                HostOptions.defaults().reconnecting(Duration.ofMillis(50), Duration.ofMillis(200), Integer.MAX_VALUE);
        try (RunningGuest running = RunningGuest.boot(lab, lab.guest("jobs").qcow2Disk(64));
                Host host = Host.connect(lab.qemuUri(), options)) {
            Guest guest = host.guest(running.guest.uuid());
            if (System.getProperty("user.name").equals("root")) {
                // nobody else may mount a file system
                aCopyToAFullFileSystemFails(guest);
            }
            aCopyIsCancelled(guest);
            aCopyIsKept(guest);
            aCopyIsPivoted(guest);
            overlay(guest, "active.qcow2");
            anActiveCommitIsPivoted(guest);
            overlay(guest, "pulled.qcow2");
            aPullEndsByItself(guest);
            aCopySurvivesTheDaemon(host, guest);
            aCopyEndsWithItsGuest(guest);
        }
    }

    private static void aCopyToAFullFileSystemFails(Guest guest) throws Exception {
        Path before = source(guest);
        Path small = Files.createDirectory(lab.folder().resolve("small"));
        run("mount", "-t", "tmpfs", "-o", "size=256k,mode=1777", "tmpfs", small.toString());
        EventListener events = new EventListener();
        try (var listening = guest.onEvent(BlockJobChanged.class, events)) {
            BlockJob job =
                    guest.disk("vda").copy(small.resolve("copy.qcow2"), "qcow2").start(BlockJob.Option.MONITOR_REASONS);
            BlockJobChanged failed = events.next(BlockJobChanged.class, LONG);
            long heard = System.nanoTime();
            assertThat(failed.status().is(BlockJobStatus.FAILED)).isTrue();
            assertThatExceptionOfType(JobNotCompletedException.class)
                    .isThrownBy(() -> job.await(LONG))
                    .matches(not -> not.status() == JobNotCompletedException.Status.FAILED)
                    .withMessageContaining("Copy of disk vda of guest jobs failed");
            assertThat(job.outcome()).contains(JobOutcome.failed("No space left on device", Evidence.MONITOR_EVENT));
            assertThat(Duration.ofNanos(System.nanoTime() - heard)).isLessThan(Duration.ofSeconds(1));
        } finally {
            run("umount", small.toString());
        }
        assertThat(source(guest)).isEqualTo(before);
        assertThat(guest.disk("vda").mirror()).isEmpty();
        assertThat(guest.state().is(Phase.RUNNING)).isTrue();
        assertThat(guest.isPersistent()).isTrue();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    private static BlockJob slowCopy(Guest guest, String name) {
        return guest.disk("vda")
                .copy(lab.folder().resolve(name), "qcow2")
                .bandwidth(SLOW)
                .granularity((int) SLOW)
                .start();
    }

    private static void aCopyIsCancelled(Guest guest) throws Exception {
        Path before = source(guest);
        BlockJob job = slowCopy(guest, "cancelled.qcow2");
        assertThat(job.isReady()).isFalse();
        assertThat(job.progress().orElseThrow().limitBytesPerSecond()).isEqualTo(SLOW);
        job.cancel();
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> job.await(LONG))
                .matches(not -> not.status() == JobNotCompletedException.Status.CANCELLED);
        job.cancel();
        assertThat(source(guest)).isEqualTo(before);
    }

    private static void aCopyIsKept(Guest guest) throws InterruptedException {
        Path before = source(guest);
        Path copy = lab.folder().resolve("kept.qcow2");
        BlockJob job = guest.disk("vda").copy(copy, "qcow2").start();
        assertThat(job.keep(LONG)).isEqualTo(JobOutcome.completed(Evidence.BLOCK_JOB_EVENT));
        assertThat(source(guest)).isEqualTo(before);
        assertThat(copy).exists();
    }

    private static void aCopyIsPivoted(Guest guest) throws InterruptedException {
        Path copy = lab.folder().resolve("pivoted.qcow2");
        List<BlockJob.Progress> seen = new ArrayList<>();
        BlockJob job = guest.disk("vda").copy(copy, "qcow2").start().onProgress(Duration.ofMillis(20), seen::add);
        assertThat(job.awaitReady(LONG).pivot(LONG).isCompleted()).isTrue();
        assertThat(seen).isNotEmpty().allMatch(progress -> progress.doneBytes() <= progress.totalBytes());
        assertThat(source(guest)).isEqualTo(copy);
        assertThat(guest.isPersistent()).isTrue();
    }

    private static void anActiveCommitIsPivoted(Guest guest) throws InterruptedException {
        BlockJob job = guest.disk("vda").commit().active().start();
        assertThat(job.ref().kind()).isEqualTo(JobRef.Kind.BLOCK_ACTIVE_COMMIT);
        assertThat(job.ref().images()).hasSize(1);
        assertThat(job.pivot(LONG).isCompleted()).isTrue();
        assertThat(source(guest).toString()).isEqualTo(job.ref().images().getFirst());
    }

    private static void aPullEndsByItself(Guest guest) throws InterruptedException {
        BlockJob job = guest.disk(source(guest).toString()).pull().start();
        assertThat(job.disk().name()).isEqualTo("vda");
        assertThat(job.await(LONG)).isEqualTo(JobOutcome.completed(Evidence.BLOCK_JOB_EVENT));
        assertThat(guest.definition().findDisk("vda").orElseThrow().backingChain())
                .isEmpty();
    }

    private static void aCopySurvivesTheDaemon(Host host, Guest guest) throws InterruptedException {
        EventListener events = new EventListener();
        host.onEvent(HostEvent.Resynced.class, events);
        BlockJob job = slowCopy(guest, "survivor.qcow2");
        lab.restart();
        events.next(HostEvent.Resynced.class, LONG);
        assertThat(job.outcome()).isEmpty();
        BlockJob again = (BlockJob) host.job(JobRef.parse(job.ref().toString()));
        assertThat(again.outcome()).isEmpty();
        guest.disk("vda").jobSpeed(0);
        assertThat(again.pivot(LONG).isCompleted()).isTrue();
        assertThat(job.await(LONG).isCompleted()).isTrue();
        assertThat(source(guest)).endsWith(Path.of("survivor.qcow2"));
        assertThat(host.job(job.ref()).outcome()).contains(JobOutcome.completed(Evidence.DEFINITION));
    }

    private static void aCopyEndsWithItsGuest(Guest guest) throws Exception {
        BlockJob job = slowCopy(guest, "never.qcow2");
        guest.destroy();
        assertThat(job.toFuture().get().status()).isEqualTo(JobOutcome.Status.FAILED);
        assertThat(guest.isPersistent()).isTrue();
    }

    private static void overlay(Guest guest, String name) {
        String xml = """
                <domainsnapshot><disks>
                  <disk name='vda' snapshot='external'><source file='%s'/></disk>
                </disks></domainsnapshot>
                """.formatted(lab.folder().resolve(name));
        guest.host().call(new DomainSnapshotCreateXml(guest.handle(), xml, DISK_ONLY_WITHOUT_METADATA));
    }

    private static Path source(Guest guest) {
        return Path.of(guest.definition()
                .findDisk("vda")
                .flatMap(disk -> disk.source().localPath())
                .orElseThrow());
    }
}
