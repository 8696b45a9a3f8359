package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.testkit.fake.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The daemon stops reading a connection with five calls under way: there are never more than four. */
@Timeout(240)
class WindowTest {
    private static final int CROWD = 64;

    private final FakeLibvirtd daemon = Wire.daemon();

    @AfterEach
    void stop() {
        daemon.close();
    }

    private static List<Exchange> submit(Lane lane, int count) {
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            exchanges.add(Requests.exchange(Wire.info(i)));
            lane.submit(exchanges.getLast());
        }
        return exchanges;
    }

    @Test
    void callsAreSentInTheOrderTheyCameAndNeverMoreThanFourAtOnce() throws Exception {
        Hold hold = daemon.hold(DomainGetInfo.class);
        Lane lane = Wire.narrowLane(daemon);
        List<Exchange> exchanges = submit(lane, 60);
        for (int i = 0; i < 60; i++) {
            hold.awaitHeld(Math.min(4, 60 - i), SOON);
            assertThat(hold.held()).isLessThanOrEqualTo(4);
            hold.releaseFirst();
            assertThat(lane.await(exchanges.get(i), Deadline.of(SOON).at())).isTrue();
        }
        assertThat(daemon.calls(DomainGetInfo.class))
                .isEqualTo(IntStream.range(0, 60).mapToObj(Wire::info).toList());
        lane.end(ConnectionEnd.closed());
    }

    /** Given up while they queue, calls leave the queue; the others keep their order. */
    @Test
    void whatLeavesTheQueueIsNeverSent() throws Exception {
        Hold hold = daemon.hold(DomainGetInfo.class);
        Lane lane = Wire.narrowLane(daemon);
        List<Exchange> exchanges = submit(lane, 20);
        hold.awaitHeld(4, SOON);
        for (int i = 5; i < 20; i += 2) {
            assertThat(lane.await(exchanges.get(i), System.nanoTime() - 1)).isFalse();
            assertThat(exchanges.get(i).connection()).isNull();
        }
        hold.release();
        assertThat(lane.await(exchanges.get(18), Deadline.of(SOON).at())).isTrue();
        assertThat(daemon.calls(DomainGetInfo.class))
                .isEqualTo(IntStream.range(0, 20)
                        .filter(i -> i < 4 || i % 2 == 0)
                        .mapToObj(Wire::info)
                        .toList());
        lane.end(ConnectionEnd.closed());
    }

    @ParameterizedTest
    @EnumSource
    void aCrowdNeverHasMoreThanFourUnderWay(Caller caller) throws Exception {
        Hold hold = daemon.hold(DomainGetInfo.class);
        Lane lane = Wire.narrowLane(daemon);
        List<Caller.Call<Integer>> crowd = caller.start(CROWD, () -> {
            for (int i = 0; i < 10; i++) {
                Lanes.call(lane, Wire.INFO, SOON);
            }
            return 10;
        });
        for (int i = 0; i < CROWD * 10; i++) {
            hold.awaitHeld(1, SOON);
            assertThat(hold.held()).isLessThanOrEqualTo(4);
            hold.releaseLast();
        }
        for (Caller.Call<Integer> call : crowd) {
            assertThat(call.result()).isEqualTo(10);
        }
        lane.end(ConnectionEnd.closed());
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatNeverLeftTheQueueHasNotRunAndNeverRuns(Caller caller) throws Exception {
        Hold hold = daemon.hold(DomainGetInfo.class);
        try (Lanes lanes = Wire.open(daemon)) {
            List<Caller.Call<DomainGetInfo.Reply>> stuck = caller.start(16, () -> lanes.call(Wire.INFO));
            hold.awaitHeld(16, SOON);
            assertThat(daemon.connections()).hasSize(4).allMatch(connection -> connection.inFlight() == 4);
            Caller.Call<?> queued = caller.start(() -> lanes.call(Wire.info(99), Duration.ofMillis(200)));
            DeadlineExceededException late = queued.failure(DeadlineExceededException.class);
            assertThat(late.wasSent()).isFalse();
            assertThat(late).hasMessageContaining("it was not sent");
            hold.release();
            for (Caller.Call<?> call : stuck) {
                call.result();
            }
            lanes.call(Wire.INFO);
            assertThat(daemon.calls(DomainGetInfo.class)).doesNotContain(Wire.info(99));
        }
    }
}
