package dev.guestwire.job;

import static dev.guestwire.FakeHost.SOON;
import static dev.guestwire.FakeHost.WEB;
import static dev.guestwire.watch.FakeEvents.DESTROYED;
import static dev.guestwire.watch.FakeEvents.STOPPED;
import static dev.guestwire.watch.FakeEvents.jobCompleted;
import static dev.guestwire.watch.FakeEvents.life;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.guestwire.FakeHost;
import dev.guestwire.HostOptions;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.job.JobOutcome.Status;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.DomainAbortJob;
import dev.guestwire.protocol.remote.DomainBackupBegin;
import dev.guestwire.protocol.remote.DomainBackupGetXmlDesc;
import dev.guestwire.protocol.remote.DomainGetJobStats;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import dev.guestwire.snapshot.Checkpoint;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.watch.FakeEvents;
import dev.guestwire.xml.domain.DomainBackup;
import dev.guestwire.xml.domain.DomainCheckpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backups, their documents and their ends. */
class BackupTest {
    private static final TypedParam BACKUP = TypedParam.ofInt("operation", 9);
    private static final TypedParam WELL = TypedParam.ofBoolean("success", true);
    private static final TypedParam BADLY = TypedParam.ofBoolean("success", false);
    private static final DomainGetJobStats.Reply NONE = new DomainGetJobStats.Reply(0, List.of());

    private final FakeHost fake = new FakeHost(HostOptions.defaults()
            .withoutKeepAlive()
            .reconnecting(Duration.ofMillis(1), Duration.ofMillis(20), 10_000));

    private final BackupRequest request = fake.web.job().backup().disk("vda", Path.of("/b/vda.qcow2"));

    @BeforeEach
    void answer() {
        new FakeEvents(fake);
        statistics(NONE, NONE);
        fake.daemon.reply(DomainBackupBegin.class, Empty.EMPTY);
        fake.daemon.reply(DomainAbortJob.class, Empty.EMPTY);
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private void statistics(DomainGetJobStats.Reply now, DomainGetJobStats.Reply ended) {
        fake.daemon.on(DomainGetJobStats.class, call -> Answer.of(call.flags() == 0 ? now : ended));
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
    void anotherProcessFindsOutHowItEnded() throws Exception {
        statistics(
                new DomainGetJobStats.Reply(0, List.of()),
                new DomainGetJobStats.Reply(3, List.of(TypedParam.ofInt("operation", 9))));
        fake.daemon.reply(DomainLookupByUuid.class, new DomainLookupByUuid.Reply(FakeHost.ACTIVE_WEB));
        fake.daemon.on(
                DomainBackupGetXmlDesc.class,
                call -> Answer.error(ErrorCode.NO_DOMAIN_BACKUP, ErrorDomain.QEMU, "no backup"));
        JobRef ref = new JobRef(
                JobRef.Kind.BACKUP,
                fake.web.uuid(),
                Optional.empty(),
                Instant.now().minusSeconds(5));
        JobOutcome outcome = end(fake.host.job(JobRef.parse(ref.toString())));
        assertThat(outcome.status()).isEqualTo(Status.COMPLETED);
        assertThat(outcome.evidence()).isEqualTo(Evidence.COMPLETED_STATISTICS);
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
        fake.daemon.reply(
                DomainBackupGetXmlDesc.class,
                new DomainBackupGetXmlDesc.Reply("<domainbackup mode='pull'><server transport='tcp' port='10809'/>"
                        + "<disks><disk name='vda' exportname='vda'/></disks></domainbackup>"));
        assertThat(backup.definition().serverPort()).contains(10809);
        fake.daemon.on(DomainAbortJob.class, call -> {
            fake.daemon.emit(jobCompleted(BACKUP, WELL));
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
                    .hasSize(2);
            fake.daemon.emit(jobCompleted(BACKUP, WELL, TypedParam.ofUllong("disk_total", 64)));
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
        fake.daemon.emit(jobCompleted(BACKUP, BADLY, TypedParam.ofUllong("time_elapsed", 3_600_000)));
        fake.daemon.emit(jobCompleted(BACKUP, WELL, TypedParam.ofUllong("time_elapsed", 1)));
        fake.daemon.emit(jobCompleted(BACKUP, BADLY));
        assertThat(end(backup).isCompleted()).isTrue();
    }

    @Test
    void anEndWithTheFiguresOfTheBackupBeforeIsOursOnceNothingGoesOn() throws Exception {
        DomainGetJobStats.Reply kept = new DomainGetJobStats.Reply(3, List.of(BACKUP, WELL));
        statistics(NONE, kept);
        Backup backup = request.push();
        fake.daemon.emit(jobCompleted(BACKUP, WELL));
        assertThat(end(backup).isCompleted()).isTrue();

        fake.daemon.on(DomainBackupBegin.class, call -> {
            fake.daemon.emit(jobCompleted(BACKUP, WELL));
            return Answer.done();
        });
        assertThat(end(request.push()).isCompleted())
                .as("told before the call's answer")
                .isTrue();
    }

    @Test
    void theEndOfTheBackupBeforeMayBeToldLate() throws Exception {
        DomainGetJobStats.Reply before = new DomainGetJobStats.Reply(3, List.of(BACKUP, WELL));
        DomainGetJobStats.Reply running = new DomainGetJobStats.Reply(2, List.of(BACKUP));
        CountDownLatch asked = new CountDownLatch(1);
        statistics(NONE, before);
        Backup backup = request.push();
        fake.daemon.on(DomainGetJobStats.class, call -> {
            asked.countDown();
            return Answer.of(call.flags() == 0 ? running : before);
        });
        fake.daemon.emit(jobCompleted(BACKUP, WELL));
        assertThat(asked.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        fake.daemon.emit(jobCompleted(BACKUP, BADLY, TypedParam.ofText("errmsg", "No space left on device")));
        assertThat(end(backup).reason()).contains("No space left on device");
    }

    @Test
    void aFailureHasItsReason() throws Exception {
        Backup backup = request.push();
        fake.daemon.emit(jobCompleted(BACKUP, BADLY, TypedParam.ofText("errmsg", "No space left on device")));
        JobOutcome outcome = end(backup);
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.reason()).contains("No space left on device");
    }

    @Test
    void aCancelledOneIsNoFailure() throws Exception {
        Backup backup = request.push();
        statistics(NONE, new DomainGetJobStats.Reply(5, List.of(BACKUP)));
        fake.daemon.on(DomainAbortJob.class, call -> {
            fake.daemon.emit(jobCompleted(BACKUP, BADLY));
            return Answer.done();
        });
        backup.cancel();
        assertThat(end(backup).status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void aBackupEndsWithItsGuest() throws Exception {
        Backup backup = request.push();
        fake.daemon.emit(life(STOPPED, DESTROYED));
        JobOutcome outcome = end(backup);
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.reason()).contains("the guest stopped (DESTROYED)");
    }

    @Test
    void whatHappenedWhileTheConnectionWasLostIsFoundOut() throws Exception {
        Backup backup = request.push();
        fake.daemon.kill();
        statistics(NONE, new DomainGetJobStats.Reply(3, List.of(BACKUP)));
        fake.daemon.restart();
        JobOutcome outcome = end(backup);
        assertThat(outcome.isCompleted()).isTrue();
        assertThat(outcome.evidence()).isEqualTo(Evidence.COMPLETED_STATISTICS);
    }

    @Test
    void orElseNobodyKnows() throws Exception {
        DomainGetJobStats.Reply yesterday = new DomainGetJobStats.Reply(3, List.of(BACKUP));
        statistics(NONE, yesterday);
        Backup backup = request.push();
        fake.daemon.kill();
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
