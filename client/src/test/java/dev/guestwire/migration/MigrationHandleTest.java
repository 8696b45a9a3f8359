package dev.guestwire.migration;

import static dev.guestwire.FakeHost.ACTIVE_WEB;
import static dev.guestwire.FakeHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.HostOptions;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobOutcome.Status;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.Event;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.DomainAbortJob;
import dev.guestwire.protocol.remote.DomainEventCallbackJobCompleted;
import dev.guestwire.protocol.remote.DomainEventCallbackMigrationIteration;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetJobStats;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import dev.guestwire.protocol.remote.DomainMemoryStats;
import dev.guestwire.protocol.remote.DomainMigratePerform3Params;
import dev.guestwire.protocol.remote.DomainMigrateSetMaxDowntime;
import dev.guestwire.protocol.remote.DomainMigrateStartPostCopy;
import dev.guestwire.protocol.remote.DomainSuspend;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.Hold;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A peer-to-peer migration, as its handle tells of it, at a daemon that answers what a test wants. */
class MigrationHandleTest {
    private static final int ITERATION = 20;
    private static final int COMPLETED = 21;
    private static final DomainGetState.Reply RUNNING = new DomainGetState.Reply(1, 1);

    private final Map<Integer, Integer> numbers = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger(10);
    private FakeHost fake = new FakeHost();

    @BeforeEach
    void script() {
        fake.daemon.on(ConnectDomainEventCallbackRegisterAny.class, call -> {
            int number = next.getAndIncrement();
            numbers.put(call.eventId(), number);
            return Answer.of(new ConnectDomainEventCallbackRegisterAny.Reply(number));
        });
        fake.daemon.reply(DomainGetState.class, RUNNING);
        fake.daemon.reply(DomainLookupByUuid.class, new DomainLookupByUuid.Reply(ACTIVE_WEB));
        fake.daemon.reply(DomainGetJobStats.class, new DomainGetJobStats.Reply(0, List.of()));
        fake.daemon.reply(DomainMemoryStats.class, new DomainMemoryStats.Reply(List.of()));
        fake.daemon.reply(ConnectGetAllDomainStats.class, new ConnectGetAllDomainStats.Reply(List.of()));
        fake.daemon.reply(DomainGetInfo.class, new DomainGetInfo.Reply(1, 1 << 20, 1 << 20, 1, 0));
        fake.daemon.reply(DomainMigratePerform3Params.class, new DomainMigratePerform3Params.Reply(Bytes.EMPTY));
        fake.daemon.reply(DomainAbortJob.class, Empty.EMPTY);
        fake.daemon.reply(DomainSuspend.class, Empty.EMPTY);
        fake.daemon.reply(DomainMigrateStartPostCopy.class, Empty.EMPTY);
        fake.daemon.reply(DomainMigrateSetMaxDowntime.class, Empty.EMPTY);
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private MigrationRequest request() {
        return fake.web.migration("qemu+ssh://host-b/system").live();
    }

    private Hold held() {
        return fake.daemon.hold(DomainMigratePerform3Params.class);
    }

    private void emit(Event event) {
        fake.daemon.emit(event);
    }

    private int number(int event) {
        return numbers.getOrDefault(event, -1);
    }

    private void iterate() {
        emit(new DomainEventCallbackMigrationIteration(number(ITERATION), ACTIVE_WEB, 1));
    }

    private void complete(int downtime) {
        emit(new DomainEventCallbackJobCompleted(
                number(COMPLETED),
                ACTIVE_WEB,
                List.of(TypedParam.ofInt("operation", 5), TypedParam.ofUllong("downtime", downtime))));
    }

    private static JobOutcome end(Migration migration)
            throws InterruptedException, ExecutionException, TimeoutException {
        return migration.toFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private void refuse(ErrorCode code, String message) {
        fake.daemon.on(DomainMigratePerform3Params.class, call -> Answer.error(code, ErrorDomain.QEMU, message));
    }

    @Test
    void theAnswerIsItsEndWhateverEventsSay() throws Exception {
        Hold held = held();
        Migration migration = request().start();
        fake.daemon.nextCall(DomainMigratePerform3Params.class, SOON);
        assertThat(migration.phase()).isEqualTo(MigrationPhase.PREPARING);
        iterate();
        assertThat(migration.awaitPhase(MigrationPhase.COPYING, SOON)).isTrue();
        complete(77);
        complete(99);
        iterate();
        assertThat(migration.outcome()).isEmpty();
        assertThatThrownBy(() -> migration.await(Duration.ofMillis(1)))
                .isInstanceOf(JobNotCompletedException.class)
                .hasMessageContaining("goes on");
        held.release();
        JobOutcome outcome = migration.await(SOON);
        assertThat(outcome.evidence()).isEqualTo(Evidence.ANSWER);
        assertThat(migration.statistics().orElseThrow().timing().downtime()).contains(Duration.ofMillis(77));
        assertThat(migration.ref().subject()).contains("qemu+ssh://host-b/system");
        assertThat(migration).hasToString("Migration of guest web to qemu+ssh://host-b/system: COMPLETED");
    }

    private static DomainGetJobStats.Reply kept(int downtime) {
        return new DomainGetJobStats.Reply(
                3,
                List.of(
                        TypedParam.ofInt("operation", 5),
                        TypedParam.ofUllong("time_elapsed", TimeUnit.HOURS.toMillis(1)),
                        TypedParam.ofUllong("downtime", downtime)));
    }

    @Test
    void withoutTheEventTheKeptStatisticsAreAskedFor() throws Exception {
        fake.daemon.on(DomainMigratePerform3Params.class, call -> {
            fake.daemon.reply(DomainGetJobStats.class, kept(5));
            return Answer.of(new DomainMigratePerform3Params.Reply(Bytes.EMPTY));
        });
        Migration migration = request().start();
        end(migration);
        assertThat(migration.statistics().orElseThrow().timing().downtime()).contains(Duration.ofMillis(5));
        assertThat(fake.daemon.calls(DomainGetJobStats.class).getLast().flags()).isEqualTo(3);
    }

    @Test
    void theStatisticsOfAnOlderJobAreNotIts() throws Exception {
        fake.daemon.reply(DomainGetJobStats.class, kept(5));
        Migration migration = request().start();
        assertThat(end(migration).status()).isEqualTo(Status.COMPLETED);
        assertThat(migration.statistics()).isEmpty();
    }

    @Test
    void aDefinitionThatMovedAloneHasNoStatisticsAndSaysWhereTheGuestIs() throws Exception {
        Hold held = held();
        Migration migration = fake.web
                .migration("qemu+ssh://host-b/system")
                .offline()
                .persistent()
                .start();
        fake.daemon.nextCall(DomainMigratePerform3Params.class, SOON);
        complete(77);
        fake.daemon.reply(DomainGetJobStats.class, kept(5));
        held.release();
        JobOutcome outcome = end(migration);
        assertThat(outcome.status()).isEqualTo(Status.COMPLETED);
        assertThat(outcome.statistics().list()).isEmpty();
        assertThat(outcome.reason().orElseThrow())
                .contains("the definition alone", "at the source the guest is running (booted)");
    }

    @Test
    void aGuestThatCrashedMeanwhileIsNotCalledCancelled() throws Exception {
        fake.daemon.on(DomainMigratePerform3Params.class, call -> {
            fake.daemon.reply(DomainGetState.class, new DomainGetState.Reply(5, 3));
            return Answer.error(ErrorCode.OPERATION_ABORTED, ErrorDomain.QEMU, "canceled by client");
        });
        JobOutcome outcome = end(request().start());
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.reason().orElseThrow())
                .contains("the guest itself ended meanwhile", "shut off (crashed)", "canceled by client");
    }

    @Test
    void theDaemonsRefusalIsTheCause() {
        refuse(ErrorCode.MIGRATE_UNSAFE, "unsafe without shared storage");
        assertThatThrownBy(() -> request().start().await(SOON))
                .isInstanceOf(JobNotCompletedException.class)
                .cause()
                .isInstanceOfSatisfying(
                        CallFailedException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.MIGRATE_UNSAFE));
    }

    @Test
    void aGuestThatMovesAlreadyIsRefusedByTheStart() {
        fake.daemon.reply(
                DomainGetJobStats.class, new DomainGetJobStats.Reply(2, List.of(TypedParam.ofInt("operation", 5))));
        refuse(ErrorCode.OPERATION_INVALID, "another migration job is already running");
        assertThatThrownBy(() -> request().start()).isInstanceOf(WrongStateException.class);
    }

    @Test
    void aRefusalSaysWhyAndWhereTheGuestIs() {
        refuse(ErrorCode.OPERATION_FAILED, "no route to host");
        assertThatThrownBy(() -> request().start().await(SOON))
                .isInstanceOf(JobNotCompletedException.class)
                .hasMessageContaining("failed: ")
                .hasMessageContaining("no route to host")
                .hasMessageContaining("at the source the guest is running (booted), at the destination not known");
    }

    @Test
    void whoeverAbortsItIsNotBlamedOnAFailure() throws Exception {
        refuse(ErrorCode.OPERATION_ABORTED, "canceled by client");
        assertThat(end(request().start()).status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void aCancelThatComesBeforeTheJobIsRepeatedUntilItTakes() throws Exception {
        Hold held = held();
        AtomicInteger attempts = new AtomicInteger();
        fake.daemon.on(DomainAbortJob.class, call -> {
            if (attempts.incrementAndGet() < 3) {
                return Answer.error(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, "no job is active");
            }
            refuse(ErrorCode.OPERATION_ABORTED, "canceled by client");
            held.release();
            return Answer.done();
        });
        Migration migration = request().start();
        fake.daemon.nextCall(DomainMigratePerform3Params.class, SOON);
        migration.cancel();
        end(migration);
        assertThat(attempts).hasValue(3);
        assertThat(migration.actions())
                .singleElement()
                .matches(done -> done.failure().isEmpty());
    }

    @Test
    void whatIsAskedForEarlyIsDoneWhenMemoryIsCopied() throws Exception {
        Hold held = held();
        Migration migration = request().postCopy().start();
        fake.daemon.nextCall(DomainMigratePerform3Params.class, SOON);
        migration.pauseToFinish();
        migration.startPostCopy();
        assertThat(fake.daemon.calls(DomainSuspend.class)).isEmpty();
        iterate();
        fake.daemon.nextCall(DomainSuspend.class, SOON);
        fake.daemon.nextCall(DomainMigrateStartPostCopy.class, SOON);
        held.release();
        end(migration);
        Migration plain = request().start();
        assertThatThrownBy(plain::startPostCopy)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("without postCopy()");
    }

    @Test
    void aPolicyIsFollowedWhenNobodyWaits() throws Exception {
        Hold held = held();
        fake.daemon.reply(
                DomainGetJobStats.class,
                new DomainGetJobStats.Reply(
                        2,
                        List.of(
                                TypedParam.ofInt("operation", 5),
                                TypedParam.ofUllong("memory_total", 1000),
                                TypedParam.ofUllong("memory_remaining", 500))));
        Migration migration = request()
                .policy(MigrationPolicy.of()
                        .every(Duration.ofMillis(5))
                        .downtime(new DowntimeSteps(Duration.ofMillis(600), 2, Duration.ofMinutes(10))))
                .start();
        assertThat(fake.daemon.nextCall(DomainMigrateSetMaxDowntime.class, SOON).downtime())
                .isEqualTo(300);
        assertThat(migration.phase()).isEqualTo(MigrationPhase.COPYING);
        held.release();
        end(migration);
        assertThat(fake.daemon.calls(DomainMigrateSetMaxDowntime.class)).hasSize(1);
        assertThat(migration.progress().orElseThrow().remainingPercent()).isEqualTo(50);
    }

    @Test
    void aGuestThatWasOffBeforeDidNotArriveByARefusal() throws Exception {
        fake.daemon.reply(DomainGetState.class, new DomainGetState.Reply(5, 4));
        refuse(ErrorCode.OPERATION_INVALID, "domain is not running");
        JobOutcome outcome = end(request().start());
        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.reason().orElseThrow()).contains("domain is not running");
    }

    @Test
    void aLostConnectionEndsUnknownOnAHostThatDoesNotConnectAgain() throws Exception {
        held();
        Migration migration = request().start();
        fake.daemon.nextCall(DomainMigratePerform3Params.class, SOON);
        fake.daemon.kill();
        JobOutcome outcome = end(migration);
        assertThat(outcome.status()).isEqualTo(Status.UNKNOWN);
        assertThat(outcome.reason().orElseThrow()).contains("at the source the guest is not known");
    }

    private void reconnecting() {
        fake.close();
        fake = new FakeHost(HostOptions.defaults()
                .withoutKeepAlive()
                .reconnecting(Duration.ofMillis(1), Duration.ofMillis(20), Integer.MAX_VALUE));
        script();
    }

    private JobOutcome afterALoss(DomainGetJobStats.Reply statistics) throws Exception {
        reconnecting();
        held();
        Migration migration = request().start();
        fake.daemon.nextCall(DomainMigratePerform3Params.class, SOON);
        fake.daemon.reply(DomainGetState.class, new DomainGetState.Reply(5, 4));
        fake.daemon.reply(DomainGetJobStats.class, statistics);
        fake.daemon.kill();
        fake.daemon.restart();
        JobOutcome outcome = end(migration);
        assertThat(migration.ends().orElseThrow().source()).hasToString("shut off (migrated)");
        return outcome;
    }

    @Test
    void afterALossStatisticsThatReachBackBeforeItAreProof() throws Exception {
        assertThat(afterALoss(kept(5)).evidence()).isEqualTo(Evidence.COMPLETED_STATISTICS);
    }

    @Test
    void afterALossTheStateAloneIsNone() throws Exception {
        JobOutcome outcome = afterALoss(new DomainGetJobStats.Reply(0, List.of()));
        assertThat(outcome.status()).isEqualTo(Status.UNKNOWN);
        assertThat(outcome.reason().orElseThrow()).contains("nobody can tell by which");
    }
}
