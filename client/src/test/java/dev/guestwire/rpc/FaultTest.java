package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.ANSWER;
import static dev.guestwire.rpc.Wire.INFO;
import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.ConnectFailedException;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.MalformedDataException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.protocol.remote.ConnectGetHostname;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainSuspend;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.testkit.fake.Fault;
import dev.guestwire.testkit.fake.Hold;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which the fake daemon can let a call down. */
@Timeout(240)
class FaultTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private static final Set<Fault> HARMLESS = Set.of(
            Fault.CUT_AFTER_REPLY,
            Fault.TRAILING_BYTES,
            Fault.UNKNOWN_EVENT,
            Fault.UNKNOWN_PROGRAM_EVENT,
            Fault.EVENT_BEFORE_REPLY,
            Fault.UNKNOWN_STREAM,
            Fault.PING_BEFORE_REPLY,
            Fault.DUPLICATE_REPLY,
            Fault.ONE_BYTE_AT_A_TIME,
            Fault.SLOW_PACKET);
    private static final Set<Fault> MUTE =
            Set.of(Fault.STALL, Fault.STALL_MID_PACKET, Fault.SILENT_AFTER_CALL, Fault.REORDER);
    private static final Set<Fault> UNREADABLE = Set.of(Fault.MALFORMED_PAYLOAD, Fault.HOSTILE_PAYLOAD);
    private static final Set<Fault> OPENING = Set.of(Fault.CUT_AFTER_ACCEPT, Fault.CUT_BEFORE_OPEN_REPLY);

    private static final ConnectGetHostname.Reply HOSTNAME = new ConnectGetHostname.Reply("node-1");

    private final FakeLibvirtd daemon = Wire.daemon().reply(ConnectGetHostname.class, HOSTNAME);

    @AfterEach
    void stop() {
        daemon.close();
    }

    static Stream<Arguments> replies() {
        return Stream.of(Fault.values())
                .filter(fault -> !OPENING.contains(fault))
                .flatMap(fault -> Stream.of(Caller.values()).map(caller -> Arguments.of(fault, caller)));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void aSpoiltReplyEndsInItsErrorOrDoesNoHarm(Fault fault, Caller caller) throws Exception {
        try (Lanes lanes = Wire.open(daemon)) {
            BlockingQueue<ConnectionEnd> ends = new LinkedBlockingQueue<>();
            lanes.onEnd(ends::add);
            daemon.faultEvery(ConnectGetHostname.class, fault);
            Caller.Call<ConnectGetHostname.Reply> call =
                    caller.start(() -> lanes.call(new ConnectGetHostname(), MUTE.contains(fault) ? SHORT : SOON));
            if (HARMLESS.contains(fault)) {
                assertThat(call.result()).isEqualTo(HOSTNAME);
            } else if (MUTE.contains(fault)) {
                assertThat(call.failure(DeadlineExceededException.class).wasSent())
                        .isTrue();
                assertThat(lanes.isOpen()).isTrue();
                daemon.connections().forEach(connection -> connection.resume());
            } else {
                assertMayHaveRun(call.failure(LibvirtException.class), fault);
                assertThat(ends.poll(SOON.toSeconds(), TimeUnit.SECONDS)).isNotNull();
                assertThat(lanes.isOpen()).isFalse();
            }
        }
    }

    /** Whether both packets come in one read is chance, so that it is tried often. */
    @ParameterizedTest
    @EnumSource(Caller.class)
    void anAnswerReachesItsCallerAlthoughTheNextPacketInTheSameReadEndsTheConnection(Caller caller) throws Exception {
        daemon.faultEvery(ConnectGetHostname.class, Fault.DUPLICATE_REPLY);
        for (int i = 0; i < 100; i++) {
            try (Lanes lanes = Wire.open(daemon)) {
                assertThat(caller.start(() -> lanes.call(new ConnectGetHostname()))
                                .result())
                        .isEqualTo(HOSTNAME);
            }
        }
    }

    private static void assertMayHaveRun(LibvirtException failure, Fault fault) {
        if (UNREADABLE.contains(fault)) {
            assertThat(failure).isInstanceOf(MalformedDataException.class).hasMessageContaining("ConnectGetHostname");
        } else {
            assertThat(failure)
                    .isInstanceOfSatisfying(
                            ConnectionLostException.class,
                            lost -> assertThat(lost.wasSent()).isTrue());
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"TRAILING_BYTES", "UNKNOWN_EVENT", "UNKNOWN_STREAM", "ONE_BYTE_AT_A_TIME", "EVENT_BEFORE_REPLY"})
    void afterAHarmlessFaultTheConnectionGoesOn(Fault fault) {
        try (Lanes lanes = Wire.open(daemon)) {
            daemon.faultNext(fault);
            assertThat(lanes.call(INFO)).isEqualTo(ANSWER);
            assertThat(lanes.call(INFO)).isEqualTo(ANSWER);
            assertThat(daemon.connections()).hasSize(1);
        }
    }

    /** Three calls hang and one gets the fault: each waiter has an exception of its own, built where it is thrown. */
    @ParameterizedTest
    @EnumSource(
            names = {
                "WRONG_SERIAL",
                "WRONG_PROCEDURE",
                "UNKNOWN_PROGRAM",
                "UNKNOWN_STATUS",
                "UNKNOWN_TYPE",
                "REPLY_WITH_FDS",
                "DUPLICATE_REPLY",
                "GARBAGE",
                "LENGTH_NEGATIVE",
                "LENGTH_TOO_LARGE",
                "LENGTH_TOO_SMALL",
                "CUT_BEFORE_REPLY",
                "CUT_MID_HEADER",
                "CUT_MID_PACKET",
                "MALFORMED_PAYLOAD"
            })
    void aSurpriseEndsTheConnectionForEveryWaiter(Fault fault) throws Exception {
        Hold hold = daemon.hold(DomainSuspend.class);
        daemon.on(DomainSuspend.class, call -> Answer.done());
        try (Lanes lanes = Wire.open(daemon)) {
            List<Caller.Call<?>> waiters = List.of(
                    Caller.PLATFORM.start(() -> lanes.call(new DomainSuspend(Wire.GUEST))),
                    Caller.VIRTUAL.start(() -> lanes.call(new DomainSuspend(Wire.GUEST))),
                    Caller.PLATFORM.start(() -> lanes.call(new DomainSuspend(Wire.GUEST))));
            hold.awaitHeld(3, SOON);
            daemon.faultNext(fault);
            Caller.Call<?> spoilt = Caller.VIRTUAL.start(() -> lanes.call(INFO));
            assertEachHasAnExceptionOfItsOwn(waiters);
            if (fault != Fault.DUPLICATE_REPLY) {
                spoilt.failure(LibvirtException.class);
            }
            Caller.Call<?> later = Caller.PLATFORM.start(() -> lanes.call(INFO));
            assertThat(later.failure(ConnectionLostException.class).wasSent()).isFalse();
        }
    }

    private static void assertEachHasAnExceptionOfItsOwn(List<Caller.Call<?>> waiters) throws Exception {
        Set<NoAnswerException> different = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Caller.Call<?> waiter : waiters) {
            NoAnswerException lost = waiter.failure(ConnectionLostException.class);
            assertThat(lost.wasSent()).isTrue();
            assertThat(lost).hasMessageContaining("DomainSuspend").hasMessageContaining("web-1");
            different.add(lost);
        }
        assertThat(different).hasSameSizeAs(waiters);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CUT_AFTER_ACCEPT", "CUT_BEFORE_OPEN_REPLY"})
    void aDaemonThatHangsUpAtTheDoorIsToldApartFromAHungOne(Fault fault) throws Exception {
        daemon.faultNext(fault);
        ConnectFailedException failed =
                Caller.PLATFORM.start(() -> Wire.open(daemon)).failure(ConnectFailedException.class);
        assertThat(failed)
                .hasMessageContaining("closed the connection")
                .hasMessageContaining(daemon.socket().toString())
                .hasMessageNotContaining("hung");
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void replacedRepliesFindTheirCallers(Caller caller) throws Exception {
        daemon.on(
                DomainGetInfo.class,
                call -> Answer.of(new DomainGetInfo.Reply(1, call.dom().id(), 0, 1, 0)));
        Hold hold = daemon.hold(DomainGetInfo.class);
        try (Lanes lanes = Wire.open(daemon)) {
            daemon.faultNext(Fault.REORDER);
            List<Caller.Call<DomainGetInfo.Reply>> calls = Stream.of(0, 1, 2, 3)
                    .map(number -> caller.start(() -> lanes.call(Wire.info(number))))
                    .toList();
            hold.awaitHeld(4, SOON);
            hold.release();
            for (int i = 0; i < 4; i++) {
                assertThat(calls.get(i).result().maxMem()).isEqualTo(i);
            }
        }
    }
}
