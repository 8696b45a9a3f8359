package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.Program;
import dev.guestwire.testkit.fake.FakeConnection;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A daemon that talks and does not read. */
@Timeout(120)
class DeafDaemonTest {
    private static final int PINGS = 100_000;

    @Test
    void pingsThatNobodyReadsTheAnswersOfTakeNoMemory() throws Exception {
        try (FakeLibvirtd daemon = Wire.daemon();
                Lanes lanes = Wire.open(daemon)) {
            FakeConnection connection = daemon.connections().getFirst();
            connection.stopReading();
            for (int i = 0; i < PINGS; i++) {
                connection.ping();
            }
            connection.emit(new dev.guestwire.protocol.remote.DomainEventCallbackReboot(0, Wire.GUEST));
            Caller.Call<?> call = Caller.PLATFORM.start(() -> lanes.call(Wire.INFO));
            call.awaitParked();
            connection.resume();
            call.result();
            assertThat(connection.packets())
                    .as("the socket's room is answered, and what was asked beyond it once")
                    .filteredOn(packet -> packet.header().program() == Program.KEEPALIVE.id())
                    .hasSizeLessThan(PINGS / 2);
        }
    }

    @Test
    void aDaemonThatReadsNothingIsDeadThoughItPings() throws Exception {
        BlockingQueue<ConnectionEnd> ends = new LinkedBlockingQueue<>();
        try (FakeLibvirtd daemon = Wire.daemon()) {
            Lanes lanes = Wire.open(daemon, Wire.pings(Duration.ofMillis(200), 2));
            lanes.onEnd(ends::add);
            FakeConnection connection = daemon.connections().getFirst();
            connection.stopReading();
            ConnectionEnd end = null;
            long until = System.nanoTime() + SOON.toNanos();
            while (end == null && System.nanoTime() < until) {
                for (int i = 0; i < 1000; i++) {
                    connection.ping();
                }
                end = ends.poll(10, TimeUnit.MILLISECONDS);
            }
            assertThat(Objects.requireNonNull(end, "it never ended").reason())
                    .isEqualTo(ConnectionEnd.Reason.KEEPALIVE);
            lanes.close();
        }
    }
}
