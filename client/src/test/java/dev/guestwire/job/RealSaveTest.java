package dev.guestwire.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.guestwire.Guest;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.GuestState.Reason;
import dev.guestwire.RunningGuest;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.xml.domain.DomainBackup;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A guest that QEMU runs is saved, restored, dumped and backed up. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealSaveTest {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration OFTEN = Duration.ofMillis(10);
    private static final int BIG_MIB = 256;

    @LibvirtHost
    static Lab lab;

    private static RunningGuest running;
    private static Guest guest;
    private static GuestJob job;

    @BeforeAll
    static void boot() throws InterruptedException, IOException {
        Path big = lab.newDisk("big.raw", "raw", BIG_MIB);
        byte[] mebibyte = new byte[1 << 20];
        Arrays.fill(mebibyte, (byte) 'x');
        try (OutputStream out = Files.newOutputStream(big, StandardOpenOption.WRITE)) {
            for (int i = 0; i < BIG_MIB; i++) {
                out.write(mebibyte);
            }
        }
        running = RunningGuest.boot(
                lab,
                lab.guest("web")
                        .qcow2Disk(64)
                        .device("<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='" + big
                                + "'/><target dev='vdb' bus='virtio'/></disk>"));
        guest = running.guest;
        job = guest.job();
    }

    @AfterAll
    static void close() {
        running.close();
    }

    private static Path file(String name) {
        return lab.folder().resolve(name);
    }

    /** A file that nobody reads: what writes there stands still when it is full. */
    private static Path pipe(String name) throws IOException, InterruptedException {
        Path pipe = file(name);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Files.setPosixFilePermissions(pipe, PosixFilePermissions.fromString("rw-rw-rw-"));
        return pipe;
    }

    /** libvirt's own writer must get rid of what it has before it notices. */
    private static void drain(InputStream unread) {
        try {
            unread.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    @Order(1)
    void aCancelledSaveLeavesTheGuestRunning() throws Exception {
        Path pipe = pipe("pipe");
        List<JobInfo> seen = new ArrayList<>();
        CallJob save = job.save(pipe);
        try (InputStream unread = Files.newInputStream(pipe)) {
            Thread reading = Thread.ofPlatform().unstarted(() -> drain(unread));
            assertThatExceptionOfType(JobNotCompletedException.class)
                    .isThrownBy(() -> save.await(SOON, OFTEN, info -> {
                        seen.add(info);
                        if (seen.size() == 3) {
                            save.cancel();
                            reading.start();
                        }
                    }))
                    .matches(cancelled -> cancelled.status() == Status.CANCELLED)
                    .withMessageContaining("the guest is running");
            reading.join();
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(3);
        assertThat(guest.state().is(Phase.RUNNING)).isTrue();
        assertThat(guest.agent().time()).isNotNull();
    }

    @Test
    @Order(2)
    void aGuestIsSavedToAFileAndRestored() throws InterruptedException {
        Path file = file("saved");
        JobOutcome saved = job.save(file).await(SOON);
        assertThat(saved.evidence()).isEqualTo(Evidence.ANSWER);
        assertThat(guest.state().is(Reason.SHUT_OFF_SAVED)).isTrue();
        assertThat(file).isNotEmptyFile();
        job.restore(file).await(SOON);
        assertThat(guest.state().is(Reason.RUNNING_RESTORED)).isTrue();
        guest.agent().awaitConnected(SOON);
    }

    @Test
    @Order(3)
    void aManagedSaveIsTakenUpAtTheNextStart() throws InterruptedException {
        job.managedSave().await(SOON);
        assertThat(guest.saved().exists()).isTrue();
        guest.start();
        assertThat(guest.state().is(Reason.RUNNING_RESTORED)).isTrue();
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> job.restore(file("nothing")).await(SOON))
                .matches(failed -> failed.status() == Status.FAILED);
    }

    @Test
    @Order(4)
    void aDumpLeavesTheGuestRunning() throws InterruptedException {
        Path file = file("dump");
        CallJob dump = job.dump(file, DumpFormat.RAW, DumpOption.LIVE, DumpOption.MEMORY_ONLY);
        JobOutcome dumped = dump.await(SOON, OFTEN, info -> {});
        assertThat(dumped.isCompleted()).isTrue();
        assertThat(file).isNotEmptyFile();
        assertThat(guest.state().is(Phase.RUNNING)).isTrue();
    }

    @Test
    @Order(5)
    void backupsArePushedWholeAndByWhatIsNew() throws InterruptedException, IOException {
        List<JobInfo> seen = new ArrayList<>();
        Backup big = job.backup().disk("vdb", file("big.qcow2")).push();
        JobOutcome outcome = big.await(SOON, OFTEN, seen::add);
        assertThat(outcome.statistics().findLong("disk_total").orElseThrow())
                .isGreaterThanOrEqualTo((long) BIG_MIB << 20);
        assertThat(Files.size(file("big.qcow2"))).isGreaterThan((long) BIG_MIB << 20);
        assertThat(seen).isNotEmpty();

        Backup full = job.backup()
                .disk("vda", file("full.qcow2"))
                .checkpoint("monday")
                .push();
        full.await(SOON);
        assertThat(full.checkpoint().orElseThrow().parent()).isEmpty();

        Backup more = job.backup()
                .disk("vda", file("more.qcow2"))
                .since("monday")
                .checkpoint("tuesday")
                .push();
        assertThat(more.await(SOON).isCompleted()).isTrue();
        assertThat(Files.size(file("more.qcow2"))).isLessThan(Files.size(file("full.qcow2")));
        assertThat(more.checkpoint().orElseThrow().parent()).isEqualTo(full.checkpoint());
    }

    @Test
    @Order(6)
    void aBackupThatIsAskedToEndTellsWhetherItWasTooLate() throws Exception {
        Backup backup = job.backup().disk("vdb", file("never.qcow2")).push();
        backup.cancel();
        JobOutcome outcome = backup.toFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(outcome.status())
                .as(outcome.toString())
                .isIn(JobOutcome.Status.CANCELLED, JobOutcome.Status.COMPLETED);
        JobInfo.Type told = job.completed().orElseThrow().type().value();
        assertThat(told.name())
                .as("what the daemon tells")
                .isEqualTo(outcome.status().name());
        assertThat(guest.state().is(Phase.RUNNING)).isTrue();
    }

    @Test
    @Order(7)
    void aBackupIsServedUntilItIsFinished() throws InterruptedException {
        Backup pulled = job.backup().disk("vda", file("scratch.qcow2")).pull(NbdServer.unix(file("nbd")));
        DomainBackup served = pulled.definition();
        assertThat(served.serverSocket()).contains(file("nbd").toString());
        assertThat(served.disks().getFirst().exportName()).contains("vda");
        assertThat(file("nbd")).exists();
        assertThat(pulled.outcome()).isEmpty();
        assertThat(pulled.finish(SOON).isCompleted()).isTrue();
    }
}
