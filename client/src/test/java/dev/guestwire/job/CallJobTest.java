package dev.guestwire.job;

import static dev.guestwire.FakeHost.SOON;
import static dev.guestwire.FakeHost.WEB;
import static dev.guestwire.watch.FakeEvents.RUNNING;
import static dev.guestwire.watch.FakeEvents.SHUT_OFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.guestwire.FakeHost;
import dev.guestwire.HostOptions;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.job.JobOutcome.Status;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.DomainAbortJob;
import dev.guestwire.protocol.remote.DomainCoreDumpWithFormat;
import dev.guestwire.protocol.remote.DomainGetJobStats;
import dev.guestwire.protocol.remote.DomainHasManagedSaveImage;
import dev.guestwire.protocol.remote.DomainManagedSave;
import dev.guestwire.protocol.remote.DomainRestoreFlags;
import dev.guestwire.protocol.remote.DomainSaveFlags;
import dev.guestwire.save.RestoreOption;
import dev.guestwire.save.SaveOption;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.Fault;
import dev.guestwire.testkit.fake.Hold;
import dev.guestwire.watch.FakeEvents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Saves, restores and dumps as jobs. */
class CallJobTest {
    private static final Path FILE = Path.of("/var/saved");
    private static final TypedParam SAVING = TypedParam.ofInt("operation", 2);
    private static final DomainGetJobStats.Reply NONE = new DomainGetJobStats.Reply(0, List.of());
    private static final DomainGetJobStats.Reply HALF =
            new DomainGetJobStats.Reply(2, List.of(SAVING, TypedParam.ofUllong("data_remaining", 50)));

    private final FakeHost fake = new FakeHost(HostOptions.defaults()
            .withoutKeepAlive()
            .reconnecting(Duration.ofMillis(1), Duration.ofMillis(20), 10_000));
    private final FakeEvents life = new FakeEvents(fake);
    private final GuestJob job = fake.web.job();

    @BeforeEach
    void noJobYet() {
        statistics(NONE, NONE);
        fake.daemon.reply(DomainHasManagedSaveImage.class, new DomainHasManagedSaveImage.Reply(0));
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

    @Test
    void whatIsSent() throws Exception {
        fake.daemon.reply(DomainManagedSave.class, Empty.EMPTY);
        fake.daemon.reply(DomainSaveFlags.class, Empty.EMPTY);
        fake.daemon.reply(DomainRestoreFlags.class, Empty.EMPTY);
        fake.daemon.reply(DomainCoreDumpWithFormat.class, Empty.EMPTY);
        end(job.managedSave(SaveOption.BYPASS_CACHE, SaveOption.PAUSED));
        end(job.save(FILE, SaveOption.RUNNING));
        end(job.restore(FILE, RestoreOption.RESET_NVRAM));
        end(job.dump(FILE, DumpFormat.KDUMP_SNAPPY, DumpOption.LIVE, DumpOption.MEMORY_ONLY));
        assertThat(fake.daemon.calls(DomainManagedSave.class)).containsExactly(new DomainManagedSave(WEB, 5));
        assertThat(fake.daemon.calls(DomainSaveFlags.class))
                .containsExactly(new DomainSaveFlags(WEB, "/var/saved", null, 2));
        assertThat(fake.daemon.calls(DomainRestoreFlags.class))
                .containsExactly(new DomainRestoreFlags("/var/saved", null, 8));
        assertThat(fake.daemon.calls(DomainCoreDumpWithFormat.class))
                .containsExactly(new DomainCoreDumpWithFormat(WEB, "/var/saved", 3, 18));
        assertThat(DumpOption.CRASH.bit() | DumpOption.BYPASS_CACHE.bit() | DumpOption.RESET.bit())
                .isEqualTo(1 | 4 | 8);
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> job.save(Path.of("saved")));
    }

    @Test
    void theAnswerIsTheEndAndStatisticsComeWithIt() throws Exception {
        fake.daemon.on(DomainManagedSave.class, call -> {
            statistics(NONE, new DomainGetJobStats.Reply(3, List.of(SAVING, TypedParam.ofUllong("data_total", 100))));
            return Answer.done();
        });
        CallJob save = job.managedSave();
        assertThat(save.await(SOON).evidence()).isEqualTo(Evidence.ANSWER);
        assertThat(save.outcome().orElseThrow().statistics().findLong("data_total"))
                .hasValue(100);
        assertThat(save.ref().kind()).isEqualTo(JobRef.Kind.SAVE);
        assertThat(save.guest()).isEqualTo(fake.web);
    }

    @Test
    void progressIsSampledAndACancelledSaveSaysHowTheGuestIs() throws Exception {
        Hold hold = new Hold();
        fake.daemon.on(
                DomainManagedSave.class,
                call -> Answer.<Empty>error(ErrorCode.OPERATION_ABORTED, ErrorDomain.QEMU, "canceled by client")
                        .heldBy(hold));
        fake.daemon.enqueue(
                DomainAbortJob.class, Answer.error(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, "no job yet"));
        fake.daemon.on(DomainAbortJob.class, call -> {
            life.is(RUNNING, 7, 7);
            hold.release();
            return Answer.done();
        });
        statistics(HALF, NONE);
        CallJob save = job.managedSave();
        List<Long> rest = new ArrayList<>();
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> save.await(SOON, Duration.ofMillis(20), info -> {
                    rest.add(info.data().remainingBytes().orElseThrow());
                    if (rest.size() == 2) {
                        save.cancel();
                    }
                }))
                .matches(cancelled -> cancelled.status() == JobNotCompletedException.Status.CANCELLED)
                .withMessageContaining("Managed save of guest web was cancelled: canceled by client; "
                        + "the guest is running (save canceled)");
        assertThat(rest).startsWith(50L, 50L);
        save.cancel();
        assertThat(fake.daemon.calls(DomainAbortJob.class)).hasSize(2);
    }

    @Test
    void aRefusalIsAFailure() throws Exception {
        fake.daemon.on(
                DomainCoreDumpWithFormat.class,
                call -> Answer.error(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, "no space left"));
        JobOutcome outcome = end(job.dump(FILE, DumpFormat.RAW));
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.reason().orElseThrow()).startsWith("no space left; the guest is running");
    }

    @Test
    void aRestoreCannotBeCancelled() {
        Hold hold = fake.daemon.hold(DomainRestoreFlags.class);
        fake.daemon.on(
                DomainAbortJob.class,
                call -> Answer.error(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, "cannot abort VM start"));
        CallJob restore = job.restore(FILE);
        assertThatExceptionOfType(WrongStateException.class).isThrownBy(restore::cancel);
        hold.release();
    }

    @Test
    void whatHappenedWhileTheConnectionWasLostIsFoundOut() throws Exception {
        fake.daemon.on(DomainManagedSave.class, call -> {
            saved();
            return Answer.done().with(Fault.CUT_BEFORE_REPLY);
        });
        JobOutcome outcome = end(job.managedSave());
        assertThat(outcome.status()).isEqualTo(Status.COMPLETED);
        assertThat(outcome.evidence()).isEqualTo(Evidence.STATE);
    }

    private CallJob takenUp(JobRef.Kind kind, Instant started) {
        return takenUp(new JobRef(kind, fake.web.uuid(), Optional.empty(), started));
    }

    private CallJob takenUp(JobRef ref) {
        return (CallJob) fake.host.job(JobRef.parse(ref.toString()));
    }

    private static DomainGetJobStats.Reply dump(int type, long elapsedMillis) {
        return new DomainGetJobStats.Reply(
                type, List.of(TypedParam.ofInt("operation", 8), TypedParam.ofUllong("time_elapsed", elapsedMillis)));
    }

    @Test
    void anotherProcessDoesNotTakeALaterSaveForThisOne() throws Exception {
        life.is(SHUT_OFF, 5, -1);
        statistics(NONE, new DomainGetJobStats.Reply(3, List.of(SAVING, TypedParam.ofUllong("time_elapsed", 1))));
        JobOutcome saved = end(takenUp(JobRef.Kind.SAVE, Instant.now().minusSeconds(5)));
        assertThat(saved.status()).isEqualTo(Status.UNKNOWN);
        assertThat(saved.reason().orElseThrow())
                .contains("the daemon keeps the figures of a save that completed; it may be another one");
    }

    @Test
    void aSaveThatFailedStaysFailedWhateverIsKept() throws Exception {
        statistics(NONE, new DomainGetJobStats.Reply(3, List.of(SAVING, TypedParam.ofUllong("time_elapsed", 1))));
        fake.daemon.on(
                DomainSaveFlags.class,
                call -> Answer.error(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, "no space left"));
        CallJob save = job.save(FILE);
        assertThat(end(save).status()).isEqualTo(Status.FAILED);
        assertThat(end(takenUp(save.ref())).status()).isEqualTo(Status.FAILED);
    }

    @ParameterizedTest
    @EnumSource(
            value = JobRef.Kind.class,
            names = {"SAVE", "RESTORE", "DUMP"})
    void aLaterJobDoesNotCompleteAReferenceToOneThatFailed(JobRef.Kind kind) throws Exception {
        Answer<Empty> refused = Answer.error(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, "no space left");
        fake.daemon.on(DomainSaveFlags.class, call -> refused);
        fake.daemon.on(DomainRestoreFlags.class, call -> refused);
        fake.daemon.on(DomainCoreDumpWithFormat.class, call -> refused);
        CallJob failed = switch (kind) {
            case SAVE -> job.save(FILE);
            case RESTORE -> job.restore(FILE);
            default -> job.dump(FILE, DumpFormat.RAW);
        };
        assertThat(end(failed).status()).isEqualTo(Status.FAILED);
        int operation = kind == JobRef.Kind.SAVE ? 2 : kind == JobRef.Kind.RESTORE ? 3 : 8;
        statistics(
                NONE,
                new DomainGetJobStats.Reply(
                        3, List.of(TypedParam.ofInt("operation", operation), TypedParam.ofUllong("time_elapsed", 1))));
        life.is(kind == JobRef.Kind.SAVE ? SHUT_OFF : RUNNING, 5, kind == JobRef.Kind.SAVE ? -1 : 99);
        assertThat(end(takenUp(failed.ref())).status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void anotherProcessWaitsForOneThatGoesOn() throws Exception {
        statistics(dump(2, 60_000), NONE);
        CallJob dump = takenUp(JobRef.Kind.DUMP, Instant.now().minusSeconds(60));
        while (fake.daemon.nextCall(DomainGetJobStats.class, SOON).flags() != 0) {
            // until it is asked whether there is one
        }
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> dump.await(Duration.ofMillis(1)))
                .matches(thrown -> thrown.status() == JobNotCompletedException.Status.STILL_RUNNING);
        statistics(NONE, dump(3, 60_100));
        assertThat(end(dump).evidence()).isEqualTo(Evidence.COMPLETED_STATISTICS);
    }

    @Test
    void aJobThatBeginsRightAfterOneWasRefusedIsNotTakenForThatOne() throws Exception {
        fake.daemon.on(
                DomainCoreDumpWithFormat.class,
                call -> Answer.error(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, "no such folder"));
        CallJob failed = job.dump(FILE, DumpFormat.RAW);
        assertThat(end(failed).status()).isEqualTo(Status.FAILED);
        statistics(dump(2, age(failed)), NONE);
        CallJob found = takenUp(failed.ref());
        while (fake.daemon.nextCall(DomainGetJobStats.class, SOON).flags() != 0) {
            // until it is asked whether there is one
        }
        statistics(NONE, dump(3, age(failed)));
        assertThat(end(found).status()).isEqualTo(Status.UNKNOWN);
    }

    private static long age(Job job) {
        return Duration.between(job.ref().started(), Instant.now()).toMillis();
    }

    @Test
    void theEventProvesTheEndOfADumpThatIsTakenUpAtWork(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("dump");
        Hold hold = new Hold();
        fake.daemon.on(DomainCoreDumpWithFormat.class, call -> {
            Instant began = Instant.now();
            fake.daemon.on(
                    DomainGetJobStats.class,
                    asked -> Answer.of(
                            asked.flags() == 0
                                    ? dump(
                                            2,
                                            Duration.between(began, Instant.now())
                                                    .toMillis())
                                    : NONE));
            return Answer.done().heldBy(hold);
        });
        CallJob dump = job.dump(file, DumpFormat.RAW);
        assertThat(dump.ref().before().fact(Inquiry.BEGUN)).isPresent();
        CallJob found = takenUp(dump.ref());
        CallJob without = takenUp(dump.ref().with(dump.ref().before().with(Inquiry.FILE, FILE.toString())));
        DomainGetJobStats.Reply ended = dump(3, age(dump));
        statistics(ended, ended);
        fake.daemon.emit(FakeEvents.jobCompleted(ended.params().toArray(TypedParam[]::new)));
        assertThatExceptionOfType(JobNotCompletedException.class)
                .as("QEMU has still to close the file")
                .isThrownBy(() -> found.await(Duration.ofSeconds(3)))
                .matches(thrown -> thrown.status() == JobNotCompletedException.Status.STILL_RUNNING);
        Files.writeString(file, "memory");
        statistics(NONE, ended);
        assertThat(end(found).status()).isEqualTo(Status.COMPLETED);
        assertThat(end(without).status()).as("of another dump").isEqualTo(Status.UNKNOWN);
        hold.release();
    }

    @Test
    void anotherDumpThatIsUnderWayIsNotTakenForThisOne() throws Exception {
        statistics(dump(2, 1_000), NONE);
        CallJob dump = takenUp(JobRef.Kind.DUMP, Instant.now().minusSeconds(60));
        assertThat(end(dump).status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void anotherProcessDoesNotGuess() throws Exception {
        assertThat(end(takenUp(JobRef.Kind.SAVE, Instant.now())).status()).isEqualTo(Status.UNKNOWN);
        assertThat(end(takenUp(JobRef.Kind.DUMP, Instant.now())).status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void aHandleThatIsTakenUpLooksOnceASecondHoweverManyEventsCome() throws Exception {
        statistics(dump(2, 60_000), NONE);
        CallJob dump = takenUp(JobRef.Kind.DUMP, Instant.now().minusSeconds(60));
        long began = System.nanoTime();
        fake.daemon.nextCall(DomainGetJobStats.class, SOON);
        for (int i = 0; i < 200; i++) {
            fake.daemon.emit(FakeEvents.life(FakeEvents.STARTED, 0));
        }
        assertThatExceptionOfType(JobNotCompletedException.class).isThrownBy(() -> dump.await(Duration.ofSeconds(3)));
        long seconds = (System.nanoTime() - began) / 1_000_000_000;
        assertThat(fake.daemon.calls(DomainGetJobStats.class)).hasSizeLessThanOrEqualTo((int) seconds + 2);
    }

    @Test
    void allHandlesKnowWhoAskedForTheEnd() throws Exception {
        Hold hold = new Hold();
        fake.daemon.on(
                DomainCoreDumpWithFormat.class,
                call -> Answer.<Empty>error(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, "dump ended")
                        .heldBy(hold));
        fake.daemon.on(DomainAbortJob.class, call -> {
            statistics(NONE, NONE);
            hold.release();
            return Answer.done();
        });
        CallJob dump = job.dump(FILE, DumpFormat.RAW);
        statistics(dump(2, 0), NONE);
        CallJob found = takenUp(dump.ref());
        found.cancel();
        assertThat(end(dump).status()).isEqualTo(Status.CANCELLED);
        assertThat(end(found).status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void aJobThatGoesOnAfterItIsWaitedFor() throws Exception {
        fake.daemon.on(DomainManagedSave.class, call -> {
            statistics(HALF, NONE);
            return Answer.done().with(Fault.CUT_BEFORE_REPLY);
        });
        CallJob save = job.managedSave();
        fake.daemon.nextCall(DomainManagedSave.class, SOON);
        while (fake.daemon.nextCall(DomainGetJobStats.class, SOON).flags() != 0) {
            // until it is asked whether there is one
        }
        assertThat(save.outcome()).isEmpty();
        saved();
        statistics(NONE, NONE);
        fake.daemon.emit(FakeEvents.life(FakeEvents.STOPPED, FakeEvents.SAVED));
        assertThat(end(save).status()).isEqualTo(Status.COMPLETED);
    }

    private void saved() {
        fake.daemon.reply(DomainHasManagedSaveImage.class, new DomainHasManagedSaveImage.Reply(1));
        life.is(SHUT_OFF, 5, -1);
    }

    @Test
    void aGuestThatRunsOnWasNotSaved() throws Exception {
        fake.daemon.on(DomainManagedSave.class, call -> Answer.done().with(Fault.CUT_BEFORE_REPLY));
        assertThat(end(job.managedSave()).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void withoutANewConnectionNobodyKnows() throws Exception {
        try (FakeHost plain = new FakeHost()) {
            new FakeEvents(plain);
            plain.daemon.reply(DomainGetJobStats.class, NONE);
            plain.daemon.reply(DomainHasManagedSaveImage.class, new DomainHasManagedSaveImage.Reply(0));
            plain.daemon.on(DomainManagedSave.class, call -> Answer.<Empty>never());
            CallJob save = plain.web.job().managedSave();
            plain.daemon.nextCall(DomainManagedSave.class, SOON);
            plain.daemon.kill();
            assertThat(end(save).status()).isEqualTo(Status.UNKNOWN);
        }
    }
}
