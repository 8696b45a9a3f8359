package dev.guestwire.block;

import static dev.guestwire.FakeHost.SOON;
import static dev.guestwire.block.FakeDisks.COPY;
import static dev.guestwire.block.FakeDisks.READY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.remote.DomainBlockJobAbort;
import dev.guestwire.protocol.remote.DomainGetBlockJobInfo;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.testkit.fake.Answer;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits for a block job is back in time, whatever the daemon does. The host's own deadline is a minute. */
class BlockJobDeadlineTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Duration LATE = Duration.ofSeconds(30);

    private final FakeDisks disks = new FakeDisks();

    @AfterEach
    void close() {
        disks.close();
    }

    private static void goesOn(String why, ThrowingCallable waiting) {
        long begun = System.nanoTime();
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(waiting)
                .withMessageContaining(why)
                .matches(end -> end.status() == JobNotCompletedException.Status.STILL_RUNNING);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LATE);
    }

    @Test
    void progressThatIsNotToldHoldsNobodyUp() {
        BlockJob job = disks.copy();
        disks.fake.daemon.on(DomainGetBlockJobInfo.class, call -> Answer.never());
        job.onProgress(Duration.ofMillis(10), progress -> {});
        goesOn("has not ended within", () -> job.await(PATIENCE));
        goesOn("has not ended within", () -> job.awaitReady(PATIENCE));
        goesOn("has not ended within", () -> job.pivot(PATIENCE));
        goesOn("has not ended within", () -> job.keep(PATIENCE));
    }

    @Test
    void aLookThatIsNotAnsweredHoldsNobodyUp() {
        BlockJob begun = disks.copy();
        disks.askingForTheJobFails(ErrorCode.OPERATION_TIMEOUT);
        BlockJob doubtful = (BlockJob) disks.fake.host.job(FakeDisks.elsewhere(begun));
        disks.fake.daemon.on(DomainGetBlockJobInfo.class, call -> Answer.never());
        goesOn("has not ended within", () -> doubtful.await(PATIENCE));
        disks.thereIsAJob(COPY);
        disks.fake.daemon.on(DomainGetXmlDesc.class, call -> Answer.never());
        goesOn("has not ended within", () -> doubtful.await(PATIENCE));
    }

    @Test
    void anEndThatIsNotAnsweredHoldsNobodyUp() throws InterruptedException {
        BlockJob job = disks.copy();
        disks.thereIsAJob(COPY);
        disks.emit(COPY, READY);
        job.awaitReady(SOON);
        disks.fake.daemon.on(DomainBlockJobAbort.class, call -> Answer.never());
        goesOn("has not answered in time the request to end it", () -> job.pivot(PATIENCE));
        goesOn("has not answered in time the request to end it", () -> job.keep(PATIENCE));
    }
}
