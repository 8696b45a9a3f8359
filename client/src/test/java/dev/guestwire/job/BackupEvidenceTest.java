package dev.guestwire.job;

import static dev.guestwire.FakeHost.SOON;
import static dev.guestwire.job.FakeBackups.BADLY;
import static dev.guestwire.job.FakeBackups.WELL;
import static dev.guestwire.job.FakeBackups.elapsed;
import static dev.guestwire.watch.FakeEvents.DESTROYED;
import static dev.guestwire.watch.FakeEvents.SHUTDOWN;
import static dev.guestwire.watch.FakeEvents.SHUT_OFF;
import static dev.guestwire.watch.FakeEvents.STOPPED;
import static dev.guestwire.watch.FakeEvents.jobCompleted;
import static dev.guestwire.watch.FakeEvents.life;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.FakeHost;
import dev.guestwire.HostOptions;
import dev.guestwire.job.JobOutcome.Status;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.DomainAbortJob;
import dev.guestwire.protocol.remote.DomainBackupBegin;
import dev.guestwire.protocol.remote.DomainCheckpointDelete;
import dev.guestwire.protocol.remote.DomainCheckpointGetXmlDesc;
import dev.guestwire.protocol.remote.DomainCheckpointLookupByName;
import dev.guestwire.protocol.remote.DomainGetBlockInfo;
import dev.guestwire.protocol.remote.DomainGetJobStats;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.Hold;
import dev.guestwire.watch.FakeEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which evidence is of a backup, and which of another one, and what is left of a backup that did not complete. */
class BackupEvidenceTest {
    private static final TypedParam FULL = TypedParam.ofText("errmsg", "No space left on device");

    private final FakeHost fake = new FakeHost(HostOptions.defaults()
            .withoutKeepAlive()
            .reconnecting(Duration.ofMillis(1), Duration.ofMillis(20), 10_000));

    private final BackupRequest request = fake.web.job().backup().disk("vda", Path.of("/b/vda.qcow2"));
    private final BackupRequest other = fake.web.job().backup().disk("vda", Path.of("/b/other.qcow2"));
    private FakeEvents life;
    private FakeBackups backups;

    @BeforeEach
    void answer() {
        life = new FakeEvents(fake);
        backups = new FakeBackups(fake);
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private static JobOutcome end(Job job) throws Exception {
        return job.toFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private Job takenUp(JobRef ref) {
        return fake.host.job(JobRef.parse(ref.toString()));
    }

    @Test
    void aBackupThatWaitsIsNotSettledByTheOneBeforeIt() throws Exception {
        other.push();
        Hold waits = new Hold();
        fake.daemon.on(DomainBackupBegin.class, call -> Answer.done().heldBy(waits));
        CompletableFuture<Backup> second = CompletableFuture.supplyAsync(request::push);
        waits.awaitHeld(1, SOON);
        backups.end(WELL, elapsed(1));
        backups.begin(fake.daemon.calls(DomainBackupBegin.class).getLast());
        waits.release();
        Backup backup = second.get(SOON.toSeconds(), TimeUnit.SECONDS);
        backups.end(BADLY, FULL);
        assertThat(end(backup).reason().orElse("")).startsWith("No space left on device");
    }

    @Test
    void theEndOfTheBackupBeforeMayBeToldAfterTheAnswer() throws Exception {
        var before = backups.over(WELL, elapsed(7)).toArray(TypedParam[]::new);
        Backup backup = request.push();
        fake.daemon.emit(jobCompleted(before));
        backups.end(BADLY, FULL);
        assertThat(end(backup).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void anEndIsToldWhenQemuHasClosedTheFiles() throws Exception {
        Backup backup = request.push();
        Hold closing = new Hold();
        fake.daemon.on(
                DomainGetBlockInfo.class,
                call -> Answer.of(new DomainGetBlockInfo.Reply(1, 1, 1)).heldBy(closing));
        backups.end(WELL);
        closing.awaitHeld(1, SOON);
        assertThat(backup.outcome()).isEmpty();
        closing.release();
        assertThat(end(backup).isCompleted()).isTrue();
    }

    @Test
    void aGuestThatIsGoneBeforeTheFilesAreClosedLeavesItUnknown() throws Exception {
        Backup backup = request.push();
        fake.daemon.on(DomainGetBlockInfo.class, call -> {
            life.is(SHUT_OFF, 3, -1);
            return Answer.error(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, "not running");
        });
        backups.end(WELL);
        assertThat(end(backup).status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void aDaemonThatIsLostBeforeTheFilesAreClosedLeavesItUnknown() throws Exception {
        Backup backup = request.push();
        Hold closing = fake.daemon.hold(DomainGetBlockInfo.class);
        backups.end(WELL);
        closing.awaitHeld(1, SOON);
        fake.daemon.kill();
        fake.daemon.restart();
        closing.release();
        JobOutcome outcome = end(backup);
        assertThat(outcome.status()).isEqualTo(Status.UNKNOWN);
        assertThat(outcome.reason().orElse("")).contains("closed the files");
    }

    @Test
    void aGuestThatWasDestroyedDidNotCancelItsBackup() throws Exception {
        Backup backup = request.push();
        life.is(SHUT_OFF, 2, -1);
        backups.endCancelled();
        fake.daemon.emit(life(STOPPED, DESTROYED));
        JobOutcome outcome = end(backup);
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.reason().orElse("")).startsWith("the guest stopped (DESTROYED)");
    }

    @Test
    void aGuestThatShutsDownFailsItsBackup() throws Exception {
        Backup backup = request.push();
        life.is(SHUT_OFF, 1, -1);
        backups.over(BADLY);
        fake.daemon.emit(life(STOPPED, SHUTDOWN));
        JobOutcome outcome = end(backup);
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.reason().orElse("")).startsWith("the guest stopped (SHUTDOWN)");
    }

    @Test
    void aGuestThatIsAboutToStopIsWhyItsBackupFails() throws Exception {
        Backup backup = request.push();
        List<TypedParam> ended = backups.over(BADLY);
        DomainGetJobStats.Reply kept = backups.kept();
        fake.daemon.on(DomainGetJobStats.class, call -> {
            life.is(SHUT_OFF, 1, -1);
            fake.daemon.emit(life(STOPPED, SHUTDOWN));
            return Answer.of(kept);
        });
        fake.daemon.emit(jobCompleted(ended.toArray(TypedParam[]::new)));
        assertThat(end(backup).reason().orElse("")).startsWith("the guest stopped (SHUTDOWN)");
    }

    @Test
    void aLaterBackupDoesNotCompleteAReferenceToOneThatFailed() throws Exception {
        Backup failed = request.push();
        backups.end(BADLY, FULL);
        assertThat(end(failed).status()).isEqualTo(Status.FAILED);
        Backup later = other.push();
        JobOutcome meanwhile = end(takenUp(failed.ref()));
        assertThat(meanwhile.status()).as("while the later one runs").isEqualTo(Status.UNKNOWN);
        backups.end(WELL, elapsed(1));
        assertThat(end(later).isCompleted()).isTrue();
        JobOutcome outcome = end(takenUp(failed.ref()));
        assertThat(outcome.status()).isEqualTo(Status.UNKNOWN);
        assertThat(outcome.reason().orElse("")).contains("a backup that completed; it may be another one");
    }

    @Test
    void oneThatIsTakenUpWhileItRunsIsFollowed() throws Exception {
        Backup begun = request.push();
        Job found = takenUp(begun.ref());
        backups.end(WELL, elapsed(1));
        assertThat(end(found).evidence()).isEqualTo(Evidence.JOB_COMPLETED_EVENT);
    }

    @Test
    void oneThatIsTakenUpTooLateIsProvedByTheTimeItTook() throws Exception {
        Backup begun = request.push();
        backups.over(WELL, elapsed(1));
        assertThat(end(takenUp(begun.ref())).status()).isEqualTo(Status.UNKNOWN);
        long age =
                Duration.between(begun.ref().started(), java.time.Instant.now()).toMillis();
        backups.over(WELL, elapsed(age + 150));
        assertThat(end(takenUp(begun.ref())).status()).isIn(Status.COMPLETED, Status.UNKNOWN);
    }

    @Test
    void allHandlesKnowWhoAskedForTheEnd() throws Exception {
        Backup begun = request.push();
        Backup found = (Backup) takenUp(begun.ref());
        fake.daemon.on(DomainAbortJob.class, call -> {
            backups.endCancelled();
            return Answer.done();
        });
        found.cancel();
        for (Job job : new Job[] {begun, found}) {
            assertThat(end(job).status()).isEqualTo(Status.CANCELLED);
            assertThat(end(job).reason().orElse("")).startsWith("it was asked to end");
        }
    }

    private void checkpoint(Answer<Empty> deleted) {
        var point = new dev.guestwire.protocol.remote.DomainCheckpoint("monday", FakeHost.WEB);
        fake.daemon.reply(DomainCheckpointLookupByName.class, new DomainCheckpointLookupByName.Reply(point));
        fake.daemon.reply(
                DomainCheckpointGetXmlDesc.class,
                new DomainCheckpointGetXmlDesc.Reply(
                        "<domaincheckpoint><name>monday</name><creationTime>1525889631</creationTime></domaincheckpoint>"));
        fake.daemon.on(DomainCheckpointDelete.class, call -> deleted);
    }

    @Test
    void theCheckpointOfABackupThatFailedIsDeleted() throws Exception {
        checkpoint(Answer.done());
        Backup backup = request.checkpoint("monday").push();
        backups.end(BADLY, FULL);
        assertThat(end(backup).reason().orElse("")).contains("its checkpoint monday was deleted");
        assertThat(fake.daemon.calls(DomainCheckpointDelete.class)).hasSize(1);
    }

    @Test
    void aCheckpointThatCannotBeDeletedIsNamed() throws Exception {
        checkpoint(Answer.error(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, "QEMU says no"));
        Backup backup = request.checkpoint("monday").push();
        backups.endCancelled();
        JobOutcome outcome = end(backup);
        assertThat(outcome.status()).isEqualTo(Status.CANCELLED);
        assertThat(outcome.reason().orElse(""))
                .startsWith("somebody ended it; its checkpoint monday is left")
                .contains("QEMU says no");
    }

    @Test
    void whoKeepsTheCheckpointKeepsIt() throws Exception {
        checkpoint(Answer.done());
        Backup backup = request.checkpoint("monday").keepingCheckpoint().push();
        backups.end(BADLY, FULL);
        assertThat(end(backup).reason().orElse("")).doesNotContain("monday");
        assertThat(fake.daemon.calls(DomainCheckpointDelete.class)).isEmpty();
    }

    @Test
    void theCheckpointOfABackupThatCompletesStays() throws Exception {
        checkpoint(Answer.done());
        Backup backup = request.checkpoint("monday").push();
        backups.end(WELL);
        assertThat(end(backup).isCompleted()).isTrue();
        assertThat(fake.daemon.calls(DomainCheckpointDelete.class)).isEmpty();
    }
}
