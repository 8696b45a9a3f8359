package dev.guestwire.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Packet;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.PacketStatus;
import dev.guestwire.protocol.PacketType;
import dev.guestwire.protocol.Program;
import dev.guestwire.protocol.remote.ConnectSupportsFeature;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class KeepAliveTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final PacketHeader PING =
            new PacketHeader(Program.KEEPALIVE.id(), 1, 1, PacketType.MESSAGE, 0, PacketStatus.OK);
    private static final PacketHeader PONG =
            new PacketHeader(Program.KEEPALIVE.id(), 1, 2, PacketType.MESSAGE, 0, PacketStatus.OK);

    private final FakeLibvirtd daemon = FakeLibvirtd.start();

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void aPingIsAnsweredWithAPong() throws Exception {
        try (RawClient client = RawClient.connect(daemon)) {
            client.send(PING, out -> {});
            assertThat(client.receive()).isEqualTo(new Packet(PONG, Bytes.EMPTY));
        }
    }

    @Test
    void aTestMayPingWhenItLikes() throws Exception {
        try (RawClient client = RawClient.open(daemon)) {
            FakeConnection connection = daemon.nextConnection(SOON);
            connection.ping();
            assertThat(client.receive().header()).isEqualTo(PING);
            client.send(PONG, out -> {});
            connection.nextPacket(PONG::equals, SOON);
        }
    }

    @Test
    void aSilentClientIsDroppedAfterItsPings() throws Exception {
        daemon.pingAfter(SHORT, 2);
        try (RawClient client = RawClient.connect(daemon)) {
            long start = System.nanoTime();
            client.ask(new ConnectSupportsFeature(10));
            assertThat(client.receive().header()).isEqualTo(PING);
            assertThat(client.receive().header()).isEqualTo(PING);
            assertThat(client.read(1).length()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT.multipliedBy(3));
        }
    }

    @Test
    void aClientThatAnswersStays() throws Exception {
        daemon.pingAfter(SHORT, 4);
        try (RawClient client = RawClient.connect(daemon)) {
            client.ask(new ConnectSupportsFeature(10));
            for (int i = 0; i < 6; i++) {
                assertThat(client.receive().header()).isEqualTo(PING);
                client.send(PONG, out -> {});
            }
        }
    }

    @Test
    void noPingComesUnasked() throws Exception {
        daemon.pingAfter(SHORT, 0);
        try (RawClient quiet = RawClient.open(daemon);
                RawClient asking = RawClient.connect(daemon)) {
            asking.ask(new ConnectSupportsFeature(10));
            assertThat(asking.read(1).length()).isZero();
            assertThat(daemon.connections().getFirst().isOpen()).isTrue();
            assertThat(quiet.ask(new ConnectSupportsFeature(14)).supported()).isEqualTo(1);
        }
    }
}
