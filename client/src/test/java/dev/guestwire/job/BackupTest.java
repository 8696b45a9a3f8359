package dev.guestwire.job;

import static dev.guestwire.FakeHost.SOON;
import static dev.guestwire.FakeHost.WEB;
import static dev.guestwire.job.FakeBackups.BACKUP;
import static dev.guestwire.job.FakeBackups.BADLY;
import static dev.guestwire.job.FakeBackups.NONE;
import static dev.guestwire.job.FakeBackups.WELL;
import static dev.guestwire.job.FakeBackups.elapsed;
import static dev.guestwire.watch.FakeEvents.jobCompleted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.guestwire.FakeHost;
import dev.guestwire.HostOptions;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.job.JobOutcome.Status;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.DomainAbortJob;
import dev.guestwire.protocol.remote.DomainBackupBegin;
import dev.guestwire.protocol.remote.DomainGetJobStats;
import dev.guestwire.snapshot.Checkpoint;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.watch.FakeEvents;
import dev.guestwire.xml.domain.DomainBackup;
import dev.guestwire.xml.domain.DomainCheckpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backups, their documents and their ends. */
class BackupTest {
    private final FakeHost fake = new FakeHost(HostOptions.defaults()
            .withoutKeepAlive()
            .reconnecting(Duration.ofMillis(1), Duration.ofMillis(20), 10_000));

    private FakeBackups backups;
    private final BackupRequest request = fake.web.job().backup().disk("vda", Path.of("/b/vda.qcow2"));

    @BeforeEach
    void answer() {
        new FakeEvents(fake);
        backups = new FakeBackups(fake);
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private static JobOutcome end(Job job) throws Exception {
        return job.toFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private DomainBackup sent() {
        return DomainBackup.parse(
                fake.daemon.calls(DomainBackupBegin.class).getLast().backupXml());
    }

    @Test
    void whatIsPushed() {
        Backup backup =
                request.since("monday").checkpoint("tuesday").reusingFiles().push();
        DomainBackupBegin call = fake.daemon.calls(DomainBackupBegin.class).getLast();
        assertThat(call.dom()).isEqualTo(WEB);
        assertThat(call.flags()).isEqualTo(1);
        assertThat(sent().mode()).contains("push");
        assertThat(sent().incremental()).contains("monday");
        assertThat(sent().disks()).singleElement().satisfies(disk -> {
            assertThat(disk.name()).contains("vda");
            assertThat(disk.driverType()).contains("qcow2");
            assertThat(disk.target().file()).contains("/b/vda.qcow2");
            assertThat(disk.scratch().file()).isEmpty();
        });
        DomainCheckpoint point = DomainCheckpoint.parse(String.valueOf(call.checkpointXml()));
        assertThat(point.name()).contains("tuesday");
        assertThat(point.disks())
                .singleElement()
                .satisfies(disk -> assertThat(disk.name()).contains("vda"));
        assertThat(backup.checkpoint()).contains(new Checkpoint(fake.web, "tuesday"));
        assertThatIllegalStateException().isThrownBy(() -> backup.finish(SOON));
    }

    @Test
    void whatIsPulled() throws Exception {
        Backup backup = request.pull(NbdServer.unix(Path.of("/run/nbd")));
        assertThat(sent().mode()).contains("pull");
        assertThat(sent().serverTransport()).contains("unix");
        assertThat(sent().serverSocket()).contains("/run/nbd");
        assertThat(sent().disks()).singleElement().satisfies(disk -> {
            assertThat(disk.scratch().file()).contains("/b/vda.qcow2");
            assertThat(disk.xml().child("target")).isEmpty();
        });
        assertThat(fake.daemon.calls(DomainBackupBegin.class).getLast().checkpointXml())
                .isNull();
        backups.begin(DomainBackup.parse("<domainbackup mode='pull'><server transport='tcp' port='10809'/>"
                + "<disks><disk name='vda' exportname='vda'/></disks></domainbackup>"));
        assertThat(backup.definition().serverPort()).contains(10809);
        fake.daemon.on(DomainAbortJob.class, call -> {
            backups.end(WELL);
            return Answer.done();
        });
        assertThat(backup.finish(SOON).isCompleted()).isTrue();

        request.pull(NbdServer.tcp("127.0.0.1", 10809));
        assertThat(sent().serverTransport()).contains("tcp");
        assertThat(sent().serverName()).contains("127.0.0.1");
        assertThat(sent().serverPort()).contains(10809);
    }

    @Test
    void theListenerIsThereBeforeTheCallAndTheEventMayComeFirst() throws Exception {
        fake.daemon.on(DomainBackupBegin.class, call -> {
            assertThat(fake.daemon.calls(ConnectDomainEventCallbackRegisterAny.class))
                    .hasSize(3);
            backups.end(WELL, TypedParam.ofUllong("disk_total", 64));
            return Answer.done();
        });
        JobOutcome outcome = end(request.push());
        assertThat(outcome.isCompleted()).isTrue();
        assertThat(outcome.evidence()).isEqualTo(Evidence.JOB_COMPLETED_EVENT);
        assertThat(outcome.statistics().findLong("disk_total")).hasValue(64);
    }

    @Test
    void otherJobsAndOlderOnesAreNotMeant() throws Exception {
        Backup backup = request.push();
        fake.daemon.emit(jobCompleted(TypedParam.ofInt("operation", 2), WELL));
        fake.daemon.emit(jobCompleted(BACKUP, BADLY, elapsed(3_600_000)));
        backups.end(WELL, elapsed(1));
        assertThat(end(backup).isCompleted()).isTrue();
    }

    @Test
    void anEndWithTheFiguresOfTheBackupBeforeIsOursOnceNothingGoesOn() throws Exception {
        backups.over(WELL);
        Backup backup = request.push();
        backups.end(WELL);
        assertThat(end(backup).isCompleted()).isTrue();

        fake.daemon.on(DomainBackupBegin.class, call -> {
            backups.end(WELL);
            return Answer.done();
        });
        assertThat(end(request.push()).isCompleted())
                .as("told before the call's answer")
                .isTrue();
    }

    @Test
    void aFailureHasItsReason() throws Exception {
        Backup backup = request.push();
        backups.end(BADLY, TypedParam.ofText("errmsg", "No space left on device"));
        JobOutcome outcome = end(backup);
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.reason())
                .contains("No space left on device (disk vda); what is left of /b/vda.qcow2 is no backup");
    }

    @Test
    void aCancelledOneIsNoFailure() throws Exception {
        Backup backup = request.push();
        fake.daemon.on(DomainAbortJob.class, call -> {
            backups.endCancelled();
            return Answer.done();
        });
        backup.cancel();
        assertThat(end(backup).status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void whatHappenedWhileTheConnectionWasLostIsFoundOut() throws Exception {
        Backup backup = request.push();
        long begun = System.nanoTime();
        fake.daemon.kill();
        fake.daemon.on(DomainGetJobStats.class, call -> {
            if (call.flags() != 0) {
                backups.over(WELL, elapsed((System.nanoTime() - begun) / 1_000_000 + 50));
            }
            return Answer.of(call.flags() == 0 ? NONE : backups.kept());
        });
        backups.over(WELL);
        fake.daemon.restart();
        JobOutcome outcome = end(backup);
        assertThat(outcome.isCompleted()).as(outcome.toString()).isTrue();
        assertThat(outcome.evidence()).isEqualTo(Evidence.COMPLETED_STATISTICS);
    }

    @Test
    void orElseNobodyKnows() throws Exception {
        backups.over(WELL, TypedParam.ofUllong("disk_total", 1));
        Backup backup = request.push();
        fake.daemon.kill();
        backups.over(WELL, TypedParam.ofUllong("disk_total", 1));
        fake.daemon.restart();
        assertThat(end(backup).status())
                .as("the statistics are of the job before")
                .isEqualTo(Status.UNKNOWN);
    }

    @Test
    void withoutANewConnectionNobodyKnowsEither() throws Exception {
        Backup backup = request.push();
        fake.host.close();
        assertThat(end(backup).status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void aRefusalIsTheCallers() {
        fake.daemon.on(
                DomainBackupBegin.class,
                call -> Answer.error(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, "another job"));
        assertThatExceptionOfType(CallFailedException.class).isThrownBy(request::push);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> fake.web.job().backup().push())
                .withMessageContaining("names no disk");
    }
}
