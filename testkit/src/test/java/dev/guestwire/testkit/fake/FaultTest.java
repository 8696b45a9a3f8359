package dev.guestwire.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.protocol.MalformedXdrException;
import dev.guestwire.protocol.Packet;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.PacketStatus;
import dev.guestwire.protocol.PacketType;
import dev.guestwire.protocol.Program;
import dev.guestwire.protocol.remote.AuthList;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.ConnectNetworkEventRegisterAny;
import dev.guestwire.protocol.remote.ConnectOpen;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainEventCallbackLifecycle;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainSuspend;
import dev.guestwire.protocol.remote.NetworkEventLifecycle;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class FaultTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Domain GUEST = new Domain("web-1", new UUID(1, 2), 1);
    private static final DomainGetInfo ASK = new DomainGetInfo(GUEST);
    private static final DomainGetInfo.Reply INFO = new DomainGetInfo.Reply(1, 2048, 1024, 2, 99);
    private static final int REPLY_SIZE = 28 + 32;

    private final FakeLibvirtd daemon = FakeLibvirtd.start();
    private RawClient client;

    FaultTest() throws Exception {
        daemon.reply(DomainGetInfo.class, INFO);
        client = RawClient.open(daemon);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        daemon.close();
    }

    @BeforeEach
    void theDaemonIsWell() throws Exception {
        assertThat(client.ask(ASK)).isEqualTo(INFO);
    }

    @Test
    void cutAfterAccept() throws Exception {
        daemon.faultNext(Fault.CUT_AFTER_ACCEPT);
        try (RawClient other = RawClient.connect(daemon)) {
            assertThat(other.read(1).length()).isZero();
        }
        assertThat(daemon.connections()).hasSize(2);
        theDaemonGoesOn();
        assertThatThrownBy(() -> Answer.done().with(Fault.CUT_AFTER_ACCEPT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cutBeforeOpenReply() throws Exception {
        daemon.faultNext(Fault.CUT_BEFORE_OPEN_REPLY);
        try (RawClient other = RawClient.connect(daemon)) {
            assertThat(other.ask(new AuthList()).types()).containsExactly(0);
            other.send(new ConnectOpen("", 0));
            assertThat(other.read(1).length()).isZero();
        }
    }

    @Test
    void cuts() throws Exception {
        assertThat(bytesWith(Fault.CUT_BEFORE_REPLY, 1000).capacity()).isZero();
        client = RawClient.open(daemon);
        assertThat(bytesWith(Fault.CUT_MID_HEADER, 1000).capacity()).isEqualTo(14);
        client = RawClient.open(daemon);
        assertThat(bytesWith(Fault.CUT_MID_PACKET, 1000).capacity()).isEqualTo(28 + 16);
        client = RawClient.open(daemon);
        assertThat(bytesWith(Fault.CUT_AFTER_REPLY, 1000).capacity()).isEqualTo(REPLY_SIZE);
    }

    @Test
    void aStalledDaemonReadsNothingUntilItResumes() throws Exception {
        client.send(spoilt(Fault.STALL));
        FakeConnection connection = daemon.connections().getFirst();
        connection.awaitStall(SOON);
        fill(client.channel());
        assertThat(daemon.calls(DomainGetInfo.class)).hasSize(2);
        connection.resume();
        assertThat(ASK.readReply(client.receive().reader())).isEqualTo(INFO);
    }

    @Test
    void aDaemonStallsWithinAPacket() throws Exception {
        assertThat(bytesWith(Fault.STALL_MID_PACKET, 44).getInt(0)).isEqualTo(REPLY_SIZE);
        client.send(ASK);
        daemon.connections().getFirst().resume();
        assertThat(client.read(16).length()).isEqualTo(16);
        assertThat(ASK.readReply(client.receive().reader())).isEqualTo(INFO);
    }

    @Test
    void aSilentDaemonReadsOn() throws Exception {
        client.send(spoilt(Fault.SILENT_AFTER_CALL));
        for (int i = 0; i < 3; i++) {
            client.send(ASK);
        }
        for (int i = 0; i < 5; i++) {
            daemon.nextCall(DomainGetInfo.class, SOON);
        }
        assertThat(daemon.connections().getFirst().inFlight()).isEqualTo(4);
        client.channel().configureBlocking(false);
        assertThat(client.channel().read(ByteBuffer.allocate(1))).isZero();
    }

    @Test
    void lengths() throws Exception {
        assertThat(bytesWith(Fault.LENGTH_TOO_LARGE, REPLY_SIZE).getInt(0)).isEqualTo(33_554_437);
        assertThat(bytesWith(Fault.LENGTH_NEGATIVE, REPLY_SIZE).getInt(0)).isEqualTo(-1);
        assertThat(bytesWith(Fault.LENGTH_TOO_SMALL, REPLY_SIZE).getInt(0)).isEqualTo(27);
        theDaemonGoesOn();
    }

    @Test
    void headers() throws Exception {
        int serial = client.send(spoilt(Fault.WRONG_SERIAL));
        assertThat(client.receive().header().serial()).isGreaterThan(serial);
        assertThat(answerWith(Fault.WRONG_PROCEDURE).header().procedure()).isEqualTo(ASK.number() + 1);
        assertThat(Program.of(answerWith(Fault.UNKNOWN_PROGRAM).header().program()))
                .isEmpty();
        assertThat(bytesWith(Fault.UNKNOWN_STATUS, REPLY_SIZE).getInt(24)).isEqualTo(99);
        assertThat(bytesWith(Fault.UNKNOWN_TYPE, REPLY_SIZE).getInt(16)).isEqualTo(99);
        theDaemonGoesOn();
    }

    @Test
    void payloads() throws Exception {
        Packet malformed = answerWith(Fault.MALFORMED_PAYLOAD);
        assertThat(malformed.payload().length()).isEqualTo(28);
        assertThatThrownBy(() -> ASK.readReply(malformed.reader())).isInstanceOf(MalformedXdrException.class);
        Packet hostile = answerWith(Fault.HOSTILE_PAYLOAD);
        assertThat(hostile.reader().int64()).isEqualTo(-1);
        Packet longer = answerWith(Fault.TRAILING_BYTES);
        assertThat(longer.payload().length()).isEqualTo(40);
        assertThat(ASK.readReply(longer.reader())).isEqualTo(INFO);
        theDaemonGoesOn();
    }

    @Test
    void anEmptyPayloadCannotBeTooShortSoAnErrorIs() throws Exception {
        daemon.enqueue(DomainSuspend.class, Answer.done().with(Fault.MALFORMED_PAYLOAD));
        client.send(new DomainSuspend(GUEST));
        Packet malformed = client.receive();
        assertThat(malformed.header().status()).isEqualTo(PacketStatus.ERROR);
        assertThatThrownBy(() -> client.error(malformed)).isInstanceOf(MalformedXdrException.class);
    }

    @Test
    void garbage() throws Exception {
        byte[] bytes = bytesWith(Fault.GARBAGE, 28).array();
        assertThat(new String(bytes, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 400");
    }

    @Test
    void strayPacketsBeforeTheReply() throws Exception {
        PacketHeader event = answerWith(Fault.UNKNOWN_EVENT).header();
        assertThat(event.type()).isEqualTo(PacketType.MESSAGE);
        assertThat(event.serial()).isEqualTo(1);
        client.receive();
        assertThat(Program.of(answerWith(Fault.UNKNOWN_PROGRAM_EVENT).header().program()))
                .isEmpty();
        client.receive();
        assertThat(answerWith(Fault.UNKNOWN_STREAM).header().type()).isEqualTo(PacketType.STREAM);
        client.receive();
        assertThat(answerWith(Fault.PING_BEFORE_REPLY).header().program()).isEqualTo(Program.KEEPALIVE.id());
        assertThat(ASK.readReply(client.receive().reader())).isEqualTo(INFO);
    }

    @Test
    void anEventOfTheRegistrationComesBeforeItsNumberIsKnown() throws Exception {
        daemon.faultEvery(ConnectDomainEventCallbackRegisterAny.class, Fault.EVENT_BEFORE_REPLY);
        daemon.faultEvery(ConnectNetworkEventRegisterAny.class, Fault.EVENT_BEFORE_REPLY);
        client.send(new ConnectDomainEventCallbackRegisterAny(0, null));
        assertThat(DomainEventCallbackLifecycle.read(client.receive().reader()).callbackId())
                .isZero();
        client.receive();
        client.send(new ConnectDomainEventCallbackRegisterAny(0, GUEST));
        assertThat(DomainEventCallbackLifecycle.read(client.receive().reader()).callbackId())
                .isEqualTo(1);
        client.receive();
        client.send(new ConnectNetworkEventRegisterAny(0, null));
        assertThat(NetworkEventLifecycle.read(client.receive().reader()).callbackId())
                .isZero();
    }

    @Test
    void repliesOutOfOrderAndTwice() throws Exception {
        int first = client.send(spoilt(Fault.REORDER));
        int second = client.send(ASK);
        assertThat(client.receive().header().serial()).isEqualTo(second);
        assertThat(client.receive().header().serial()).isEqualTo(first);
        assertThat(answerWith(Fault.DUPLICATE_REPLY)).isEqualTo(client.receive());
        theDaemonGoesOn();
    }

    @Test
    void aReplyWithDescriptorsHasAStrayByteBehindIt() throws Exception {
        Packet reply = answerWith(Fault.REPLY_WITH_FDS);
        assertThat(reply.header().type()).isEqualTo(PacketType.REPLY_WITH_FDS);
        assertThat(reply.reader().int32()).isEqualTo(1);
        assertThat(client.read(1).at(0)).isZero();
        theDaemonGoesOn();
    }

    @Test
    void slowAndPiecemealRepliesAreWhole() throws Exception {
        assertThat(ASK.readReply(answerWith(Fault.ONE_BYTE_AT_A_TIME).reader())).isEqualTo(INFO);
        long before = System.nanoTime();
        assertThat(ASK.readReply(answerWith(Fault.SLOW_PACKET).reader())).isEqualTo(INFO);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(99));
    }

    @Test
    void aFaultLastsWhereItIsArmedForEvery() throws Exception {
        daemon.connections().getFirst().faultEvery(Fault.TRAILING_BYTES);
        for (int i = 0; i < 2; i++) {
            client.send(ASK);
            assertThat(client.receive().payload().length()).isEqualTo(40);
        }
        daemon.faultEvery(Fault.MALFORMED_PAYLOAD);
        client.send(ASK);
        assertThat(client.receive().payload().length()).isEqualTo(28);
        daemon.faultEvery(DomainGetInfo.class, Fault.CUT_BEFORE_REPLY);
        client.send(ASK);
        assertThat(client.read(1).length()).isZero();
    }

    private Packet answerWith(Fault fault) throws Exception {
        client.send(spoilt(fault));
        return client.receive();
    }

    private DomainGetInfo spoilt(Fault fault) {
        daemon.faultNext(fault);
        return ASK;
    }

    private ByteBuffer bytesWith(Fault fault, int atMost) throws Exception {
        client.send(spoilt(fault));
        return ByteBuffer.wrap(client.read(atMost).toArray());
    }

    private void theDaemonGoesOn() throws Exception {
        assertThat(client.ask(ASK)).isEqualTo(INFO);
    }

    /** Writes calls until the socket takes no more, and leaves it within a packet. */
    private static void fill(SocketChannel channel) throws Exception {
        ByteBuffer calls =
                ByteBuffer.wrap(Packet.encode(PacketHeader.call(ASK, 1000), ASK).toByteArray());
        channel.configureBlocking(false);
        while (channel.write(calls) > 0) {
            calls.rewind();
        }
        channel.configureBlocking(true);
    }
}
