package dev.guestwire.migration;

import static dev.guestwire.FakeHost.ACTIVE_WEB;
import static dev.guestwire.FakeHost.SOON;
import static dev.guestwire.FakeHost.WEB;
import static dev.guestwire.protocol.TypedParam.ofText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.ConnectSupportsFeature;
import dev.guestwire.protocol.remote.DomainGetJobStats;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import dev.guestwire.protocol.remote.DomainMigrateBegin3Params;
import dev.guestwire.protocol.remote.DomainMigrateConfirm3Params;
import dev.guestwire.protocol.remote.DomainMigrateFinish3Params;
import dev.guestwire.protocol.remote.DomainMigratePerform3Params;
import dev.guestwire.protocol.remote.DomainMigratePrepare3Params;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.Fault;
import dev.guestwire.testkit.fake.ReceivedCall;
import dev.guestwire.watch.FakeEvents;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The five steps of a managed migration, at two daemons. */
class ManagedCallsTest {
    /** Less than the clearing up of a migration that broke. */
    private static final Duration AT_ONCE = Duration.ofSeconds(8);

    private static final int LIVE = 1;
    private static final int PROTECTED = 256;
    private static final int AUTO_CONVERGE = 8192;
    private static final int PAUSED = 32;
    private static final TypedParam XML = ofText("destination_xml", "<domain/>");
    private static final TypedParam URI = ofText("migrate_uri", "tcp://b:49152");
    private static final TypedParam NAME = ofText("destination_name", "web");

    private final FakeHost source = new FakeHost();
    private final FakeHost target = new FakeHost();

    @BeforeEach
    void script() {
        know(source, Set.of(7, 12, 13));
        know(target, Set.of(7, 12, 13));
        for (FakeHost host : List.of(source, target)) {
            new FakeEvents(host);
        }
        source.daemon.reply(DomainGetState.class, new DomainGetState.Reply(1, 1));
        source.daemon.reply(
                DomainMigrateBegin3Params.class, new DomainMigrateBegin3Params.Reply(cookie(1), "<domain/>"));
        target.daemon.reply(
                DomainMigratePrepare3Params.class, new DomainMigratePrepare3Params.Reply(cookie(2), "tcp://b:49152"));
        source.daemon.reply(DomainMigratePerform3Params.class, new DomainMigratePerform3Params.Reply(cookie(3)));
        target.daemon.reply(
                DomainMigrateFinish3Params.class, new DomainMigrateFinish3Params.Reply(ACTIVE_WEB, cookie(4)));
        source.daemon.reply(DomainMigrateConfirm3Params.class, Empty.EMPTY);
    }

    private static void know(FakeHost host, Set<Integer> features) {
        host.daemon.on(
                ConnectSupportsFeature.class,
                call -> Answer.of(new ConnectSupportsFeature.Reply(features.contains(call.feature()) ? 1 : 0)));
    }

    @AfterEach
    void close() {
        source.close();
        target.close();
    }

    private static Bytes cookie(int number) {
        return Bytes.of((byte) number);
    }

    private MigrationRequest request() {
        return source.web.migration(target.host).live().autoConverge();
    }

    private static List<? extends Call<?>> steps(FakeHost host) {
        return host.daemon.calls().stream()
                .<Call<?>>map(ReceivedCall::call)
                .filter(call -> call.getClass().getSimpleName().startsWith("DomainMigrate"))
                .toList();
    }

    private static DomainMigrateConfirm3Params confirmed(List<TypedParam> params, int cookie, boolean cancelled) {
        return new DomainMigrateConfirm3Params(
                WEB,
                params,
                cookie == 0 ? Bytes.EMPTY : cookie(cookie),
                LIVE | AUTO_CONVERGE | PROTECTED,
                cancelled ? 1 : 0);
    }

    private static DomainMigrateFinish3Params finished(int cookie, boolean cancelled) {
        Bytes in = cookie == 0 ? Bytes.EMPTY : cookie(cookie);
        return new DomainMigrateFinish3Params(List.of(XML, URI, NAME), in, LIVE, cancelled ? 1 : 0);
    }

    @Test
    void eachStepTakesWhatTheOneBeforeLeft() {
        request().run();
        int flags = LIVE | AUTO_CONVERGE | PROTECTED;
        assertThat(steps(source))
                .isEqualTo(List.of(
                        new DomainMigrateBegin3Params(WEB, List.of(), flags),
                        new DomainMigratePerform3Params(WEB, null, List.of(XML, URI), cookie(2), flags),
                        confirmed(List.of(XML, URI, NAME), 4, false)));
        assertThat(steps(target))
                .isEqualTo(List.of(new DomainMigratePrepare3Params(List.of(XML), cookie(1), LIVE), finished(3, false)));
    }

    @Test
    void allStepsGoOverOneConnectionOfEachHost() {
        request().run();
        for (FakeHost host : List.of(source, target)) {
            assertThat(host.daemon.calls().stream()
                            .filter(received ->
                                    received.call().getClass().getSimpleName().startsWith("DomainMigrate"))
                            .map(ReceivedCall::connection)
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void aPausedGuestStaysPaused() {
        source.daemon.reply(DomainGetState.class, new DomainGetState.Reply(3, 1));
        request().run();
        assertThat(target.daemon
                        .calls(DomainMigratePrepare3Params.class)
                        .getFirst()
                        .flags())
                .isEqualTo(LIVE | PAUSED);
        assertThat(target.daemon
                        .calls(DomainMigrateFinish3Params.class)
                        .getFirst()
                        .flags())
                .isEqualTo(LIVE | PAUSED);
    }

    @Test
    void aGuestThatIsOffHasNothingToCopy() {
        source.web.migration(target.host).offline().persistent().run();
        assertThat(source.daemon.calls(DomainMigratePerform3Params.class)).isEmpty();
        assertThat(target.daemon
                        .calls(DomainMigrateFinish3Params.class)
                        .getFirst()
                        .cookieIn())
                .isEqualTo(Bytes.EMPTY);
    }

    private void refuse(FakeHost host, Class<? extends Call<?>> step, ErrorCode code, String message) {
        host.daemon.on(erased(step), call -> Answer.error(code, ErrorDomain.QEMU, message));
    }

    @SuppressWarnings("unchecked")
    private static Class<Call<Empty>> erased(Class<? extends Call<?>> step) {
        return (Class<Call<Empty>>) (Class<?>) step;
    }

    private void fails(String message) {
        assertThatThrownBy(() -> request().run())
                .isInstanceOf(CallFailedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusedPreparationIsConfirmedAsCancelled() {
        refuse(target, DomainMigratePrepare3Params.class, ErrorCode.OPERATION_FAILED, "no room");
        fails("no room");
        assertThat(steps(source)).hasSize(2).last().isEqualTo(confirmed(List.of(XML), 0, true));
        assertThat(steps(target)).hasSize(1);
    }

    @Test
    void failedCopyingIsFinishedAsCancelledAndNotConfirmed() {
        refuse(source, DomainMigratePerform3Params.class, ErrorCode.OPERATION_ABORTED, "aborted");
        refuse(target, DomainMigrateFinish3Params.class, ErrorCode.MIGRATE_FINISH_OK, "cleared up");
        fails("aborted");
        assertThat(steps(source)).hasSize(2);
        assertThat(steps(target).getLast()).isEqualTo(finished(0, true));
    }

    @Test
    void theDestinationMayKnowBetterWhy() {
        refuse(source, DomainMigratePerform3Params.class, ErrorCode.OPERATION_FAILED, "migration failed");
        refuse(target, DomainMigrateFinish3Params.class, ErrorCode.INTERNAL_ERROR, "qemu exited: bad device");
        assertThatThrownBy(() -> request().run())
                .isInstanceOf(CallFailedException.class)
                .hasMessageContaining("bad device")
                .satisfies(failed -> assertThat(failed.getSuppressed())
                        .singleElement()
                        .matches(said -> String.valueOf(said.getMessage()).contains("migration failed")));
        assertThat(steps(target).getLast()).isEqualTo(finished(0, true));
    }

    @Test
    void theHandleTellsWhatBothEndsSay() throws Exception {
        refuse(source, DomainMigratePerform3Params.class, ErrorCode.INTERNAL_ERROR, "socket closed");
        refuse(target, DomainMigrateFinish3Params.class, ErrorCode.OPERATION_FAILED, "load of migration failed");
        assertThatThrownBy(() -> request().start().await(SOON))
                .isInstanceOf(JobNotCompletedException.class)
                .hasMessageContaining("socket closed")
                .hasMessageContaining("load of migration failed")
                .hasCauseInstanceOf(CallFailedException.class);
    }

    @Test
    void whatIsRefusedBeforeItBeginsIsToldAtOnceThoughTheGuestArrives() {
        refuse(source, DomainMigrateBegin3Params.class, ErrorCode.OPERATION_INVALID, "another migration job");
        target.daemon.reply(DomainGetState.class, new DomainGetState.Reply(3, 4));
        target.daemon.reply(DomainLookupByUuid.class, new DomainLookupByUuid.Reply(ACTIVE_WEB));
        assertThatThrownBy(() -> request().start().await(AT_ONCE))
                .isInstanceOfSatisfying(
                        JobNotCompletedException.class,
                        refused -> assertThat(refused.status()).isEqualTo(JobNotCompletedException.Status.FAILED))
                .hasMessageContaining("it never began")
                .hasCauseInstanceOf(WrongStateException.class);
    }

    @Test
    void aGuestThatMovesAlreadyIsRefusedByTheStart() {
        refuse(source, DomainMigrateBegin3Params.class, ErrorCode.OPERATION_INVALID, "another migration job");
        source.daemon.reply(
                DomainGetJobStats.class, new DomainGetJobStats.Reply(2, List.of(TypedParam.ofInt("operation", 5))));
        assertThatThrownBy(() -> request().start()).isInstanceOf(WrongStateException.class);
    }

    @Test
    void aGuestThatCannotGoOnIsGivenBack() {
        refuse(target, DomainMigrateFinish3Params.class, ErrorCode.INTERNAL_ERROR, "cannot start");
        fails("cannot start");
        assertThat(steps(source).getLast()).isEqualTo(confirmed(List.of(XML, URI, NAME), 0, true));
    }

    @Test
    void nobodySaysWhereToMeet() {
        target.daemon.reply(DomainMigratePrepare3Params.class, new DomainMigratePrepare3Params.Reply(cookie(2), null));
        assertThatThrownBy(() -> request().run())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("migrate URI");
        assertThat(source.daemon.calls(DomainMigratePerform3Params.class)).isEmpty();
        assertThat(steps(target)).hasSize(2);
        assertThat(steps(source).getLast()).isInstanceOf(DomainMigrateConfirm3Params.class);
    }

    private void loseTheLastAnswer(DomainGetState.@Nullable Reply there) {
        target.daemon.faultEvery(DomainMigrateFinish3Params.class, Fault.CUT_BEFORE_REPLY);
        if (there == null) {
            target.daemon.on(
                    DomainLookupByUuid.class,
                    call -> Answer.error(ErrorCode.NO_DOMAIN, ErrorDomain.QEMU, "no such guest"));
        } else {
            target.daemon.reply(DomainLookupByUuid.class, new DomainLookupByUuid.Reply(ACTIVE_WEB));
            target.daemon.reply(DomainGetState.class, there);
        }
    }

    @Test
    void aLostAnswerIsAskedForAgain() {
        loseTheLastAnswer(new DomainGetState.Reply(1, 2));
        request().run();
        assertThat(steps(source).getLast()).isEqualTo(confirmed(List.of(XML, URI, NAME), 3, false));
    }

    @Test
    void aLostAnswerIsNoReasonToRunTwice() {
        loseTheLastAnswer(null);
        assertThatThrownBy(() -> request().run()).isInstanceOf(ConnectionLostException.class);
        assertThat(steps(source).getLast()).isEqualTo(confirmed(List.of(XML, URI, NAME), 0, true));
    }

    @Test
    void aGuestThatMayRunThereIsNotStartedHere() {
        loseTheLastAnswer(new DomainGetState.Reply(3, 2));
        assertThatThrownBy(() -> request().run()).isInstanceOf(ConnectionLostException.class);
        assertThat(source.daemon.calls(DomainMigrateConfirm3Params.class)).isEmpty();
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedHere() {
        assertThatThrownBy(() -> request().tunnelled().run())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("peer-to-peer");
        assertThatThrownBy(() -> source.web.migration(source.host).run())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("its own host");
        know(target, Set.of());
        assertThatThrownBy(() -> request().run())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("knows no parameters of a migration");
        assertThat(steps(source)).isEmpty();
    }
}
