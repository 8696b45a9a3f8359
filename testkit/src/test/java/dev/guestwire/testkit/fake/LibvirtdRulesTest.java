package dev.guestwire.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.Packet;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.PacketStatus;
import dev.guestwire.protocol.PacketType;
import dev.guestwire.protocol.Program;
import dev.guestwire.protocol.remote.AuthList;
import dev.guestwire.protocol.remote.AuthPolkit;
import dev.guestwire.protocol.remote.ConnectClose;
import dev.guestwire.protocol.remote.ConnectGetLibVersion;
import dev.guestwire.protocol.remote.ConnectOpen;
import dev.guestwire.protocol.remote.ConnectSupportsFeature;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainSuspend;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What libvirtd does by itself, as seen of version 9.0.0. */
@Timeout(240)
class LibvirtdRulesTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Domain GUEST = new Domain("web-1", new UUID(1, 2), 1);
    private static final ConnectGetLibVersion VERSION = new ConnectGetLibVersion();

    private final FakeLibvirtd daemon = FakeLibvirtd.start();

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void nothingWorksBeforeTheConnectionIsOpen() throws Exception {
        daemon.on(DomainSuspend.class, call -> Answer.done());
        try (RawClient client = RawClient.connect(daemon)) {
            assertThat(client.askInVain(VERSION).message()).isEqualTo("internal error: hypervisor connection not open");
            assertThat(client.askInVain(new ConnectSupportsFeature(14)).code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
            assertThat(client.askInVain(new DomainSuspend(GUEST)).code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
            assertThat(client.ask(new ConnectSupportsFeature(10)).supported()).isEqualTo(1);
        }
    }

    @Test
    void aSecondOpenEndsTheFirst() throws Exception {
        try (RawClient client = RawClient.open(daemon)) {
            assertThat(client.askInVain(new ConnectOpen("", 0)).message())
                    .isEqualTo("internal error: connection already open");
            assertThat(client.askInVain(VERSION).message()).isEqualTo("internal error: hypervisor connection not open");
        }
    }

    @Test
    void aClientAuthenticatesFirstWhereItMust() throws Exception {
        daemon.authTypes(2);
        try (RawClient client = RawClient.connect(daemon)) {
            assertThat(client.ask(new AuthList()).types()).containsExactly(2);
            assertThat(client.askInVain(new ConnectSupportsFeature(10)).message())
                    .isEqualTo("authentication required");
            assertThat(client.ask(new AuthPolkit()).complete()).isEqualTo(1);
            client.ask(new ConnectOpen("", 0));
        }
    }

    @Test
    void featuresAreConfigurable() throws Exception {
        daemon.feature(10, false).feature(13, true);
        try (RawClient client = RawClient.open(daemon)) {
            assertThat(client.ask(new ConnectSupportsFeature(10)).supported()).isZero();
            assertThat(client.ask(new ConnectSupportsFeature(13)).supported()).isEqualTo(1);
        }
    }

    @Test
    void unknownProgramsVersionsAndProceduresAreRefused() throws Exception {
        try (RawClient client = RawClient.open(daemon)) {
            assertThat(client.error(answerTo(client, 0x1234, 1, 1)).message())
                    .isEqualTo("Cannot find program 4660 version 1");
            assertThat(client.error(answerTo(client, Program.REMOTE.id(), 2, 1)).message())
                    .isEqualTo("Cannot find program 536903814 version 2");
            assertThat(client.error(answerTo(client, Program.REMOTE.id(), 1, 9999))
                            .message())
                    .isEqualTo("unknown procedure: 9999");
            // 107 is an event
            assertThat(client.error(answerTo(client, Program.REMOTE.id(), 1, 107))
                            .message())
                    .isEqualTo("unknown procedure: 107");
        }
    }

    @Test
    void argumentsMayBeTooLongButNotTooShort() throws Exception {
        try (RawClient client = RawClient.open(daemon)) {
            PacketHeader feature = PacketHeader.call(new ConnectSupportsFeature(14), 5);
            client.send(feature, out -> {});
            assertThat(client.error(client.receive()).message()).isEqualTo("Unable to decode message payload");
            client.send(feature, out -> {
                out.int32(14);
                out.int64(-1);
            });
            assertThat(client.receive().header().status()).isEqualTo(PacketStatus.OK);
        }
    }

    @Test
    void aLengthThatNoPacketHasEndsTheConnection() throws Exception {
        for (byte[] bytes : new byte[][] {{0, 0, 0, 12}, {2, 0, 0, 5}, {-1, -1, -1, -1}}) {
            try (RawClient client = RawClient.open(daemon)) {
                client.send(bytes);
                assertThat(client.read(1).length()).isZero();
            }
        }
    }

    @Test
    void closeIsAnsweredAndThenTheDaemonHangsUp() throws Exception {
        try (RawClient client = RawClient.open(daemon)) {
            client.ask(new ConnectClose());
            assertThat(client.read(1).length()).isZero();
            daemon.connections().getFirst().awaitEnd(SOON);
        }
    }

    @Test
    void theDaemonReadsNoMoreWhileFiveCallsAreInFlight() throws Exception {
        daemon.maxClientRequests().on(DomainSuspend.class, call -> Answer.done());
        Hold stuck = daemon.hold(DomainSuspend.class);
        try (RawClient client = RawClient.open(daemon)) {
            int first = client.send(new DomainSuspend(GUEST));
            for (int i = 0; i < 3; i++) {
                client.send(new DomainSuspend(GUEST));
            }
            client.ask(VERSION);
            client.send(new DomainSuspend(GUEST));
            stuck.awaitHeld(5, SOON);
            int late = client.send(VERSION);
            assertThat(daemon.calls(ConnectGetLibVersion.class)).hasSize(1);
            assertThat(daemon.connections().getFirst().inFlight()).isEqualTo(5);
            stuck.releaseFirst();
            assertThat(client.receive().header().serial()).isEqualTo(first);
            assertThat(client.receive().header().serial()).isEqualTo(late);
        }
    }

    @Test
    void strayPacketsAreDropped() throws Exception {
        try (RawClient client = RawClient.open(daemon)) {
            PacketHeader stray =
                    new PacketHeader(Program.REMOTE.id(), 1, 209, PacketType.STREAM, 77, PacketStatus.CONTINUE);
            client.send(stray, out -> {});
            client.ask(VERSION);
            assertThat(daemon.connections()
                            .getFirst()
                            .nextPacket(header -> header.type() == PacketType.STREAM, SOON)
                            .header())
                    .isEqualTo(stray);
        }
    }

    private static Packet answerTo(RawClient client, int program, int version, int procedure) throws Exception {
        client.send(new PacketHeader(program, version, procedure, PacketType.CALL, 900, PacketStatus.OK), out -> {});
        Packet answer = client.receive();
        assertThat(answer.header())
                .isEqualTo(new PacketHeader(program, version, procedure, PacketType.REPLY, 900, PacketStatus.ERROR));
        return answer;
    }
}
