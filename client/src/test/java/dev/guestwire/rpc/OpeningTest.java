package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.INFO;
import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.ConnectFailedException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.remote.AuthList;
import dev.guestwire.protocol.remote.AuthPolkit;
import dev.guestwire.protocol.remote.ConnectClose;
import dev.guestwire.protocol.remote.ConnectOpen;
import dev.guestwire.protocol.remote.ConnectSupportsFeature;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.testkit.fake.Fault;
import dev.guestwire.testkit.fake.Hold;
import dev.guestwire.testkit.fake.ReceivedCall;
import dev.guestwire.transport.LibvirtUri;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The opening conversation, and what is said when it fails. */
@Timeout(240)
class OpeningTest {
    private final FakeLibvirtd daemon = Wire.daemon();

    @AfterEach
    void stop() {
        daemon.close();
    }

    private ConnectFailedException refusal() throws Exception {
        ConnectFailedException failed =
                Caller.PLATFORM.start(() -> Wire.open(daemon)).failure(ConnectFailedException.class);
        assertThat(failed).hasMessageContaining(daemon.uri()).hasMessageContaining("tried " + daemon.socket());
        assertThat(failed.attempts())
                .containsExactly(
                        new ConnectFailedException.Attempt(daemon.socket().toString(), "connected"));
        daemon.nextConnection(SOON).awaitEnd(SOON);
        return failed;
    }

    @Test
    void itSaysWhatLibvirtsOwnClientSaysAndGoodbye() {
        try (Lanes lanes = Wire.open(daemon)) {
            lanes.openEvents(new HeardEvents());
        }
        assertThat(daemon.calls())
                .extracting(ReceivedCall::call)
                .containsExactly(
                        new AuthList(),
                        new ConnectSupportsFeature(10),
                        new ConnectOpen("test:///default", 0),
                        new AuthList(),
                        new ConnectSupportsFeature(10),
                        new ConnectOpen("test:///default", 0),
                        new ConnectSupportsFeature(14),
                        new ConnectSupportsFeature(15),
                        new ConnectClose(),
                        new ConnectClose());
    }

    @ParameterizedTest
    @CsvSource({"qemu+unix:///session, qemu:///session", "qemu:///system?name=xen:///x, xen:///x", "'', ''"})
    void theDaemonIsToldTheNameOfTheUri(String uri, String name) {
        String text = uri.isEmpty() ? "remote:///" : uri;
        String socket = (text.contains("?") ? "&" : "?") + "socket=" + daemon.socket();
        Lanes.open(LibvirtUri.parse(text + socket), Wire.deadline(SOON)).close();
        assertThat(daemon.calls(ConnectOpen.class)).containsExactly(new ConnectOpen(name, 0));
    }

    @Test
    void readOnlyIsAskedFor() {
        RpcOptions readOnly = new RpcOptions(SOON, Duration.ZERO, 5, 4, true, 10);
        Wire.open(daemon, readOnly).close();
        assertThat(daemon.calls(ConnectOpen.class)).containsExactly(new ConnectOpen("test:///default", 1));
    }

    @Test
    void aDaemonTooOldToListItsLoginsLetsUsIn() {
        daemon.on(AuthList.class, call -> Answer.error(ErrorCode.RPC, ErrorDomain.RPC, "unknown procedure: 66"));
        try (Lanes lanes = Wire.open(daemon)) {
            assertThat(lanes.call(INFO)).isEqualTo(Wire.ANSWER);
        }
    }

    @Test
    void polkitLetsUsIn() {
        daemon.authTypes(2);
        try (Lanes lanes = Wire.open(daemon)) {
            assertThat(lanes.call(INFO)).isEqualTo(Wire.ANSWER);
        }
        assertThat(daemon.calls(AuthPolkit.class)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "AUTH_FAILED, authentication failed: not authorized",
        "AUTH_UNAVAILABLE, authentication unavailable: no polkit agent available to authenticate action",
        "AUTH_CANCELLED, authentication cancelled: user cancelled authentication process"
    })
    void polkitsNoIsExplained(String code, String message) throws Exception {
        ErrorCode error = (ErrorCode) ErrorCode.class.getField(code).get(null);
        daemon.authTypes(2).on(AuthPolkit.class, call -> Answer.error(error, ErrorDomain.POLKIT, message));
        ConnectFailedException failed = refusal();
        assertThat(failed)
                .hasMessageContaining(message)
                .hasMessageContaining("join the group 'libvirt'")
                .hasMessageContaining("org.libvirt.unix.manage");
        assertThat(failed.getCause())
                .isInstanceOfSatisfying(
                        CallFailedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(error));
    }

    @Test
    void polkitsHalfheartedYesIsANo() throws Exception {
        daemon.authTypes(2).reply(AuthPolkit.class, new AuthPolkit.Reply(0));
        assertThat(refusal()).hasMessageContaining("polkit did not let us in");
    }

    @Test
    void aLoginWithAPasswordIsBeyondThisRelease() throws Exception {
        daemon.authTypes(1);
        assertThat(refusal()).hasMessageContaining("SASL").hasMessageContaining("auth_unix_rw");
    }

    @Test
    void whyTheDaemonRefusesToOpenIsTheCause() throws Exception {
        String message = "internal error: unexpected qemu URI path '/system', try qemu:///session";
        daemon.on(ConnectOpen.class, call -> Answer.error(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, message));
        ConnectFailedException failed = refusal();
        assertThat(failed).hasMessageContaining(message);
        assertThat(failed.getCause()).isInstanceOf(CallFailedException.class);
    }

    @Test
    void aDaemonThatSaysNothingIsGivenUpAtTheDeadline() throws Exception {
        Hold hold = daemon.hold(ConnectOpen.class);
        long began = System.nanoTime();
        assertThatThrownBy(() -> Wire.open(daemon, Wire.deadline(Duration.ofMillis(300))))
                .isInstanceOf(ConnectFailedException.class)
                .hasMessageContaining("does not answer")
                .hasMessageContaining("Is it hung?");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
        daemon.nextConnection(SOON).awaitEnd(SOON);
        hold.release();
    }

    @ParameterizedTest
    @EnumSource
    void itCanBeInterrupted(Caller caller) throws Exception {
        Hold hold = daemon.hold(AuthList.class);
        Caller.Call<?> opening = caller.start(() -> Wire.open(daemon));
        hold.awaitHeld(1, SOON);
        opening.thread().interrupt();
        assertThat(opening.failure(CallInterruptedException.class)).isNotNull();
        daemon.nextConnection(SOON).awaitEnd(SOON);
    }

    @Test
    void whoIsInterruptedAlreadyDoesNotConnect() throws Exception {
        Caller.Call<?> opening = Caller.PLATFORM.start(() -> {
            Thread.currentThread().interrupt();
            return Wire.open(daemon);
        });
        assertThat(opening.failure(CallInterruptedException.class).wasSent()).isFalse();
    }

    @Test
    void whoeverAnswersNonsenseIsNoDaemon() throws Exception {
        daemon.faultNext(Fault.HOSTILE_PAYLOAD);
        assertThat(refusal()).hasMessageContaining("no libvirt daemon").hasMessageContaining("AuthList");
    }

    /** Whatever comes instead of an answer to the first question, opening ends, and soon. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "CUT_AFTER_ACCEPT",
                "CUT_BEFORE_OPEN_REPLY",
                "CUT_AFTER_REPLY",
                "TRAILING_BYTES",
                "UNKNOWN_EVENT",
                "UNKNOWN_PROGRAM_EVENT",
                "EVENT_BEFORE_REPLY",
                "UNKNOWN_STREAM",
                "PING_BEFORE_REPLY",
                "DUPLICATE_REPLY",
                "HOSTILE_PAYLOAD",
                "ONE_BYTE_AT_A_TIME",
                "SLOW_PACKET"
            })
    void aBadBeginningIsAnError(Fault fault) throws Exception {
        for (Class<? extends Call<?>> type : List.of(AuthList.class, ConnectOpen.class)) {
            daemon.faultEvery(type, fault);
            assertThatThrownBy(() -> Wire.open(daemon, Wire.deadline(Duration.ofMillis(300))))
                    .isInstanceOf(ConnectFailedException.class);
            daemon.connections().forEach(connection -> connection.resume());
            daemon.nextConnection(SOON).awaitEnd(SOON);
            daemon.faultEvery(type, Fault.TRAILING_BYTES);
        }
        Wire.open(daemon).close();
    }
}
