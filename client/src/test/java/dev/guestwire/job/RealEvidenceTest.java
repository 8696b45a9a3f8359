package dev.guestwire.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.guestwire.Guest;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.Host;
import dev.guestwire.RunningGuest;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.job.JobOutcome.Status;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Jobs of a guest that QEMU runs, each told from the others, and told when it is done. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealEvidenceTest {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int BIG_MIB = 256;
    private static final int CHUNK = 1 << 20;

    @LibvirtHost
    static Lab lab;

    private static Path big;
    private static RunningGuest running;
    private static Guest guest;
    private static Host second;

    @BeforeAll
    static void boot() throws InterruptedException, IOException {
        big = lab.newDisk("big.raw", "raw", BIG_MIB);
        ByteBuffer numbers = ByteBuffer.allocate(CHUNK);
        try (OutputStream out = Files.newOutputStream(big, StandardOpenOption.WRITE)) {
            for (int i = 0; i < BIG_MIB; i++) {
                numbers.clear();
                while (numbers.hasRemaining()) {
                    numbers.putInt(i * CHUNK + numbers.position() + 1);
                }
                out.write(numbers.array());
            }
        }
        running = RunningGuest.boot(
                lab,
                lab.guest("web")
                        .qcow2Disk(64)
                        .device("<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='" + big
                                + "'/><target dev='vdb' bus='virtio'/></disk>"));
        guest = running.guest;
        second = Host.connect(lab.qemuUri());
    }

    @AfterAll
    static void close() {
        second.close();
        running.close();
    }

    private static Path file(String name) {
        return lab.folder().resolve(name);
    }

    private static JobOutcome end(Job job) throws Exception {
        return job.toFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private static Job takenUp(JobRef ref) {
        return second.job(JobRef.parse(ref.toString()));
    }

    /** Copies a backup at once, and compares the copy with the disk. */
    private static void assertWhole(Path backup) throws IOException, InterruptedException {
        Path copy = backup.resolveSibling(backup.getFileName() + ".copy");
        Files.copy(backup, copy);
        Process compared = new ProcessBuilder(
                        "qemu-img", "compare", "-f", "qcow2", "-F", "raw", copy.toString(), big.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(compared.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(compared.waitFor()).as(said).isZero();
        Files.delete(copy);
        Files.delete(backup);
    }

    @Test
    @Order(1)
    void aBackupIsWholeWhenItIsToldToHaveCompleted() throws Exception {
        Backup backup = guest.job().backup().disk("vdb", file("whole.qcow2")).push();
        Job found = takenUp(backup.ref());
        backup.await(SOON);
        assertWhole(file("whole.qcow2"));
        assertThat(backup.ref().before().fact(BackupFiles.IDENTITY).orElse(""))
                .as("libvirt numbers the files")
                .matches("vdb@[0-9]+");
        assertThat(end(found).status()).isEqualTo(Status.COMPLETED);
    }

    private static Optional<Backup> begin(Host host, String name) {
        try {
            return Optional.of(
                    host.guest("web").job().backup().disk("vdb", file(name)).push());
        } catch (CallFailedException refused) {
            return Optional.empty();
        }
    }

    @Test
    @Order(2)
    void ofTwoBackupsAtTheSameTimeEachIsWholeWhenItIsTold() throws Exception {
        CompletableFuture<Optional<Backup>> other = CompletableFuture.supplyAsync(() -> begin(second, "b.qcow2"));
        Optional<Backup> one = begin(running.host, "a.qcow2");
        if (one.isPresent()) {
            one.get().await(SOON);
            assertWhole(file("a.qcow2"));
        }
        Optional<Backup> two = other.get(SOON.toSeconds(), TimeUnit.SECONDS);
        if (two.isPresent()) {
            two.get().await(SOON);
            assertWhole(file("b.qcow2"));
        }
        assertThat(one.or(() -> two)).isPresent();
    }

    @Test
    @Order(3)
    void aSaveThatFailedStaysFailedWhateverTheDaemonKeeps() throws Exception {
        guest.job().save(file("saved")).await(SOON);
        guest.job().restore(file("saved")).await(SOON);
        CallJob failed = guest.job().save(Path.of("/nowhere/saved"));
        assertThat(end(failed).status()).isEqualTo(Status.FAILED);
        assertThat(end(takenUp(failed.ref())).status()).isEqualTo(Status.FAILED);
        guest.job().managedSave().await(SOON);
        assertThat(end(takenUp(failed.ref())).status())
                .as("a later save is not this one")
                .isEqualTo(Status.UNKNOWN);
        guest.start();
        assertThat(end(takenUp(failed.ref())).status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    @Order(4)
    void aDumpThatWasRefusedIsNotTheOneAfterIt() throws Exception {
        CallJob refused = guest.job().dump(Path.of("/nowhere/dump"), DumpFormat.RAW);
        assertThat(end(refused).status()).isEqualTo(Status.FAILED);
        CallJob dump = guest.job().dump(file("dump"), DumpFormat.RAW);
        Job found = takenUp(dump.ref());
        Job other = takenUp(refused.ref());
        dump.await(SOON);
        assertThat(end(other).status()).isEqualTo(Status.UNKNOWN);
        assertThat(end(found).status())
                .as("of a slow machine the time proves nothing")
                .isIn(Status.COMPLETED, Status.UNKNOWN);
        Files.delete(file("dump"));
    }

    @Test
    @Order(4)
    void aBackupHasNoPatienceToSpareForAQemuThatHangs() throws Exception {
        Backup pulled = guest.job().backup().disk("vdb", file("hung.qcow2")).pull(NbdServer.unix(file("hung")));
        var qemu = lab.qemu("web");
        qemu.pause();
        try {
            long began = System.nanoTime();
            assertThatExceptionOfType(JobNotCompletedException.class)
                    .isThrownBy(() -> pulled.await(Duration.ofSeconds(2), Duration.ofMillis(100), seen -> {}));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        } finally {
            qemu.resume();
        }
        pulled.finish(SOON);
    }

    @Test
    @Order(5)
    void aBackupFailsWhenItsQemuIsKilled() throws Exception {
        Backup pulled = guest.job()
                .backup()
                .disk("vda", file("scratch.qcow2"))
                .checkpoint("monday")
                .pull(NbdServer.unix(file("nbd")));
        lab.qemu("web").kill();
        JobOutcome outcome = end(pulled);
        assertThat(outcome.status()).as(outcome.toString()).isEqualTo(Status.FAILED);
        assertThat(outcome.reason().orElseThrow())
                .startsWith("the guest stopped (")
                .contains("its checkpoint monday ");
        guest.power().await(Phase.SHUT_OFF, SOON);
        guest.start();
        guest.job().backup().disk("vdb", file("later.qcow2")).push().await(SOON);
        JobOutcome later = end(takenUp(pulled.ref()));
        assertThat(later.status()).as(later.toString()).isEqualTo(Status.UNKNOWN);
    }
}
