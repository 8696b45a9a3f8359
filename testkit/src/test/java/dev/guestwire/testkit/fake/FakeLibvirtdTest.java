package dev.guestwire.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.ErrorLevel;
import dev.guestwire.protocol.Packet;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.PacketStatus;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.remote.AuthList;
import dev.guestwire.protocol.remote.ConnectClose;
import dev.guestwire.protocol.remote.ConnectGetLibVersion;
import dev.guestwire.protocol.remote.ConnectGetUri;
import dev.guestwire.protocol.remote.ConnectOpen;
import dev.guestwire.protocol.remote.ConnectSupportsFeature;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainEventCallbackLifecycle;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainSuspend;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class FakeLibvirtdTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Domain GUEST = new Domain("web-1", new UUID(1, 2), 1);
    private static final DomainGetInfo.Reply INFO = new DomainGetInfo.Reply(1, 2048, 1024, 2, 99);

    private final FakeLibvirtd daemon = FakeLibvirtd.start();

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void itAnswersTheOpeningConversation() throws Exception {
        try (RawClient client = RawClient.connect(daemon)) {
            assertThat(client.ask(new AuthList()).types()).containsExactly(0);
            assertThat(client.ask(new ConnectSupportsFeature(10)).supported()).isEqualTo(1);
            client.ask(new ConnectOpen("test:///default", 0));
            assertThat(client.ask(new ConnectGetUri()).uri()).isEqualTo("test:///default");
            assertThat(client.ask(new ConnectSupportsFeature(14)).supported()).isEqualTo(1);
            assertThat(client.ask(new ConnectSupportsFeature(3)).supported()).isZero();
            assertThat(client.ask(new ConnectGetLibVersion()).libVer()).isEqualTo(9_000_000);
            client.ask(new ConnectClose());
            assertThat(client.read(1).length()).isZero();
        }
        assertThat(daemon.connections()).hasSize(1);
        assertThat(daemon.calls()).hasSize(8);
    }

    @Test
    void aCallNobodyScriptedIsAnUnknownProcedure() throws Exception {
        try (RawClient client = RawClient.open(daemon)) {
            RemoteError error = client.askInVain(new DomainSuspend(GUEST));
            assertThat(error.code()).isEqualTo(ErrorCode.RPC);
            assertThat(error.domain()).isEqualTo(ErrorDomain.RPC);
            assertThat(error.level()).isEqualTo(ErrorLevel.ERROR);
            assertThat(error.message()).isEqualTo("unknown procedure: " + new DomainSuspend(GUEST).number());
        }
    }

    @Test
    void aScriptAnswersFromTheCall() throws Exception {
        daemon.on(
                DomainGetInfo.class,
                call -> call.dom().equals(GUEST)
                        ? Answer.of(INFO)
                        : Answer.error(ErrorCode.NO_DOMAIN, ErrorDomain.QEMU, "Domain not found"));
        try (RawClient client = RawClient.open(daemon)) {
            assertThat(client.ask(new DomainGetInfo(GUEST))).isEqualTo(INFO);
            assertThat(client.askInVain(new DomainGetInfo(new Domain("x", new UUID(3, 4), -1)))
                            .code())
                    .isEqualTo(ErrorCode.NO_DOMAIN);
        }
        assertThat(daemon.nextCall(DomainGetInfo.class, SOON).dom()).isEqualTo(GUEST);
    }

    @Test
    void theQueueGoesBeforeTheScript() throws Exception {
        DomainGetInfo.Reply paused = new DomainGetInfo.Reply(3, 2048, 1024, 2, 99);
        daemon.reply(DomainGetInfo.class, INFO).enqueue(DomainGetInfo.class, Answer.of(paused));
        try (RawClient client = RawClient.open(daemon)) {
            assertThat(client.ask(new DomainGetInfo(GUEST))).isEqualTo(paused);
            assertThat(client.ask(new DomainGetInfo(GUEST))).isEqualTo(INFO);
        }
    }

    @Test
    void heldAnswersComeWhenReleased() throws Exception {
        daemon.on(DomainSuspend.class, call -> Answer.done()).reply(DomainGetInfo.class, INFO);
        Hold stuck = daemon.hold(DomainSuspend.class);
        try (RawClient client = RawClient.open(daemon)) {
            int first = client.send(new DomainSuspend(GUEST));
            int second = client.send(new DomainSuspend(GUEST));
            assertThat(client.ask(new DomainGetInfo(GUEST))).isEqualTo(INFO);
            stuck.awaitHeld(2, SOON);
            stuck.releaseLast();
            assertThat(client.receive().header().serial()).isEqualTo(second);
            stuck.release();
            assertThat(client.receive().header().serial()).isEqualTo(first);
            client.ask(new DomainSuspend(GUEST));
        }
    }

    @Test
    void eventsCarrySerialOneAndGoToEveryConnectionOrToOne() throws Exception {
        DomainEventCallbackLifecycle started = new DomainEventCallbackLifecycle(0, GUEST, 2, 0);
        try (RawClient one = RawClient.open(daemon);
                RawClient other = RawClient.open(daemon)) {
            daemon.emit(started);
            daemon.connections().get(1).emit(new DomainEventCallbackLifecycle(7, GUEST, 2, 0));
            Packet packet = one.receive();
            assertThat(packet.header().serial()).isEqualTo(1);
            assertThat(DomainEventCallbackLifecycle.read(packet.reader())).isEqualTo(started);
            assertThat(DomainEventCallbackLifecycle.read(other.receive().reader()))
                    .isEqualTo(started);
            assertThat(DomainEventCallbackLifecycle.read(other.receive().reader())
                            .callbackId())
                    .isEqualTo(7);
        }
    }

    @Test
    void anEventMayComeBeforeTheReplyItBelongsTo() throws Exception {
        DomainEventCallbackLifecycle suspended = new DomainEventCallbackLifecycle(0, GUEST, 3, 0);
        daemon.on(DomainSuspend.class, call -> Answer.done().after(suspended));
        try (RawClient client = RawClient.open(daemon)) {
            int serial = client.send(new DomainSuspend(GUEST));
            assertThat(DomainEventCallbackLifecycle.read(client.receive().reader()))
                    .isEqualTo(suspended);
            assertThat(client.receive().header().serial()).isEqualTo(serial);
        }
    }

    @Test
    void aCallMayNeverBeAnswered() throws Exception {
        daemon.on(DomainSuspend.class, call -> Answer.never()).reply(DomainGetInfo.class, INFO);
        try (RawClient client = RawClient.open(daemon)) {
            client.send(new DomainSuspend(GUEST));
            assertThat(client.ask(new DomainGetInfo(GUEST))).isEqualTo(INFO);
            assertThat(daemon.connections().getFirst().inFlight()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionSaysWhateverATestLikes() throws Exception {
        PacketHeader late = PacketHeader.call(new DomainSuspend(GUEST), 4711).reply(PacketStatus.OK);
        try (RawClient client = RawClient.open(daemon)) {
            FakeConnection connection = daemon.nextConnection(SOON);
            connection.send(late, Empty.EMPTY);
            connection.send(Bytes.of((byte) 1, (byte) 2));
            connection.cut();
            assertThat(client.read(100).length()).isIn(0, 28, 30);
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void aKilledDaemonLeavesItsSocketAndCanComeBack() throws Exception {
        try (RawClient client = RawClient.open(daemon)) {
            daemon.kill();
            assertThat(client.read(1).length()).isZero();
            assertThat(daemon.socket()).exists();
            assertThatThrownBy(() -> RawClient.connect(daemon)).isInstanceOf(ConnectException.class);
        }
        daemon.restart();
        RawClient.open(daemon).close();
        assertThat(daemon.connections()).hasSize(2);
    }

    @Test
    void aMissingCallSaysWhatCameInstead() throws Exception {
        try (RawClient client = RawClient.open(daemon)) {
            client.askInVain(new DomainSuspend(GUEST));
        }
        assertThatThrownBy(() -> daemon.nextCall(DomainGetInfo.class, Duration.ofMillis(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no DomainGetInfo within PT0.001S")
                .hasMessageContaining("DomainSuspend");
        assertThat(daemon.nextCall(SOON).call()).isInstanceOf(ConnectOpen.class);
        assertThat(daemon.nextCall(SOON).call()).isInstanceOf(DomainSuspend.class);
    }

    @Test
    void aFailingScriptIsAnsweredAndFailsTheTest() throws Exception {
        FakeLibvirtd broken = FakeLibvirtd.start();
        broken.on(DomainGetInfo.class, call -> {
            throw new IllegalStateException("no such luck");
        });
        try (RawClient client = RawClient.open(broken)) {
            assertThat(client.askInVain(new DomainGetInfo(GUEST)).code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
        }
        assertThatThrownBy(broken::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("DomainGetInfo")
                .hasRootCauseMessage("no such luck");
    }

    @Test
    void closingLeavesNoThreadAndNoFile() throws Exception {
        FakeLibvirtd other = FakeLibvirtd.start();
        try (RawClient client = RawClient.open(other)) {
            List<Thread> threads = other.threads();
            assertThat(threads).hasSize(3).allMatch(Thread::isDaemon);
            other.close();
            assertThat(threads).noneMatch(Thread::isAlive);
            assertThat(other.socket().getParent()).doesNotExist();
            assertThat(client.read(1).length()).isZero();
        }
    }
}
