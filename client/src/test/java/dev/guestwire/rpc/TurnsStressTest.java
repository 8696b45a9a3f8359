package dev.guestwire.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.testkit.fake.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many threads ask a few guests for documents, of which some hang for a while; callers have short deadlines, are interrupted, and at
 * last the host is closed. Nobody waits longer than allowed, and while the host is open every guest's turn comes again.
 */
@Timeout(240)
class TurnsStressTest {
    private static final int PLATFORM = 50;
    private static final int VIRTUAL = 500;
    private static final int CALLS = 6;
    private static final int GUESTS = 12;

    /** What a busy machine may need more; a call that was forgotten would wait for its whole deadline of a minute and longer. */
    private static final Duration MARGIN = Duration.ofSeconds(20);

    private final FakeLibvirtd daemon = Wire.daemon();
    private final Hold hold = new Hold();
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong latest = new AtomicLong();

    @AfterEach
    void stop() {
        daemon.close();
    }

    private static DomainGetXmlDesc document(int guest) {
        return new DomainGetXmlDesc(new Domain("guest" + guest, new UUID(9, guest), guest), 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyTurnComes(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom held = random.split();
        daemon.on(DomainGetXmlDesc.class, call -> {
            Answer<DomainGetXmlDesc.Reply> answer =
                    Answer.of(new DomainGetXmlDesc.Reply(call.dom().name()));
            lock.lock();
            try {
                return call.dom().id() % 3 == 0 && held.nextInt(4) == 0 ? answer.heldBy(hold) : answer;
            } finally {
                lock.unlock();
            }
        });
        Lanes lanes = Wire.open(daemon);
        AtomicBoolean closing = new AtomicBoolean();
        List<Caller.Call<Integer>> callers = new ArrayList<>();
        for (int i = 0; i < PLATFORM + VIRTUAL; i++) {
            SplittableRandom own = random.split();
            callers.add((i < PLATFORM ? Caller.PLATFORM : Caller.VIRTUAL).start(() -> work(lanes, own, closing)));
        }
        disturb(callers, random);
        hold.release();
        for (Caller.Call<Integer> caller : callers) {
            assertThat(caller.future().get(2, TimeUnit.MINUTES)).isNotNegative();
        }
        for (int guest = 0; guest < GUESTS; guest++) {
            assertThat(lanes.call(document(guest)).xml()).isEqualTo("guest" + guest);
        }
        closeUnderWay(lanes, closing);
        assertThat(Duration.ofNanos(latest.get())).as("late").isLessThan(MARGIN);
    }

    private int work(Lanes lanes, SplittableRandom random, AtomicBoolean closing) {
        int answered = 0;
        for (int i = 0; i < CALLS; i++) {
            int guest = random.nextInt(GUESTS);
            Duration deadline = Duration.ofMillis(random.nextInt(5) == 0 ? random.nextInt(1, 30) : 3_000);
            long began = System.nanoTime();
            try {
                assertThat(lanes.call(document(guest), deadline).xml()).isEqualTo("guest" + guest);
                answered++;
            } catch (NoAnswerException given) {
                assertThat(given instanceof ConnectionLostException && !closing.get())
                        .isFalse();
            }
            long late = System.nanoTime() - began - deadline.toNanos();
            latest.accumulateAndGet(late, Math::max);
            var unused = Thread.interrupted();
        }
        return answered;
    }

    private void disturb(List<Caller.Call<Integer>> callers, SplittableRandom random) {
        for (int i = 0;
                i < 400 && callers.stream().anyMatch(each -> !each.future().isDone());
                i++) {
            if (random.nextInt(3) == 0) {
                callers.get(random.nextInt(callers.size())).thread().interrupt();
            } else if (hold.held() > 0) {
                hold.releaseFirst();
            }
            LockSupport.parkNanos(random.nextLong(100_000, 3_000_000));
        }
    }

    /** Calls under way, held back and queued all hear of the end. */
    private void closeUnderWay(Lanes lanes, AtomicBoolean closing) throws Exception {
        Hold forEver = new Hold();
        daemon.on(
                DomainGetXmlDesc.class,
                call -> Answer.of(new DomainGetXmlDesc.Reply("")).heldBy(forEver));
        List<Caller.Call<DomainGetXmlDesc.Reply>> stuck = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int guest = i % GUESTS;
            stuck.add((i % 2 == 0 ? Caller.PLATFORM : Caller.VIRTUAL)
                    .start(() -> lanes.call(document(guest), Duration.ofHours(1))));
        }
        forEver.awaitHeld(4, Wire.SOON);
        closing.set(true);
        lanes.close();
        for (Caller.Call<DomainGetXmlDesc.Reply> each : stuck) {
            assertThat(each.failure(LibvirtException.class))
                    .isInstanceOfAny(ConnectionLostException.class, CallInterruptedException.class);
        }
    }
}
