package dev.guestwire.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.LibvirtException;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeConnection;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.testkit.fake.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Faults at random over many calls of many hosts, by both kinds of threads: each call ends in time and typed, and at the end nothing
 * is left. The property {@code guestwire.soak} says for how many seconds; a few without it.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SoakTest {
    private static final Duration SOAK = Duration.ofSeconds(Long.getLong("guestwire.soak", 4));
    private static final Duration DEADLINE = Duration.ofMillis(300);
    private static final Duration MARGIN = Duration.ofSeconds(20);
    private static final Fault[] FAULTS = Stream.of(Fault.values())
            .filter(fault -> fault != Fault.CUT_AFTER_ACCEPT && fault != Fault.CUT_BEFORE_OPEN_REPLY)
            .toArray(Fault[]::new);

    private final FakeLibvirtd daemon = FakeLibvirtd.start().maxClientRequests();
    private final Set<Thread> others = Thread.getAllStackTraces().keySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final SplittableRandom random = new SplittableRandom(11);
    private final AtomicLong latest = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();
    private final Map<String, Integer> endings = new TreeMap<>();

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void everyCallEndsInTimeAndNothingIsLeft() throws Exception {
        daemon.on(DomainGetInfo.class, call -> spoilt(Answer.of(Wire.ANSWER)));
        daemon.on(DomainGetXmlDesc.class, call -> spoilt(Answer.of(new DomainGetXmlDesc.Reply("<domain/>"))));
        long until = System.nanoTime() + SOAK.toNanos();
        List<Caller.Call<Boolean>> callers = new ArrayList<>();
        for (int host = 0; host < 4; host++) {
            SplittableRandom own = random.split();
            callers.add(Caller.PLATFORM.start(() -> hosts(own, until)));
        }
        for (Caller.Call<Boolean> caller : callers) {
            assertThat(caller.future().get(SOAK.toSeconds() + 300, TimeUnit.SECONDS))
                    .isTrue();
        }
        assertThat(endings.keySet()).as("how they ended").allMatch(name -> name.endsWith("Exception"));
        assertThat(Duration.ofNanos(latest.get())).as("late").isLessThan(MARGIN);
        assertThat(calls.get()).isGreaterThan(500);
        for (FakeConnection connection : daemon.connections()) {
            connection.resume();
            connection.awaitEnd(Wire.SOON);
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("guestwire-") && !others.contains(thread)) {
                assertThat(thread.join(Wire.SOON)).as(thread.getName()).isTrue();
            }
        }
    }

    private <R extends dev.guestwire.protocol.XdrValue> Answer<R> spoilt(Answer<R> answer) {
        lock.lock();
        try {
            return random.nextInt(60) == 0 ? answer.with(FAULTS[random.nextInt(FAULTS.length)]) : answer;
        } finally {
            lock.unlock();
        }
    }

    private boolean hosts(SplittableRandom own, long until) throws Exception {
        while (System.nanoTime() - until < 0) {
            try (Lanes lanes = Wire.open(daemon, Wire.deadline(Duration.ofSeconds(20)))) {
                List<Caller.Call<Boolean>> threads = new ArrayList<>();
                for (int i = 0; i < 16; i++) {
                    SplittableRandom each = own.split();
                    threads.add((i % 2 == 0 ? Caller.PLATFORM : Caller.VIRTUAL).start(() -> work(lanes, each)));
                }
                threads.get(own.nextInt(threads.size())).thread().interrupt();
                for (Caller.Call<Boolean> thread : threads) {
                    assertThat(thread.future().get(120, TimeUnit.SECONDS)).isTrue();
                }
            }
        }
        return true;
    }

    private boolean work(Lanes lanes, SplittableRandom own) {
        for (int i = 0; i < 20 && lanes.isOpen(); i++) {
            long began = System.nanoTime();
            try {
                if (own.nextBoolean()) {
                    assertThat(lanes.call(Wire.INFO, DEADLINE)).isNotNull();
                } else {
                    lanes.call(new DomainGetXmlDesc(Wire.info(own.nextInt(3)).dom(), 0), DEADLINE);
                }
            } catch (LibvirtException typed) {
                end(typed.getClass().getSimpleName());
            } catch (RuntimeException | Error untyped) {
                end(untyped.toString());
            }
            calls.incrementAndGet();
            latest.accumulateAndGet(System.nanoTime() - began - DEADLINE.toNanos(), Math::max);
            var unused = Thread.interrupted();
        }
        return true;
    }

    private void end(String how) {
        lock.lock();
        try {
            endings.merge(how, 1, Integer::sum);
        } finally {
            lock.unlock();
        }
    }
}
