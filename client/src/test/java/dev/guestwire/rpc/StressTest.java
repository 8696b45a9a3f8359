package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.testkit.fake.Fault;
import dev.guestwire.testkit.fake.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many threads of both sorts call at once; some answers hang, some deadlines are short, some callers are interrupted.
 * Every call ends with its own answer or the right exception, and afterwards every place is free again.
 */
@Timeout(240)
class StressTest {
    private static final int THREADS = 24;
    private static final int CALLS = 80;
    private static final int ROUNDS = 1_500;

    private final FakeLibvirtd daemon = Wire.daemon();
    private final Hold hold = new Hold();

    @AfterEach
    void stop() {
        daemon.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyCallEnds(long seed) throws Exception {
        daemon.on(DomainGetInfo.class, this::answer);
        try (Lanes lanes = Wire.open(daemon)) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Caller.Call<Integer>> callers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Script script = new Script(lanes, i, random.split());
                callers.add((random.nextBoolean() ? Caller.PLATFORM : Caller.VIRTUAL).start(script::run));
            }
            AtomicBoolean over = new AtomicBoolean();
            Caller.Call<Boolean> releaser = Caller.PLATFORM.start(() -> release(over, random.split()));
            disturb(callers, random);
            int answered = 0;
            for (Caller.Call<Integer> caller : callers) {
                answered += caller.result();
            }
            over.set(true);
            releaser.thread().interrupt();
            releaser.result();
            assertThat(answered).as("with seed " + seed).isPositive();
            hold.release();
            assertEveryPlaceIsFree(lanes);
        }
    }

    /** In each round every thread calls once, and then nobody does: who is forgotten is not saved by the next call. */
    @Test
    void aBurstLeavesNobodyBehind() throws Exception {
        daemon.reply(DomainGetInfo.class, Wire.ANSWER);
        Lane lane = Wire.narrowLane(daemon);
        CyclicBarrier round = new CyclicBarrier(10);
        List<Caller.Call<Integer>> callers = new ArrayList<>();
        for (Caller caller : Caller.values()) {
            callers.addAll(caller.start(5, () -> {
                int rounds = 0;
                for (; rounds < ROUNDS; rounds++) {
                    round.await(Caller.SECONDS, TimeUnit.SECONDS);
                    Lanes.call(lane, Wire.INFO, SOON);
                }
                return rounds;
            }));
        }
        for (Caller.Call<Integer> caller : callers) {
            assertThat(caller.result()).isEqualTo(ROUNDS);
        }
        lane.end(ConnectionEnd.closed());
    }

    /** One call in eight hangs until the releaser comes; one in twenty comes in pieces. */
    private Answer<DomainGetInfo.Reply> answer(DomainGetInfo call) {
        int number = call.dom().id();
        Answer<DomainGetInfo.Reply> answer = Answer.of(new DomainGetInfo.Reply(1, number, 0, 1, 0));
        if (number % 8 == 3) {
            return answer.heldBy(hold);
        }
        return number % 20 == 7 ? answer.with(Fault.ONE_BYTE_AT_A_TIME) : answer;
    }

    private boolean release(AtomicBoolean over, SplittableRandom random) {
        while (!over.get()) {
            try {
                hold.awaitHeld(1, SOON);
            } catch (InterruptedException finished) {
                return true;
            }
            if (random.nextBoolean()) {
                hold.releaseFirst();
            } else {
                hold.releaseLast();
            }
        }
        return true;
    }

    private static void disturb(List<Caller.Call<Integer>> callers, SplittableRandom random) {
        while (callers.stream().anyMatch(caller -> !caller.future().isDone())) {
            callers.get(random.nextInt(callers.size())).thread().interrupt();
            LockSupport.parkNanos(random.nextLong(200_000, 3_000_000));
        }
    }

    private void assertEveryPlaceIsFree(Lanes lanes) throws Exception {
        Hold again = new Hold();
        daemon.on(DomainGetInfo.class, call -> Answer.of(Wire.ANSWER).heldBy(again));
        List<Caller.Call<DomainGetInfo.Reply>> full = new ArrayList<>();
        for (Caller caller : Caller.values()) {
            full.addAll(caller.start(8, () -> lanes.call(Wire.INFO)));
        }
        again.awaitHeld(16, SOON);
        assertThat(daemon.connections()).hasSizeLessThanOrEqualTo(Lane.MAX_CONNECTIONS);
        again.release();
        for (Caller.Call<DomainGetInfo.Reply> call : full) {
            assertThat(call.result()).isEqualTo(Wire.ANSWER);
        }
    }

    /** What one thread does. */
    private record Script(Lanes lanes, int thread, SplittableRandom random) {
        int run() {
            int answered = 0;
            for (int i = 0; i < CALLS; i++) {
                int number = thread * CALLS + i;
                Duration deadline = random.nextInt(4) == 0 ? Duration.ofMillis(random.nextInt(1, 20)) : SOON;
                try {
                    assertThat(lanes.call(Wire.info(number), deadline).maxMem()).isEqualTo(number);
                    answered++;
                } catch (NoAnswerException given) {
                    assertThat(given).isNotInstanceOf(ConnectionLostException.class);
                }
                var unused = Thread.interrupted();
            }
            return answered;
        }
    }
}
