package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.GUEST;
import static dev.guestwire.rpc.Wire.INFO;
import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.protocol.Packet;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.PacketStatus;
import dev.guestwire.protocol.PacketType;
import dev.guestwire.protocol.Program;
import dev.guestwire.protocol.remote.DomainEventCallbackLifecycle;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.testkit.fake.FakeConnection;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.testkit.fake.Hold;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signs of life, both ways. */
@Timeout(240)
class PingTest {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Predicate<PacketHeader> PING = keepAlive(KeepAlive.PING);
    private static final Predicate<PacketHeader> PONG = keepAlive(KeepAlive.PONG);

    private final FakeLibvirtd daemon = Wire.daemon();
    private final BlockingQueue<ConnectionEnd> ends = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        daemon.close();
    }

    private static Predicate<PacketHeader> keepAlive(int procedure) {
        return header -> header.program() == Program.KEEPALIVE.id() && header.procedure() == procedure;
    }

    private Lanes open(Duration interval, int count) {
        Lanes lanes = Wire.open(daemon, Wire.pings(interval, count));
        lanes.onEnd(ends::add);
        return lanes;
    }

    private FakeConnection connection() {
        return daemon.connections().getFirst();
    }

    private void assertPingsAreAnswered(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            connection().ping();
            Packet pong = connection().nextPacket(PONG, SOON);
            assertThat(pong.header())
                    .isEqualTo(new PacketHeader(
                            Program.KEEPALIVE.id(),
                            Program.VERSION,
                            KeepAlive.PONG,
                            PacketType.MESSAGE,
                            0,
                            PacketStatus.OK));
            assertThat(pong.payload().length()).isZero();
        }
    }

    @Test
    void weAnswerWhileNobodyCalls() throws Exception {
        try (Lanes lanes = open(Duration.ZERO, 5)) {
            assertPingsAreAnswered(5);
            lanes.call(INFO);
            assertPingsAreAnswered(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void weAnswerWhileTheWindowIsFull(Caller caller) throws Exception {
        Hold hold = daemon.hold(DomainGetInfo.class);
        try (Lanes lanes = open(Duration.ZERO, 5)) {
            List<Caller.Call<DomainGetInfo.Reply>> calls = caller.start(4, () -> lanes.call(INFO));
            hold.awaitHeld(4, SOON);
            assertPingsAreAnswered(5);
            hold.release();
            for (Caller.Call<?> call : calls) {
                call.result();
            }
        }
    }

    /** The daemon drops clients that stay silent. */
    @Test
    void aDaemonThatPingsKeepsUs() throws Exception {
        daemon.pingAfter(Duration.ofMillis(60), 500);
        try (Lanes lanes = open(Duration.ZERO, 5)) {
            for (int i = 0; i < 30; i++) {
                connection().nextPacket(PONG, SOON);
            }
            assertThat(lanes.isOpen()).isTrue();
            lanes.call(INFO);
        }
    }

    @Test
    void wePingAnIdleDaemonAndKeepIt() throws Exception {
        try (Lanes lanes = open(Duration.ofMillis(50), 100)) {
            for (int i = 0; i < 10; i++) {
                connection().nextPacket(PING, SOON);
            }
            assertThat(lanes.isOpen()).isTrue();
            assertThat(ends).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStalledDaemonIsGivenUpAfterItsPings(Caller caller) throws Exception {
        Hold hold = daemon.hold(DomainGetInfo.class);
        try (Lanes lanes = open(INTERVAL, 2)) {
            Caller.Call<?> call = caller.start(() -> lanes.call(INFO, SOON));
            hold.awaitHeld(1, SOON);
            long stalled = System.nanoTime();
            connection().stall();
            ConnectionLostException lost = call.failure(ConnectionLostException.class);
            Duration took = Duration.ofNanos(System.nanoTime() - stalled);
            assertThat(lost.wasSent()).isTrue();
            assertThat(lost).hasMessageContaining("did not answer pings");
            assertThat(took).isBetween(INTERVAL.multipliedBy(2), SOON.dividedBy(2));
            ConnectionEnd end = ends.poll(SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(end).isNotNull();
            assertThat(end.reason()).isEqualTo(ConnectionEnd.Reason.KEEPALIVE);
        }
    }

    @Test
    void aStalledDaemonIsGivenUpWhileNobodyCalls() throws Exception {
        try (Lanes lanes = open(Duration.ofMillis(50), 1)) {
            connection().stall();
            ConnectionEnd end = ends.poll(SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(end).isNotNull();
            assertThat(end.reason()).isEqualTo(ConnectionEnd.Reason.KEEPALIVE);
            assertThat(lanes.isOpen()).isFalse();
        }
    }

    /** Another daemon's pings, a hundred in an interval, tell when to say something. */
    @Test
    void aDaemonThatSaysAnythingIsNotPinged() throws Exception {
        Duration tick = Duration.ofMillis(50);
        try (FakeLibvirtd clock = Wire.daemon();
                Lanes ticking = Wire.open(clock, Wire.pings(tick, 100));
                Lanes lanes = open(tick.multipliedBy(100), 100)) {
            for (int i = 0; i < 30; i++) {
                clock.connections().getFirst().nextPacket(PING, SOON);
                connection().emit(new DomainEventCallbackLifecycle(0, GUEST, 2, 0));
            }
            assertThat(connection().packets()).noneMatch(packet -> PING.test(packet.header()));
            assertThat(ticking.isOpen()).isTrue();
            assertThat(lanes.isOpen()).isTrue();
        }
    }

    /** It is seen by a daemon of the same kind beside it, which is pinged meanwhile. */
    @Test
    void aDaemonWithoutKeepaliveIsNotPinged() throws Exception {
        Duration interval = Duration.ofMillis(50);
        try (FakeLibvirtd old = Wire.daemon().feature(10, false);
                Lanes toOld = Wire.open(old, Wire.pings(interval, 100));
                Lanes lanes = open(interval, 100)) {
            for (int i = 0; i < 5; i++) {
                connection().nextPacket(PING, SOON);
            }
            assertThat(toOld.call(INFO)).isEqualTo(Wire.ANSWER);
            assertThat(old.connections().getFirst().packets())
                    .noneMatch(packet -> packet.header().program() == Program.KEEPALIVE.id());
            assertThat(toOld.greeting().keepAlive()).isFalse();
            assertThat(lanes.greeting().keepAlive()).isTrue();
        }
    }
}
