package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.remote.ConnectListAllDomains;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.transport.LibvirtUri;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand virtual threads call at once over one host. */
@Timeout(240)
class VirtualThreadsTest {
    private static final int CALLERS = 10_000;

    /** How many callers may overtake one: a carrier may stand still between a call and its place in the queue. */
    private static final int OVERTAKING = CALLERS / 2;

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @LibvirtHost
    private static Lab lab;

    @TempDir
    private Path folder;

    @Test
    void allFinishInTurnAndNoCarrierIsPinned() throws Exception {
        try (Lanes lanes = Lanes.open(LibvirtUri.parse(lab.testUri()), Wire.pings(Duration.ofSeconds(5), 5))) {
            Domain test = lanes.call(new ConnectListAllDomains(1, 0)).domains().getFirst();
            crowd(lanes, test, 100);
            AtomicInteger overtaken = new AtomicInteger();
            assertThat(pinnedDuring(() -> overtaken.set(crowd(lanes, test, CALLERS))))
                    .isEmpty();
            assertThat(overtaken).hasValueLessThan(OVERTAKING);
            assertThat(lanes.isOpen()).isTrue();
            assertThat(lanes.call(new DomainGetInfo(test), SOON).state()).isEqualTo(1);
        }
    }

    /** A thread that parks in the initialiser of a class holds its carrier: so a pinned one would be seen. */
    @Test
    void aPinnedCarrierWouldBeRecorded() throws Exception {
        assertThat(pinnedDuring(() -> Caller.VIRTUAL.start(() -> Pinning.DONE).result()))
                .isNotEmpty();
    }

    private static final class Pinning {
        static final Boolean DONE = park();

        private static Boolean park() {
            LockSupport.parkNanos(1_000_000);
            return true;
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private List<RecordedEvent> pinnedDuring(Work work) throws Exception {
        Path file = folder.resolve("pinned.jfr");
        try (Recording recording = new Recording()) {
            recording
                    .enable("jdk.VirtualThreadPinned")
                    .withThreshold(Duration.ZERO)
                    .withStackTrace();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
                .toList();
    }

    /** {@return by how many the most overtaken caller was overtaken} */
    private static int crowd(Lanes lanes, Domain test, int size) throws Exception {
        CountDownLatch ready = new CountDownLatch(size);
        CountDownLatch begin = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        List<Caller.Call<Integer>> calls = Caller.VIRTUAL.start(size, () -> {
            ready.countDown();
            begin.await();
            int place = asked.incrementAndGet();
            assertThat(lanes.call(new DomainGetInfo(test), DEADLINE).state()).isEqualTo(1);
            return answered.incrementAndGet() - place;
        });
        ready.await();
        begin.countDown();
        int most = 0;
        for (Caller.Call<Integer> call : calls) {
            most = Math.max(most, call.result());
        }
        return most;
    }
}
