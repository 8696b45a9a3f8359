package dev.guestwire.block;

import static dev.guestwire.FakeHost.ACTIVE_WEB;
import static dev.guestwire.FakeHost.SOON;
import static dev.guestwire.block.FakeDisks.CANCELED;
import static dev.guestwire.block.FakeDisks.COMPLETED;
import static dev.guestwire.block.FakeDisks.COPY;
import static dev.guestwire.block.FakeDisks.FAILED;
import static dev.guestwire.block.FakeDisks.PULL;
import static dev.guestwire.block.FakeDisks.READY;
import static dev.guestwire.block.FakeDisks.elsewhere;
import static dev.guestwire.block.FakeDisks.end;
import static dev.guestwire.block.FakeDisks.mirror;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.Job;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.remote.DomainBlockCopy;
import dev.guestwire.protocol.remote.DomainBlockJobAbort;
import dev.guestwire.protocol.remote.DomainBlockPull;
import dev.guestwire.protocol.remote.DomainEventCallbackIoErrorReason;
import dev.guestwire.protocol.remote.DomainGetBlockInfo;
import dev.guestwire.protocol.remote.DomainGetBlockJobInfo;
import dev.guestwire.testkit.fake.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Evidence of one block job and of others, at the moment where they could be mixed up. */
class BlockJobEvidenceTest {
    private static final int DESTROYED = 1;
    private static final int CRASHED = 2;

    private final FakeDisks disks = new FakeDisks();

    @AfterEach
    void close() {
        disks.close();
    }

    @Test
    void theLateEndOfTheJobBeforeIsNotThatOfOneThatEndedAtOnce() throws Exception {
        disks.fake.daemon.on(DomainBlockPull.class, call -> {
            disks.emit(PULL, COMPLETED);
            disks.emit(PULL, FAILED);
            return Answer.of(Empty.EMPTY);
        });
        BlockJob job = disks.vda.pull().start();
        assertThat(end(job).status()).isEqualTo(JobOutcome.Status.FAILED);
    }

    @Test
    void anotherCopyThatHadCaughtUpDoesNotMakeThisOneReady() throws Exception {
        BlockJob job = disks.copy();
        disks.thereIsAJob(COPY);
        disks.standsOn("/top", mirror("/copy", 4, false));
        disks.emit(COPY, READY);
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> job.keep(Duration.ofMillis(300)))
                .matches(goesOn -> goesOn.status() == JobNotCompletedException.Status.STILL_RUNNING);
        assertThat(disks.fake.daemon.calls(DomainBlockJobAbort.class)).isEmpty();
        disks.standsOn("/top", mirror("/copy", 4, true));
        disks.emit(COPY, READY);
        assertThat(job.awaitReady(SOON).isReady()).isTrue();
    }

    /** QEMU cancels its jobs when it is told to end. What it answers then, and whether it still does, differs. */
    @ParameterizedTest
    @CsvSource({
        "SYSTEM_ERROR, SYSTEM_ERROR, " + CANCELED,
        "none, SYSTEM_ERROR, " + CANCELED,
        "none, OPERATION_INVALID, " + FAILED,
        "OPERATION_INVALID, OPERATION_INVALID, " + CANCELED
    })
    void aGuestThatEndsCancelsItsJobsAndNobodyElseDid(String job, String qemu, int status) throws Exception {
        BlockJob copy = disks.copy();
        if (!job.equals("none")) {
            disks.askingForTheJobFails(code(job));
        }
        disks.fake.daemon.on(
                DomainGetBlockInfo.class, call -> Answer.error(code(qemu), ErrorDomain.QEMU, "monitor is gone"));
        disks.emit(COPY, status);
        if (!job.equals("OPERATION_INVALID")) {
            disks.fake.daemon.nextCall(DomainGetBlockInfo.class, SOON);
            assertThat(copy.outcome()).isEmpty();
        }
        disks.askingForTheJobFails(ErrorCode.OPERATION_INVALID);
        disks.stops(CRASHED);
        assertThat(end(copy).status()).isEqualTo(JobOutcome.Status.FAILED);
        assertThat(end(copy).reason().orElseThrow())
                .startsWith("its guest stopped before it was done: ")
                .endsWith("; a partial copy is left in /copy");
    }

    private static ErrorCode code(String name) {
        return switch (name) {
            case "SYSTEM_ERROR" -> ErrorCode.SYSTEM_ERROR;
            case "NO_DOMAIN" -> ErrorCode.NO_DOMAIN;
            case "INVALID_ARG" -> ErrorCode.INVALID_ARG;
            case "NO_SUPPORT" -> ErrorCode.NO_SUPPORT;
            case "OPERATION_TIMEOUT" -> ErrorCode.OPERATION_TIMEOUT;
            default -> ErrorCode.OPERATION_INVALID;
        };
    }

    @Test
    void aCopyThatWasToBeKeptIsNotWholeIfTheGuestEndedIt() throws Exception {
        BlockJob copy = disks.copy();
        disks.emit(COPY, READY);
        copy.awaitReady(SOON);
        disks.fake.daemon.on(DomainBlockJobAbort.class, call -> {
            disks.askingForTheJobFails(ErrorCode.OPERATION_INVALID);
            disks.emit(COPY, CANCELED);
            return Answer.error(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, "domain is not running");
        });
        disks.stops(DESTROYED);
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> copy.keep(SOON))
                .matches(failed -> failed.status() == JobNotCompletedException.Status.FAILED);
    }

    /** The end of the first comes while the disk has the second already. */
    @Test
    void aJobThatAnotherFollowedHasEndedAsItWasTold() throws Exception {
        BlockJob first = disks.vda.pull().start();
        disks.thereIsAJob(PULL);
        disks.emit(PULL, FAILED);
        disks.fake.daemon.nextCall(DomainGetBlockJobInfo.class, SOON);
        BlockJob second = disks.vda.pull().start();
        assertThat(end(first).status()).isEqualTo(JobOutcome.Status.FAILED);
        assertThat(second.outcome()).isEmpty();
        disks.thereIsAJob(0);
        disks.standsAloneOn("/top");
        disks.emit(PULL, COMPLETED);
        assertThat(end(second).isCompleted()).isTrue();
        assertThat(disks.fake.host.job(first.ref()).outcome()).isEqualTo(first.outcome());
        assertThat(disks.fake.host.job(elsewhere(first)).outcome().orElseThrow().status())
                .isEqualTo(JobOutcome.Status.UNKNOWN);
    }

    @Test
    void aReferenceToACopyIsNotTheCopyThatIsThereNow() throws Exception {
        disks.fake.daemon.on(DomainBlockCopy.class, call -> {
            disks.standsOn("/top", mirror("/copy", 4, false));
            return Answer.of(Empty.EMPTY);
        });
        BlockJob failed = disks.copy();
        assertThat(failed.ref().before().fact("number of the copy")).contains("4");
        disks.emit(COPY, FAILED);
        assertThat(end(failed).reason()).contains("the daemon does not say why; a partial copy is left in /copy");
        disks.thereIsAJob(COPY);
        disks.standsOn("/top", mirror("/copy", 5, true));
        assertThat(disks.fake
                        .host
                        .job(elsewhere(failed))
                        .outcome()
                        .orElseThrow()
                        .status())
                .as("a copy to the same file")
                .isEqualTo(JobOutcome.Status.UNKNOWN);
        disks.standsOn("/top", mirror("/copy", 4, true));
        assertThat(disks.fake.host.job(elsewhere(failed)).outcome()).isEmpty();
    }

    @Test
    void handlesOfOneJobTellTheSameEnd() throws Exception {
        BlockJob first = disks.copy();
        disks.thereIsAJob(COPY);
        disks.standsOn("/top", mirror("/copy", 4, true));
        Job second = disks.fake.host.job(JobRef.parse(first.ref().toString()));
        BlockJob elsewhere = (BlockJob) disks.fake.host.job(elsewhere(first));
        disks.emit(COPY, READY);
        elsewhere.awaitReady(SOON);
        disks.fake.daemon.on(DomainBlockJobAbort.class, call -> {
            disks.thereIsAJob(0);
            disks.standsOn("/top", "");
            disks.emit(COPY, CANCELED);
            return Answer.of(Empty.EMPTY);
        });
        assertThat(first.keep(SOON).isCompleted()).isTrue();
        assertThat(second.toFuture().get().isCompleted()).isTrue();
        assertThat(end(elsewhere))
                .isEqualTo(JobOutcome.cancelled(
                        "somebody else ended it; it had caught up, and the copy is whole as of then: /copy",
                        Evidence.BLOCK_JOB_EVENT));
    }

    /** As QEMU's driver and others of libvirt 9.0.0 answer DomainGetBlockJobInfo. */
    @ParameterizedTest
    @CsvSource({
        "INVALID_ARG, UNKNOWN, its guest has no such disk any more",
        "NO_DOMAIN, UNKNOWN, its guest is gone",
        "OPERATION_INVALID, UNKNOWN, 'it is gone, its guest is off, and the disk does not show that it was done'",
        "NO_SUPPORT, UNKNOWN, the daemon tells nothing of block jobs",
        "OPERATION_TIMEOUT, none, none",
        "SYSTEM_ERROR, none, none"
    })
    void aReferenceGoesOnOnlyWhereTheJobMay(String code, String status, String reason) {
        BlockJob job = disks.vda.pull().start();
        disks.askingForTheJobFails(code(code));
        var outcome = disks.fake.host.job(elsewhere(job)).outcome();
        assertThat(outcome.map(end -> end.status().name()).orElse("none")).isEqualTo(status);
        assertThat(outcome.flatMap(JobOutcome::reason).orElse("none")).isEqualTo(reason);
    }

    @Test
    void anErrorOfTheDestinationIsTheReason() throws Exception {
        BlockJob job = disks.copy();
        disks.fake.daemon.emit(new DomainEventCallbackIoErrorReason(
                FakeDisks.FIRST_CALLBACK + 6, ACTIVE_WEB, "/copy", "", 1, "enospc"));
        disks.emit(COPY, FAILED);
        assertThat(end(job))
                .isEqualTo(JobOutcome.failed(
                        "an error of /copy: enospc; a partial copy is left in /copy", Evidence.IO_ERROR_EVENT));
    }
}
