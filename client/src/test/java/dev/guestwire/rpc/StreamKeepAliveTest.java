package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.remote.ConnectSupportsFeature;
import dev.guestwire.protocol.remote.DomainOpenConsole;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeConnection;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream is not pinged and asks for no pings; a daemon that hangs is found all the same. */
@Timeout(240)
class StreamKeepAliveTest {
    private static final DomainOpenConsole CONSOLE = new DomainOpenConsole(Wire.GUEST, null, 0);
    private static final int KEEPALIVE = 10;

    @Test
    void aStreamAsksForNoPingsSinceItMayBeDeafForLong() {
        try (FakeLibvirtd daemon = daemon();
                Lanes lanes = Wire.open(daemon)) {
            StreamLane<Empty> stream = lanes.openStream(CONSOLE);
            assertThat(daemon.calls())
                    .filteredOn(call -> call.call().equals(new ConnectSupportsFeature(KEEPALIVE)))
                    .extracting(call -> call.connection().number())
                    .containsExactly(1);
            stream.close();
        }
    }

    @Test
    void aDaemonThatHangsIsFoundOnTheOtherConnections() throws Exception {
        try (FakeLibvirtd daemon = daemon();
                Lanes lanes = Wire.open(daemon, Wire.pings(Duration.ofMillis(100), 2))) {
            StreamLane<Empty> stream = lanes.openStream(CONSOLE);
            Caller.Call<Integer> reader = Caller.PLATFORM.start(() -> stream.read(new byte[1], 0, 1));
            daemon.connections().forEach(FakeConnection::stall);
            assertThat(reader.failure(ConnectionLostException.class)).hasMessageContaining("did not answer pings");
            daemon.connections().forEach(FakeConnection::resume);
        }
    }

    @Test
    void aPingIsAnsweredAllTheSame() throws Exception {
        try (FakeLibvirtd daemon = daemon();
                Lanes lanes = Wire.open(daemon)) {
            StreamLane<Empty> stream = lanes.openStream(CONSOLE);
            FakeConnection connection = daemon.connections().getLast();
            connection.ping();
            connection.nextPacket(header -> header.procedure() == KeepAlive.PONG && header.serial() == 0, SOON);
            stream.close();
        }
    }

    private static FakeLibvirtd daemon() {
        return Wire.daemon().on(DomainOpenConsole.class, call -> Answer.done());
    }
}
