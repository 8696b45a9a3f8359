package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.ANSWER;
import static dev.guestwire.rpc.Wire.GUEST;
import static dev.guestwire.rpc.Wire.INFO;
import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.qemu.DomainMonitorCommand;
import dev.guestwire.protocol.remote.AuthList;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.DomainAbortJob;
import dev.guestwire.protocol.remote.DomainDestroy;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainManagedSave;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.testkit.fake.Fault;
import dev.guestwire.testkit.fake.Hold;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that hang stall neither others of their sort nor those of another. */
@Timeout(240)
class LaneTest {
    private static final Duration SHORT = Duration.ofMillis(400);

    private final FakeLibvirtd daemon = Wire.daemon()
            .on(DomainDestroy.class, call -> Answer.done())
            .on(DomainAbortJob.class, call -> Answer.done())
            .on(DomainManagedSave.class, call -> Answer.done())
            .reply(DomainGetState.class, new DomainGetState.Reply(1, 1))
            .reply(DomainMonitorCommand.class, new DomainMonitorCommand.Reply("{}"));

    @AfterEach
    void stop() {
        daemon.close();
    }

    /** Calls about the guests 0 to count−1 hang, on as many threads. */
    private Hold hang(Lanes lanes, int count) throws InterruptedException {
        Hold hold = new Hold();
        daemon.on(
                DomainGetInfo.class,
                call -> call.dom().equals(GUEST)
                        ? Answer.of(ANSWER)
                        : Answer.of(ANSWER).heldBy(hold));
        for (int i = 0; i < count; i++) {
            var call = Wire.info(i);
            var unused = (i % 2 == 0 ? Caller.PLATFORM : Caller.VIRTUAL).start(() -> lanes.call(call, Lanes.FOR_EVER));
            // one after the other: a crowd that comes at once would have a second connection
            hold.awaitHeld(i + 1, SOON);
        }
        return hold;
    }

    private void assertRescueGetsThrough(Lanes lanes) throws Exception {
        for (Caller caller : Caller.values()) {
            caller.start(() -> lanes.call(new DomainDestroy(GUEST))).result();
            caller.start(() -> lanes.call(new DomainAbortJob(GUEST))).result();
            assertThat(caller.start(() -> lanes.call(new DomainGetState(GUEST, 0)))
                            .result()
                            .state())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fourHungCallsMakeTheLaneGrow(Caller caller) throws Exception {
        try (Lanes lanes = Wire.open(daemon)) {
            Hold hold = hang(lanes, 4);
            assertThat(caller.start(() -> lanes.call(INFO)).result()).isEqualTo(ANSWER);
            assertThat(daemon.connections()).hasSize(2);
            assertRescueGetsThrough(lanes);
            hold.release();
        }
    }

    @Test
    void destroyStateAndAbortGetThroughSixteenHungCalls() throws Exception {
        try (Lanes lanes = Wire.open(daemon)) {
            Hold hold = hang(lanes, 16);
            assertThat(Caller.PLATFORM
                            .start(() -> lanes.call(INFO, SHORT))
                            .failure(DeadlineExceededException.class)
                            .wasSent())
                    .isFalse();
            assertRescueGetsThrough(lanes);
            hold.release();
            assertThat(lanes.call(INFO)).isEqualTo(ANSWER);
        }
    }

    @Test
    void callsThatLastDelayNoQuickOnes() throws Exception {
        Hold saves = daemon.hold(DomainManagedSave.class);
        Hold commands = daemon.hold(DomainMonitorCommand.class);
        try (Lanes lanes = Wire.open(daemon, Wire.deadline(SHORT))) {
            var saving = Caller.PLATFORM.start(3, () -> lanes.call(new DomainManagedSave(GUEST, 0)));
            var asking = Caller.VIRTUAL.start(3, () -> lanes.call(new DomainMonitorCommand(GUEST, "{}", 0)));
            saves.awaitHeld(3, SOON);
            commands.awaitHeld(3, SOON);
            for (int i = 0; i < 100; i++) {
                assertThat(lanes.call(INFO)).isEqualTo(ANSWER);
            }
            assertThat(Caller.PLATFORM
                            .start(() -> lanes.call(new DomainMonitorCommand(GUEST, "{}", 0), SHORT))
                            .failure(DeadlineExceededException.class))
                    .as("by then the others have lasted longer than the deadline of quick calls")
                    .isNotNull();
            saves.release();
            commands.release();
            for (Caller.Call<?> call : saving) {
                call.result();
            }
            for (Caller.Call<?> call : asking) {
                call.result();
            }
        }
    }

    @Test
    void fourCallsThatWereGivenUpMakeTheLaneGrowToo() throws Exception {
        Hold hold = new Hold();
        daemon.on(
                DomainGetInfo.class,
                call -> call.dom().equals(GUEST)
                        ? Answer.of(ANSWER)
                        : Answer.of(ANSWER).heldBy(hold));
        try (Lanes lanes = Wire.open(daemon)) {
            for (Caller.Call<?> call : Caller.VIRTUAL.start(4, () -> lanes.call(Wire.info(1), SHORT))) {
                assertThat(call.failure(DeadlineExceededException.class).wasSent())
                        .isTrue();
            }
            assertThat(lanes.call(INFO)).isEqualTo(ANSWER);
            assertThat(daemon.connections()).hasSize(2);
            assertThat(daemon.connections().getFirst().inFlight()).isEqualTo(4);
            hold.release();
            assertThat(lanes.call(INFO)).isEqualTo(ANSWER);
            assertThat(lanes.isOpen()).isTrue();
        }
    }

    /** A daemon that hangs cannot be connected to either: the deadline is the caller's own all the same. */
    @ParameterizedTest
    @EnumSource
    void theDeadlineHoldsWhileALaneOpens(Caller caller) throws Exception {
        try (Lanes lanes = Wire.open(daemon, Wire.deadline(Duration.ofSeconds(50)))) {
            Hold greeting = daemon.hold(AuthList.class);
            List<Caller.Call<?>> calls = List.of(
                    caller.start(() -> lanes.call(new DomainDestroy(GUEST), SHORT)),
                    caller.start(() -> lanes.call(new DomainDestroy(GUEST), SHORT)));
            for (Caller.Call<?> call : calls) {
                DeadlineExceededException late = call.failure(DeadlineExceededException.class);
                assertThat(late.wasSent()).isFalse();
                assertThat(late).hasMessageContaining("DomainDestroy").hasMessageContaining("400 ms");
            }
            greeting.release();
            lanes.call(new DomainDestroy(GUEST));
            assertThat(daemon.calls(DomainDestroy.class)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoWaitsForALaneToOpenCanBeInterrupted(Caller caller) throws Exception {
        try (Lanes lanes = Wire.open(daemon)) {
            Hold greeting = daemon.hold(AuthList.class);
            Caller.Call<?> opening = caller.start(() -> lanes.call(new DomainDestroy(GUEST)));
            greeting.awaitHeld(1, SOON);
            Caller.Call<?> behind = caller.start(() -> lanes.call(new DomainDestroy(GUEST)));
            behind.thread().interrupt();
            assertThat(behind.failure(CallInterruptedException.class).wasSent()).isFalse();
            opening.thread().interrupt();
            assertThat(opening.failure(CallInterruptedException.class).wasSent())
                    .isFalse();
            greeting.release();
            lanes.call(new DomainDestroy(GUEST));
        }
    }

    @Test
    void theDeadlineHoldsWhileALaneGrows() throws Exception {
        try (Lanes lanes = Wire.open(daemon, Wire.deadline(Duration.ofSeconds(50)))) {
            Hold hold = hang(lanes, 4);
            Hold greeting = daemon.hold(AuthList.class);
            Caller.Call<DomainGetInfo.Reply> patient = Caller.VIRTUAL.start(() -> lanes.call(INFO, SOON));
            greeting.awaitHeld(1, SOON);
            Caller.PLATFORM.start(() -> lanes.call(INFO, SHORT)).failure(DeadlineExceededException.class);
            Caller.Call<?> stopped = Caller.PLATFORM.start(() -> lanes.call(INFO, SOON));
            stopped.thread().interrupt();
            stopped.failure(CallInterruptedException.class);
            hold.releaseFirst();
            assertThat(patient.result())
                    .as("served by the place that became free")
                    .isEqualTo(ANSWER);
            greeting.release();
            hold.release();
        }
    }

    @Test
    void aConnectionThatCannotBeAddedHarmsNobody() throws Exception {
        try (Lanes lanes = Wire.open(daemon)) {
            Hold hold = hang(lanes, 4);
            daemon.faultEvery(Fault.CUT_AFTER_ACCEPT);
            daemon.nextConnection(SOON);
            Caller.Call<DomainGetInfo.Reply> queued = Caller.VIRTUAL.start(() -> lanes.call(INFO, SOON));
            daemon.nextConnection(SOON).awaitEnd(SOON);
            hold.releaseFirst();
            assertThat(queued.result()).isEqualTo(ANSWER);
            assertThat(lanes.isOpen()).isTrue();
            hold.release();
        }
    }

    /** What is registered on one connection is told on that one: a second one would lose its events. */
    @Test
    void theLaneForEventsDoesNotGrow() throws Exception {
        Hold registrations = daemon.hold(ConnectDomainEventCallbackRegisterAny.class);
        try (Lanes lanes = Wire.open(daemon)) {
            EventLane events = lanes.openEvents(new HeardEvents());
            List<Caller.Call<ConnectDomainEventCallbackRegisterAny.Reply>> calls = IntStream.range(0, 8)
                    .mapToObj(id -> Caller.PLATFORM.start(
                            () -> events.call(new ConnectDomainEventCallbackRegisterAny(id, null))))
                    .toList();
            registrations.awaitHeld(4, SOON);
            Hold clock = hang(lanes, 5);
            registrations.release();
            for (Caller.Call<?> call : calls) {
                call.result();
            }
            assertThat(daemon.subscribers()).hasSize(1);
            clock.release();
        }
    }

    @Test
    void closingFailsWhatIsQueuedAndWhatIsUnderWay() throws Exception {
        Lanes lanes = Wire.open(daemon);
        Hold hold = daemon.hold(DomainGetInfo.class);
        List<Caller.Call<DomainGetInfo.Reply>> underWay = Caller.PLATFORM.start(16, () -> lanes.call(INFO));
        hold.awaitHeld(16, SOON);
        Call<?> unsent = Wire.info(77);
        Caller.Call<?> queued = Caller.VIRTUAL.start(() -> lanes.call(unsent));
        lanes.close();
        for (Caller.Call<?> call : underWay) {
            ConnectionLostException lost = call.failure(ConnectionLostException.class);
            assertThat(lost.wasSent()).isTrue();
            assertThat(lost).hasMessageContaining("the host was closed");
        }
        assertThat(queued.failure(ConnectionLostException.class).wasSent()).isFalse();
        Caller.Call<?> later = Caller.PLATFORM.start(() -> lanes.call(new DomainDestroy(GUEST)));
        assertThat(later.failure(ConnectionLostException.class)).hasMessageContaining("the host was closed");
    }
}
