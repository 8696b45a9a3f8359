package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.testkit.fake.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Callers read for each other: whoever leaves, and why ever, somebody goes on reading. */
@Timeout(240)
class LeadTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private final FakeLibvirtd daemon = Wire.daemon()
            .on(
                    DomainGetInfo.class,
                    call -> Answer.of(new DomainGetInfo.Reply(1, call.dom().id(), 0, 1, 0)));

    @AfterEach
    void stop() {
        daemon.close();
    }

    /** A lane that keeps to one connection, so that a place that is not freed is missed. */
    private record Narrow(Lane lane) implements AutoCloseable {
        DomainGetInfo.Reply call(DomainGetInfo call) {
            return call(call, SOON);
        }

        DomainGetInfo.Reply call(DomainGetInfo call, Duration deadline) {
            return Lanes.call(lane, call, deadline);
        }

        @Override
        public void close() {
            lane.end(ConnectionEnd.closed());
        }
    }

    /** Four callers wait, the fake holds their calls in the order of their numbers. */
    private List<Caller.Call<DomainGetInfo.Reply>> waiting(Narrow lanes, Hold hold, List<Caller> callers)
            throws InterruptedException {
        List<Caller.Call<DomainGetInfo.Reply>> calls = new ArrayList<>();
        for (int i = 0; i < callers.size(); i++) {
            int number = i;
            calls.add(callers.get(i).start(() -> lanes.call(Wire.info(number))));
            hold.awaitHeld(i + 1, SOON);
        }
        return calls;
    }

    private static List<Caller> mixed(String letters) {
        return letters.chars()
                .mapToObj(letter -> letter == 'P' ? Caller.PLATFORM : Caller.VIRTUAL)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "PPPP,true",
        "PPPP,false",
        "VVVV,true",
        "VVVV,false",
        "PVPV,true",
        "VPVP,false",
        "PVVV,true",
        "VVVP,false"
    })
    void eachAnswerFreesItsCallerAloneWhateverTheOrder(String callers, boolean firstFirst) throws Exception {
        Hold hold = daemon.hold(DomainGetInfo.class);
        try (Narrow lanes = new Narrow(Wire.narrowLane(daemon))) {
            List<Caller.Call<DomainGetInfo.Reply>> calls = waiting(lanes, hold, mixed(callers));
            List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
            if (!firstFirst) {
                Collections.reverse(order);
            }
            for (int i = 0; i < 4; i++) {
                if (firstFirst) {
                    hold.releaseFirst();
                } else {
                    hold.releaseLast();
                }
                assertThat(calls.get(order.get(i)).result().maxMem())
                        .isEqualTo(order.get(i).longValue());
                for (int later : order.subList(i + 1, 4)) {
                    assertThat(calls.get(later).future()).isNotDone();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"PPPP,0", "PPPP,3", "PVVV,0", "VVVV,0", "VVVP,3", "VPPP,0"})
    void anInterruptedCallerLeavesAndTheOthersGetTheirAnswers(String callers, int leaving) throws Exception {
        Hold hold = daemon.hold(DomainGetInfo.class);
        try (Narrow lanes = new Narrow(Wire.narrowLane(daemon))) {
            List<Caller.Call<DomainGetInfo.Reply>> calls = waiting(lanes, hold, mixed(callers));
            calls.get(leaving).thread().interrupt();
            assertThat(calls.get(leaving)
                            .failure(CallInterruptedException.class)
                            .wasSent())
                    .isTrue();
            assertItsPlaceComesBack(lanes, hold, calls, leaving);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallerPastItsDeadlineLeavesAndTheOthersGetTheirAnswers(Caller caller) throws Exception {
        Hold hold = daemon.hold(DomainGetInfo.class);
        try (Narrow lanes = new Narrow(Wire.narrowLane(daemon))) {
            Caller.Call<DomainGetInfo.Reply> late = caller.start(() -> lanes.call(Wire.info(0), SHORT));
            hold.awaitHeld(1, SOON);
            List<Caller.Call<DomainGetInfo.Reply>> calls = new ArrayList<>(List.of(late));
            for (int i = 1; i < 4; i++) {
                int number = i;
                calls.add(Caller.PLATFORM.start(() -> lanes.call(Wire.info(number))));
                hold.awaitHeld(i + 1, SOON);
            }
            NoAnswerException failure = late.failure(DeadlineExceededException.class);
            assertThat(failure.wasSent()).isTrue();
            assertThat(failure).hasMessageContaining("300 ms").hasMessageContaining("guest-0");
            assertItsPlaceComesBack(lanes, hold, calls, 0);
        }
    }

    /** The late answer is swallowed and frees its place: four further calls are under way on the same connection. */
    private void assertItsPlaceComesBack(
            Narrow lanes, Hold hold, List<Caller.Call<DomainGetInfo.Reply>> calls, int left) throws Exception {
        hold.release();
        for (int i = 0; i < calls.size(); i++) {
            if (i != left) {
                assertThat(calls.get(i).result().maxMem()).isEqualTo(i);
            }
        }
        Hold again = daemon.hold(DomainGetInfo.class);
        List<Caller.Call<DomainGetInfo.Reply>> four = waiting(lanes, again, mixed("PVPV"));
        again.release();
        for (Caller.Call<DomainGetInfo.Reply> call : four) {
            call.result();
        }
        assertThat(lanes.lane().end()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void theInterruptIsStillThereAfterwardsAndTheConnectionToo(Caller caller) throws Exception {
        Hold hold = daemon.hold(DomainGetInfo.class);
        try (Narrow lanes = new Narrow(Wire.narrowLane(daemon))) {
            Caller.Call<Boolean> call = caller.start(() -> {
                try {
                    lanes.call(Wire.info(0));
                    return false;
                } catch (CallInterruptedException interrupted) {
                    return Thread.currentThread().isInterrupted();
                }
            });
            hold.awaitHeld(1, SOON);
            call.thread().interrupt();
            assertThat(call.result()).isTrue();
            hold.release();
            assertThat(lanes.call(Wire.info(5)).maxMem()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsInterruptedBeforeCallingSendsNothing(Caller caller) throws Exception {
        try (Narrow lanes = new Narrow(Wire.narrowLane(daemon))) {
            Caller.Call<?> call = caller.start(() -> {
                Thread.currentThread().interrupt();
                return lanes.call(Wire.info(0));
            });
            assertThat(call.failure(CallInterruptedException.class).wasSent()).isFalse();
            lanes.call(Wire.info(1));
            assertThat(daemon.calls(DomainGetInfo.class)).containsExactly(Wire.info(1));
        }
    }

    /** While nobody calls the socket is read all the same: a later call finds a connection that lives. */
    @Test
    void callsOneAfterTheOtherNeedNobodyElse() {
        try (Narrow lanes = new Narrow(Wire.narrowLane(daemon))) {
            for (int i = 0; i < 500; i++) {
                assertThat(lanes.call(Wire.info(i)).maxMem()).isEqualTo(i);
            }
        }
    }
}
