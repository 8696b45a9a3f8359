package dev.guestwire.block;

import static dev.guestwire.FakeHost.ACTIVE_WEB;
import static dev.guestwire.FakeHost.SOON;
import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.HostOptions;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.qemu.ConnectDomainMonitorEventDeregister;
import dev.guestwire.protocol.qemu.ConnectDomainMonitorEventRegister;
import dev.guestwire.protocol.qemu.DomainMonitorEvent;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackDeregisterAny;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.DomainBlockCommit;
import dev.guestwire.protocol.remote.DomainBlockJobAbort;
import dev.guestwire.protocol.remote.DomainBlockPull;
import dev.guestwire.protocol.remote.DomainDiskError;
import dev.guestwire.protocol.remote.DomainEventBlockJob2;
import dev.guestwire.protocol.remote.DomainEventCallbackIoErrorReason;
import dev.guestwire.protocol.remote.DomainEventCallbackLifecycle;
import dev.guestwire.protocol.remote.DomainGetBlockJobInfo;
import dev.guestwire.protocol.remote.DomainGetDiskErrors;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import dev.guestwire.testkit.fake.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How jobs of disks end, at a daemon that says what it is told. */
class BlockJobTest {
    private static final int PULL = 1;
    private static final int ACTIVE_COMMIT = 4;
    private static final int COMPLETED = 0;
    private static final int FAILED = 1;
    private static final int CANCELED = 2;
    private static final int READY = 3;
    private static final int FIRST_CALLBACK = 100;

    private FakeHost fake = new FakeHost();

    @BeforeEach
    void script() {
        fake.daemon.on(
                ConnectDomainEventCallbackRegisterAny.class,
                call -> Answer.of(new ConnectDomainEventCallbackRegisterAny.Reply(FIRST_CALLBACK + call.eventId())));
        fake.daemon.reply(ConnectDomainEventCallbackDeregisterAny.class, Empty.EMPTY);
        fake.daemon.reply(DomainBlockPull.class, Empty.EMPTY);
        fake.daemon.reply(DomainBlockCommit.class, Empty.EMPTY);
        fake.daemon.reply(DomainBlockJobAbort.class, Empty.EMPTY);
        fake.daemon.reply(ConnectGetAllDomainStats.class, new ConnectGetAllDomainStats.Reply(List.of()));
        fake.daemon.reply(DomainLookupByUuid.class, new DomainLookupByUuid.Reply(ACTIVE_WEB));
        fake.daemon.reply(
                DomainGetDiskErrors.class, new DomainGetDiskErrors.Reply(List.of(new DomainDiskError("vdb", 2)), 1));
        chain("/top", "/base");
        thereIsAJob(0);
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private void chain(String... images) {
        StringBuilder xml = new StringBuilder("<domain type='qemu' id='7'><name>web</name><devices>");
        for (char letter = 'a'; letter <= 'z'; letter++) {
            xml.append("<disk type='file'><source file='").append(images[0]).append("'/>");
            for (int place = 1; place < images.length; place++) {
                xml.append("<backingStore type='file'><source file='")
                        .append(images[place])
                        .append("'/>");
            }
            xml.append("<backingStore/>")
                    .append("</backingStore>".repeat(images.length - 1))
                    .append("<target dev='vd")
                    .append(letter)
                    .append("'/></disk>");
        }
        fake.daemon.reply(
                DomainGetXmlDesc.class,
                new DomainGetXmlDesc.Reply(xml.append("</devices></domain>").toString()));
    }

    private void thereIsAJob(int type) {
        fake.daemon.reply(
                DomainGetBlockJobInfo.class, new DomainGetBlockJobInfo.Reply(type == 0 ? 0 : 1, type, 5_000, 30, 40));
    }

    private void emit(String disk, int type, int status) {
        fake.daemon.emit(new DomainEventBlockJob2(FIRST_CALLBACK + 16, ACTIVE_WEB, disk, type, status));
    }

    private JobOutcome end(BlockJob job) throws Exception {
        return job.toFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private BlockJob pull() {
        return fake.web.disk("vda").pull().start();
    }

    @Test
    void itListensBeforeItStartsAndStopsListeningAtItsEnd() throws Exception {
        BlockJob job = pull();
        List<Class<?>> order = new ArrayList<>();
        fake.daemon.calls().forEach(call -> order.add(call.call().getClass()));
        assertThat(order.lastIndexOf(ConnectDomainEventCallbackRegisterAny.class))
                .isLessThan(order.indexOf(DomainBlockPull.class));
        assertThat(job.outcome()).isEmpty();
        assertThat(job).hasToString("Pull into disk vda of guest web goes on");
        emit("vda", PULL, COMPLETED);
        assertThat(job.await(SOON)).isEqualTo(JobOutcome.completed(Evidence.BLOCK_JOB_EVENT));
        for (int registered = 0; registered < 3; registered++) {
            fake.daemon.nextCall(ConnectDomainEventCallbackDeregisterAny.class, SOON);
        }
    }

    @Test
    void aRefusedJobLeavesNoListener() throws InterruptedException {
        fake.daemon.on(
                DomainBlockPull.class, call -> Answer.error(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, "no"));
        assertThatThrownBy(this::pull).isInstanceOf(CallFailedException.class);
        for (int registered = 0; registered < 3; registered++) {
            fake.daemon.nextCall(ConnectDomainEventCallbackDeregisterAny.class, SOON);
        }
    }

    @Test
    void eventsOfOthersAreNotItsOwn() throws Exception {
        BlockJob job = pull();
        emit("vdb", PULL, FAILED);
        emit("vda", ACTIVE_COMMIT, FAILED);
        emit("vda", 5, COMPLETED);
        emit("vda", PULL, 77);
        emit("vda", PULL, CANCELED);
        assertThat(end(job).status()).isEqualTo(JobOutcome.Status.CANCELLED);
    }

    @Test
    void theEndOfTheJobBeforeIsNotItsOwn() throws Exception {
        thereIsAJob(PULL);
        BlockJob job = pull();
        emit("vda", PULL, COMPLETED);
        fake.daemon.nextCall(DomainGetBlockJobInfo.class, SOON);
        assertThat(job.progress()).contains(new BlockJob.Progress(30, 40, 5_000));
        assertThat(job.outcome()).isEmpty();
        thereIsAJob(0);
        emit("vda", PULL, CANCELED);
        assertThat(end(job).status()).isEqualTo(JobOutcome.Status.CANCELLED);
    }

    @Test
    void aReasonIsLookedForWhereThereMayBeOne() throws Exception {
        BlockJob silent = pull();
        emit("vda", PULL, FAILED);
        assertThat(end(silent)).isEqualTo(JobOutcome.failed("the daemon does not say why", Evidence.BLOCK_JOB_EVENT));
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> silent.await(SOON))
                .matches(failed -> failed.status() == JobNotCompletedException.Status.FAILED);

        BlockJob old = fake.web.disk("vdb").pull().start();
        assertThat(old.ref().before().fact("disk error")).contains("disk vdb: no space left");
        emit("vdb", PULL, FAILED);
        assertThat(end(old))
                .as("the daemon kept that error before the job began")
                .isEqualTo(JobOutcome.failed("the daemon does not say why", Evidence.BLOCK_JOB_EVENT));

        BlockJob kept = fake.web.disk("vdc").pull().start();
        fake.daemon.reply(
                DomainGetDiskErrors.class, new DomainGetDiskErrors.Reply(List.of(new DomainDiskError("vdc", 2)), 1));
        emit("vdc", PULL, FAILED);
        assertThat(end(kept)).isEqualTo(JobOutcome.failed("disk vdc: no space left", Evidence.DISK_ERRORS));

        BlockJob told = fake.web.disk("vdb").pull().start();
        fake.daemon.emit(new DomainEventCallbackIoErrorReason(
                FIRST_CALLBACK + 6, ACTIVE_WEB, "/elsewhere", "virtio-disk9", 1, "eio"));
        fake.daemon.emit(new DomainEventCallbackIoErrorReason(FIRST_CALLBACK + 6, ACTIVE_WEB, "/top", "", 1, "enospc"));
        emit("vdb", PULL, FAILED);
        assertThat(end(told)).isEqualTo(JobOutcome.failed("an error of /top: enospc", Evidence.IO_ERROR_EVENT));
    }

    @Test
    void qemuTellsTheReasonUnlessThatIsNotWanted() throws Exception {
        fake.daemon.reply(
                ConnectDomainMonitorEventRegister.class, new ConnectDomainMonitorEventRegister.Reply(FIRST_CALLBACK));
        fake.daemon.reply(ConnectDomainMonitorEventDeregister.class, Empty.EMPTY);
        fake.web.disk("vdb").pull().start(BlockJob.Option.WITHOUT_MONITOR_REASONS);
        assertThat(fake.daemon.calls(ConnectDomainMonitorEventRegister.class)).isEmpty();
        BlockJob job = pull();
        assertThat(fake.daemon.calls(ConnectDomainMonitorEventRegister.class))
                .containsExactly(new ConnectDomainMonitorEventRegister(WEB, null, 0));
        said("JOB_STATUS_CHANGE", "{\"id\": \"pull-vda-libvirt-1-format\", \"error\": \"too early\"}");
        said("BLOCK_JOB_COMPLETED", "{\"device\": \"pull-vdb-libvirt-1-format\", \"error\": \"another disk\"}");
        said(
                "BLOCK_JOB_COMPLETED",
                "{\"device\":\"pull-vda-libvirt-1-format\",\"error\":\"no \\\"space\\\" \\u2026\"}");
        said("BLOCK_JOB_COMPLETED", "{\"device\": \"copy-vda-libvirt-1-format\", \"error\": \"another job\"}");
        emit("vda", PULL, FAILED);
        assertThat(end(job)).isEqualTo(JobOutcome.failed("no \"space\" \u2026", Evidence.MONITOR_EVENT));
        fake.daemon.nextCall(ConnectDomainMonitorEventDeregister.class, SOON);
    }

    @Test
    void aDaemonThatLetsNobodyHearQemuIsNoReasonToFailUnlessThatIsInsistedOn() throws Exception {
        fake.daemon.on(
                ConnectDomainMonitorEventRegister.class,
                call -> Answer.error(ErrorCode.OPERATION_DENIED, ErrorDomain.RPC, "read only access prevents it"));
        BlockJob job = pull();
        emit("vda", PULL, COMPLETED);
        assertThat(end(job).isCompleted()).isTrue();
        assertThatThrownBy(() -> fake.web.disk("vda").pull().start(BlockJob.Option.MONITOR_REASONS))
                .isInstanceOf(CallFailedException.class);
        assertThat(fake.daemon.calls(DomainBlockPull.class)).hasSize(1);
    }

    private void said(String event, String details) {
        fake.daemon.emit(new DomainMonitorEvent(FIRST_CALLBACK, ACTIVE_WEB, event, 1, 2, details));
    }

    @Test
    void itIsPivotedWhenItIsReady() throws InterruptedException {
        BlockJob commit = fake.web.disk("vda").commit().active().start();
        thereIsAJob(ACTIVE_COMMIT);
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> commit.pivot(Duration.ofMillis(1)))
                .withMessageContaining("Catching up of the active commit of disk vda of guest web goes on");
        assertThat(fake.daemon.calls(DomainBlockJobAbort.class)).isEmpty();
        List<BlockJob.Progress> seen = new ArrayList<>();
        commit.onProgress(Duration.ofMillis(1), progress -> {
            seen.add(progress);
            emit("vda", ACTIVE_COMMIT, READY);
        });
        assertThat(commit.awaitReady(SOON).isReady()).isTrue();
        assertThat(seen.getFirst().fraction()).hasValue(0.75);
        fake.daemon.on(DomainBlockJobAbort.class, call -> {
            thereIsAJob(0);
            chain("/base");
            return Answer.of(Empty.EMPTY);
        });
        assertThat(commit.pivot(SOON)).isEqualTo(JobOutcome.completed(Evidence.DEFINITION));
        assertThat(fake.daemon.calls(DomainBlockJobAbort.class))
                .containsExactly(new DomainBlockJobAbort(WEB, "vda", 2));
        commit.cancel();
        assertThat(fake.daemon.calls(DomainBlockJobAbort.class)).hasSize(1);
    }

    @Test
    void aPivotThatFailsSaysWhy() throws InterruptedException {
        BlockJob commit = fake.web.disk("vda").commit().active().start();
        emit("vda", ACTIVE_COMMIT, READY);
        fake.daemon.on(DomainBlockJobAbort.class, call -> {
            emit("vda", ACTIVE_COMMIT, FAILED);
            return Answer.error(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, "no space");
        });
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> commit.pivot(SOON))
                .matches(failed ->
                        failed.reason().equals("no space") && failed.source().equals("answer"));
    }

    @Test
    void notReadyYetIsToldByItsCode() throws InterruptedException {
        BlockJob commit = fake.web.disk("vda").commit().active().start();
        thereIsAJob(ACTIVE_COMMIT);
        emit("vda", ACTIVE_COMMIT, READY);
        fake.daemon.on(
                DomainBlockJobAbort.class,
                call -> Answer.error(ErrorCode.BLOCK_COPY_ACTIVE, ErrorDomain.QEMU, "pas encore"));
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> commit.pivot(SOON))
                .matches(going -> going.status() == JobNotCompletedException.Status.STILL_RUNNING);
        fake.daemon.on(
                DomainBlockJobAbort.class,
                call -> Answer.error(ErrorCode.ACCESS_DENIED, ErrorDomain.ACCESS, "go away"));
        assertThatThrownBy(() -> commit.pivot(SOON)).isInstanceOf(CallFailedException.class);
        assertThatThrownBy(commit::cancel).isInstanceOf(CallFailedException.class);
    }

    @Test
    void whatIsGoneCanBeCancelled() throws Exception {
        BlockJob job = pull();
        fake.daemon.on(
                DomainBlockJobAbort.class, call -> Answer.error(ErrorCode.INVALID_ARG, ErrorDomain.QEMU, "no job"));
        job.cancel();
        assertThat(fake.daemon.calls(DomainBlockJobAbort.class))
                .containsExactly(new DomainBlockJobAbort(WEB, "vda", 1));
        emit("vda", PULL, COMPLETED);
        assertThat(end(job).isCompleted()).isTrue();
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> job.awaitReady(SOON));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> job.keep(SOON));
    }

    @Test
    void aGuestThatStopsTakesItsJobsWithIt() throws Exception {
        BlockJob job = pull();
        fake.daemon.on(
                DomainGetBlockJobInfo.class,
                call -> Answer.error(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, "domain is not running"));
        fake.daemon.emit(new DomainEventCallbackLifecycle(FIRST_CALLBACK, ACTIVE_WEB, 5, 1));
        assertThat(end(job))
                .isEqualTo(JobOutcome.failed("its guest stopped before it was done: destroyed", Evidence.STATE));
    }

    @Test
    void aLostConnectionLeavesItUnknown() throws Exception {
        BlockJob job = pull();
        fake.daemon.kill();
        assertThat(end(job).status()).isEqualTo(JobOutcome.Status.UNKNOWN);
        assertThat(end(job).reason().orElseThrow()).contains("the connection ended before it did");
    }

    @Test
    void afterANewConnectionItAsksForTheTruth() throws Exception {
        reconnecting();
        BlockJob goesOn = pull();
        BlockJob completed = fake.web.disk("vdb").pull().start();
        BlockJob lost = fake.web.disk("vdc").commit().top("/top").start();
        fake.daemon.kill();
        fake.daemon.on(
                DomainGetBlockJobInfo.class,
                call -> Answer.of(new DomainGetBlockJobInfo.Reply(call.path().equals("vda") ? 1 : 0, PULL, 0, 1, 2)));
        chain("/top");
        fake.daemon.restart();
        assertThat(end(completed)).isEqualTo(JobOutcome.completed(Evidence.DEFINITION));
        assertThat(end(lost).status()).isEqualTo(JobOutcome.Status.UNKNOWN);
        assertThat(goesOn.outcome()).isEmpty();
        thereIsAJob(0);
        emit("vda", PULL, FAILED);
        assertThat(end(goesOn).status()).isEqualTo(JobOutcome.Status.FAILED);
    }

    @Test
    void whatCannotBeReadMeansNothing() throws Exception {
        reconnecting();
        BlockJob job = pull();
        fake.daemon.kill();
        fake.daemon.on(
                DomainGetBlockJobInfo.class,
                call -> Answer.error(ErrorCode.OPERATION_TIMEOUT, ErrorDomain.QEMU, "state change lock"));
        fake.daemon.restart();
        fake.daemon.nextCall(DomainGetBlockJobInfo.class, SOON);
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> job.await(Duration.ofMillis(1)))
                .matches(going -> going.status() == JobNotCompletedException.Status.STILL_RUNNING);
        chain("/top");
        thereIsAJob(0);
        assertThat(job.await(SOON)).isEqualTo(JobOutcome.completed(Evidence.DEFINITION));
    }

    private void reconnecting() {
        fake.close();
        fake = new FakeHost(HostOptions.defaults()
                .withoutKeepAlive()
                .reconnecting(Duration.ofMillis(1), Duration.ofMillis(20), Integer.MAX_VALUE));
        script();
    }

    @Test
    void itIsTakenUpAgain() throws Exception {
        BlockJob first = pull();
        JobRef ref = JobRef.parse(first.ref().toString());
        assertThat(ref.images()).containsExactly("/top");
        thereIsAJob(PULL);
        BlockJob again = (BlockJob) fake.host.job(ref);
        assertThat(again.outcome()).isEmpty();
        assertThat(again.ref()).isEqualTo(ref);
        thereIsAJob(0);
        emit("vda", PULL, COMPLETED);
        assertThat(end(again).isCompleted()).isTrue();
        assertThat(end(first)).isEqualTo(end(again));
        assertThat(fake.host.job(ref).outcome())
                .as("this process knows how it ended")
                .contains(JobOutcome.completed(Evidence.BLOCK_JOB_EVENT));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> fake.host.job(new JobRef(ref.kind(), ref.guest(), Optional.empty(), ref.started())));
    }
}
