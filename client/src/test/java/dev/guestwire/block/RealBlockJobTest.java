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
import dev.guestwire.job.Job;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.protocol.remote.DomainSnapshotCreateXml;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
            aCopyToWhatIsFullFails(guest);
            aCopyIsCancelled(guest);
            aCopyIsKept(guest);
            aReferenceIsNotCompletedByALaterCopyToTheSameFile(guest);
            aDiskThatIsGoneEndsItsReferences(guest);
            overlay(guest, "active.qcow2");
            anActiveCommitIsPivoted(guest);
            overlay(guest, "pulled.qcow2");
            aPullEndsByItself(guest);
            aCopySurvivesTheDaemon(running, guest);
            aPullEndsWhileNobodyListens(guest);
            aCopyEndsWithItsGuest(guest);
        }
    }

    /** Only root may mount a file system that is soon full; a server that says that it is full does for all. */
    private static void aCopyToWhatIsFullFails(Guest guest) throws Exception {
        Path full = lab.newDisk("full.raw", "raw", 64);
        Path socket = lab.folder().resolve("nbd");
        String image = "driver=raw,file.driver=blkdebug,file.inject-error.0.event=write_aio,"
                + "file.inject-error.0.errno=28,file.image.driver=file,file.image.filename=" + full;
        Path pid = lab.folder().resolve("nbd.pid");
        run("qemu-nbd", "--fork", "--pid-file=" + pid, "-t", "-k", socket.toString(), "--image-opts", image);
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwxrwx"));
        fails(
                guest,
                guest.disk("vda")
                        .copy("<disk type='network'><driver type='raw'/><source protocol='nbd' name=''>"
                                + "<host transport='unix' socket='" + socket + "'/></source></disk>")
                        .reusingExisting(),
                "");
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroy);
        if (System.getProperty("user.name").equals("root")) {
            Path small = Files.createDirectory(lab.folder().resolve("small"));
            run("mount", "-t", "tmpfs", "-o", "size=256k,mode=1777", "tmpfs", small.toString());
            try {
                Path file = small.resolve("copy.qcow2");
                fails(guest, guest.disk("vda").copy(file, "qcow2"), "; a partial copy is left in " + file);
            } finally {
                run("umount", small.toString());
            }
        }
    }

    private static void fails(Guest guest, CopyRequest request, String left) throws InterruptedException {
        Path before = source(guest);
        EventListener events = new EventListener();
        try (var listening = guest.onEvent(BlockJobChanged.class, events)) {
            BlockJob job = request.start();
            assertThat(events.next(BlockJobChanged.class, LONG).status().is(BlockJobStatus.FAILED))
                    .isTrue();
            long heard = System.nanoTime();
            assertThatExceptionOfType(JobNotCompletedException.class)
                    .isThrownBy(() -> job.await(LONG))
                    .withMessage("Copy of disk vda of guest jobs failed: No space left on device" + left
                            + " (by monitor event)");
            assertThat(Duration.ofNanos(System.nanoTime() - heard)).isLessThan(LONG.dividedBy(4));
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
        BlockingQueue<BlockJob.Progress> seen = new LinkedBlockingQueue<>();
        job.onProgress(Duration.ofMillis(10), seen::add);
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> job.await(Duration.ofMillis(50)))
                .matches(not -> not.status() == JobNotCompletedException.Status.STILL_RUNNING);
        assertThat(seen.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        assertThat(seen).allMatch(progress -> progress.doneBytes() <= progress.totalBytes());
        job.cancel();
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> job.await(LONG))
                .matches(not -> not.status() == JobNotCompletedException.Status.CANCELLED
                        && not.reason()
                                .endsWith("; a partial copy is left in "
                                        + job.ref().images().getFirst()));
        job.cancel();
        assertThat(source(guest)).isEqualTo(before);
    }

    /** Another handle of this process knows who asked; another process only sees that somebody ended a whole copy. */
    private static void aCopyIsKept(Guest guest) throws Exception {
        Path before = source(guest);
        Path copy = lab.folder().resolve("kept.qcow2");
        BlockJob job = guest.disk("vda").copy(copy, "qcow2").start();
        Job beside = guest.host().job(job.ref());
        BlockJob elsewhere = (BlockJob) guest.host().job(elsewhere(job.ref()));
        elsewhere.awaitReady(LONG);
        endedByItsDisk(job.keep(LONG));
        assertThat(beside.toFuture().get().isCompleted()).isTrue();
        assertThat(elsewhere.toFuture().get())
                .isEqualTo(JobOutcome.cancelled(
                        "somebody else ended it; it had caught up, and the copy is whole as of then: " + copy,
                        Evidence.BLOCK_JOB_EVENT));
        assertThat(source(guest)).isEqualTo(before);
        assertThat(copy).exists();
    }

    /** The event and a look at the disk's definition tell the same, and either may come first. */
    private static void endedByItsDisk(JobOutcome outcome) {
        assertThat(outcome.isCompleted()).isTrue();
        assertThat(outcome.evidence()).isIn(Evidence.BLOCK_JOB_EVENT, Evidence.DEFINITION);
    }

    /** {@return a reference to the same job as a process has it that knows nothing else of it} */
    private static JobRef elsewhere(JobRef ref) {
        return new JobRef(
                ref.kind(), ref.guest(), ref.subject(), ref.started().plusNanos(1), ref.images(), ref.before());
    }

    private static void aReferenceIsNotCompletedByALaterCopyToTheSameFile(Guest guest) throws Exception {
        Path copy = lab.folder().resolve("cancelled.qcow2");
        BlockJob cancelled = guest.disk("vda")
                .copy(copy, "qcow2")
                .reusingExisting()
                .bandwidth(SLOW)
                .granularity((int) SLOW)
                .start();
        cancelled.cancel();
        assertThat(cancelled.toFuture().get().status()).isEqualTo(JobOutcome.Status.CANCELLED);
        BlockJob pivoted =
                guest.disk("vda").copy(copy, "qcow2").reusingExisting().start();
        assertThat(pivoted.awaitReady(LONG).pivot(LONG).isCompleted()).isTrue();
        assertThat(source(guest)).isEqualTo(copy);
        assertThat(guest.isPersistent()).isTrue();
        assertThat(guest.host().job(cancelled.ref()).outcome()).isEqualTo(cancelled.outcome());
        assertThat(guest.host()
                        .job(elsewhere(cancelled.ref()))
                        .outcome()
                        .orElseThrow()
                        .status())
                .isEqualTo(JobOutcome.Status.UNKNOWN);
        assertThat(guest.host().job(elsewhere(pivoted.ref())).outcome())
                .contains(JobOutcome.completed(Evidence.DEFINITION));
    }

    private static void aDiskThatIsGoneEndsItsReferences(Guest guest) {
        JobRef ref = new JobRef(JobRef.Kind.BLOCK_PULL, guest.uuid(), Optional.of("vdq"), Instant.now());
        assertThat(guest.host().job(ref).outcome()).contains(JobOutcome.unknown("its guest has no such disk any more"));
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
        endedByItsDisk(job.await(LONG));
        assertThat(guest.definition().findDisk("vda").orElseThrow().backingChain())
                .isEmpty();
    }

    /** The other host, which does not connect again, cannot know. */
    private static void aCopySurvivesTheDaemon(RunningGuest other, Guest guest) throws Exception {
        Host host = guest.host();
        EventListener events = new EventListener();
        host.onEvent(HostEvent.Resynced.class, events);
        BlockJob job = slowCopy(guest, "survivor.qcow2");
        Job cutOff = other.host.job(job.ref());
        lab.restart();
        assertThat(cutOff.toFuture().get().status()).isEqualTo(JobOutcome.Status.UNKNOWN);
        events.next(HostEvent.Resynced.class, LONG);
        assertThat(job.outcome()).isEmpty();
        BlockJob again = (BlockJob) host.job(JobRef.parse(job.ref().toString()));
        assertThat(again.outcome()).isEmpty();
        guest.disk("vda").jobSpeed(0);
        assertThat(again.pivot(LONG).isCompleted()).isTrue();
        assertThat(job.await(LONG).isCompleted()).isTrue();
        assertThat(source(guest)).endsWith(Path.of("survivor.qcow2"));
        assertThat(host.job(job.ref()).outcome()).isEqualTo(job.outcome());
        assertThat(host.job(elsewhere(job.ref())).outcome()).contains(JobOutcome.completed(Evidence.DEFINITION));
    }

    private static void aPullEndsWhileNobodyListens(Guest guest) throws InterruptedException {
        overlay(guest, "unheard.qcow2");
        BlockJob job = guest.disk("vda").pull().bandwidth(16 << 20).start();
        lab.restart();
        assertThat(job.await(LONG).isCompleted()).isTrue();
        assertThat(guest.definition().findDisk("vda").orElseThrow().backingChain())
                .isEmpty();
    }

    private static void aCopyEndsWithItsGuest(Guest guest) throws Exception {
        BlockJob destroyed = slowCopy(guest, "destroyed.qcow2");
        guest.destroy();
        assertThat(destroyed.toFuture().get())
                .isEqualTo(JobOutcome.failed(
                        "its guest stopped before it was done: destroyed; a partial copy is left in "
                                + lab.folder().resolve("destroyed.qcow2"),
                        Evidence.STATE));
        guest.start();
        assertThat(guest.host().job(elsewhere(destroyed.ref())).outcome())
                .contains(JobOutcome.unknown("its guest was stopped and started since"));
        BlockJob killed = slowCopy(guest, "killed.qcow2");
        lab.qemu("jobs").kill();
        JobOutcome outcome = killed.toFuture().get();
        assertThat(outcome.status()).isEqualTo(JobOutcome.Status.FAILED);
        assertThat(outcome.reason().orElseThrow()).startsWith("its guest stopped before it was done: ");
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
