package dev.guestwire.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.protocol.remote.ConnectGetLibVersion;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainCreateWithFlags;
import dev.guestwire.protocol.remote.DomainDefineXml;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainMemoryStats;
import dev.guestwire.testkit.Lab;
import dev.guestwire.transport.LibvirtUri;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A guest whose real QEMU hangs (SIGSTOP), another that does not, and calls over the same lanes to both. The guests stay
 * paused, since nothing here needs their processors.
 */
final class HungGuest implements AutoCloseable {
    static final Duration SHORT = Duration.ofMillis(300);

    private static final int START_PAUSED = 1;
    private static final int CALLS = 500;

    /** A machine that is busy otherwise may be slower for a while; a stalled connection is slower by far more. */
    private static final int NOISE = 3;

    /** What a busy machine spoils is tried again; what the hung guest stalls stays stalled. */
    private static final int TURNS = 20;

    private static final long GRAIN_NANOS = 300_000;

    private final Lab lab;
    private final Lanes lanes;
    private final Domain hung;
    private final Domain healthy;
    private final long usual;
    private int stuck;

    HungGuest(Lab lab) {
        this.lab = lab;
        lanes = Lanes.open(LibvirtUri.parse(lab.qemuUri()), Wire.pings(Duration.ofSeconds(5), 5));
        hung = start("hung");
        healthy = start("healthy");
        median();
        usual = median();
        lab.qemu("hung").pause();
    }

    private Domain start(String name) {
        String xml = lab.guest(name).memory(64).emulated().create().xml();
        Domain defined = lanes.call(new DomainDefineXml(xml)).dom();
        return lanes.call(new DomainCreateWithFlags(defined, START_PAUSED)).dom();
    }

    Lanes lanes() {
        return lanes;
    }

    Domain hung() {
        return hung;
    }

    Domain healthy() {
        return healthy;
    }

    /** {@return a call that the daemon can only answer when the hung QEMU has} */
    DomainMemoryStats question() {
        return new DomainMemoryStats(hung, 16, 0);
    }

    /** Asks the hung QEMU something until so many calls are stuck in the daemon; their callers give up. */
    void stick(int count) throws Exception {
        for (int turn = 0; stuck < count; turn++) {
            assertThat(turn)
                    .as("turns in which too few calls got to the daemon")
                    .isLessThan(TURNS);
            List<Caller.Call<?>> calls = new ArrayList<>();
            for (int i = stuck; i < count; i++) {
                Caller caller = i % 2 == 0 ? Caller.PLATFORM : Caller.VIRTUAL;
                calls.add(caller.start(() -> lanes.call(question(), SHORT)));
            }
            for (Caller.Call<?> call : calls) {
                if (call.failure(DeadlineExceededException.class).wasSent()) {
                    stuck++;
                }
            }
        }
    }

    /** {@return the median time of calls that do not concern the hung guest, in nanoseconds} */
    private long median() {
        long[] times = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long began = System.nanoTime();
            if (i % 2 == 0) {
                lanes.call(new DomainGetInfo(healthy));
            } else {
                lanes.call(new ConnectGetLibVersion());
            }
            times[i] = System.nanoTime() - began;
        }
        Arrays.sort(times);
        return times[CALLS / 2];
    }

    void assertOthersAreAsFastAsBefore() {
        long best = median();
        for (int turn = 1; turn < TURNS && best >= usual * NOISE + GRAIN_NANOS; turn++) {
            best = Math.min(best, median());
        }
        assertThat(best).as("median with %d calls stuck, in ns", stuck).isLessThan(usual * NOISE + GRAIN_NANOS);
    }

    @Override
    public void close() {
        lanes.close();
    }
}
