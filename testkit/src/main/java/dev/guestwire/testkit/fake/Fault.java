package dev.guestwire.testkit.fake;

import static dev.guestwire.testkit.fake.Step.Turn.CUT;
import static dev.guestwire.testkit.fake.Step.Turn.MUTE;
import static dev.guestwire.testkit.fake.Step.Turn.POSTPONE;
import static dev.guestwire.testkit.fake.Step.Turn.STOP;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.remote.ConnectOpen;
import dev.guestwire.testkit.fake.Step.Pause;
import dev.guestwire.testkit.fake.Step.Send;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The ways in which a daemon, or the line to it, can let a client down. Each spoils the delivery of one reply. */
public enum Fault {
    /** The connection ends as soon as it was accepted. The only fault that spoils no reply. */
    CUT_AFTER_ACCEPT(reply -> List.of(CUT)),
    /** The connection ends where the reply to CONNECT_OPEN should have come. */
    CUT_BEFORE_OPEN_REPLY(reply -> List.of(CUT)),
    /** The connection ends where the reply should have come: the call may have run. */
    CUT_BEFORE_REPLY(reply -> List.of(CUT)),
    /** The connection ends after the length word and a part of the header. */
    CUT_MID_HEADER(reply -> List.of(reply.first(14), CUT)),
    /** The connection ends after the header and half of the payload; within the header where there is no payload. */
    CUT_MID_PACKET(reply -> List.of(reply.first(reply.middle()), CUT)),
    /** The connection ends right after the reply, which is whole. */
    CUT_AFTER_REPLY(reply -> List.of(reply.whole(), CUT)),
    /** Nothing is read or written any more, as under SIGSTOP, until {@link FakeConnection#resume}. */
    STALL(reply -> List.of(STOP, reply.whole())),
    /** As {@link #STALL}, after half of the reply. */
    STALL_MID_PACKET(reply -> List.of(reply.first(reply.middle()), STOP, reply.from(reply.middle()))),
    /** Everything is read from now on and nothing answered: no reply, no event, no pong. */
    SILENT_AFTER_CALL(reply -> List.of(MUTE)),

    /** The length word says one byte more than libvirt allows; the packet follows. */
    LENGTH_TOO_LARGE(reply ->
            List.of(reply.with(ReplyPacket.LENGTH, PacketHeader.MAX_LENGTH + 1).whole())),
    /** The length word has its top bit set, as a negative number has; the packet follows. */
    LENGTH_NEGATIVE(reply -> List.of(reply.with(ReplyPacket.LENGTH, -1).whole())),
    /** The length word says less than a header takes; the packet follows. */
    LENGTH_TOO_SMALL(reply ->
            List.of(reply.with(ReplyPacket.LENGTH, PacketHeader.SIZE - 1).whole())),
    /** The reply carries a serial that no call has. */
    WRONG_SERIAL(reply -> List.of(reply.with(ReplyPacket.SERIAL, reply.word(ReplyPacket.SERIAL) ^ 0x4000_0000)
            .whole())),
    /** The reply carries the number of another procedure. */
    WRONG_PROCEDURE(reply -> List.of(reply.with(ReplyPacket.PROCEDURE, reply.word(ReplyPacket.PROCEDURE) + 1)
            .whole())),
    /** The reply carries a program that libvirt does not have. */
    UNKNOWN_PROGRAM(
            reply -> List.of(reply.with(ReplyPacket.PROGRAM, 0x1234_5678).whole())),
    /** The reply carries the status 99. */
    UNKNOWN_STATUS(reply -> List.of(reply.with(ReplyPacket.STATUS, 99).whole())),
    /** The reply carries the packet type 99. */
    UNKNOWN_TYPE(reply -> List.of(reply.with(ReplyPacket.TYPE, 99).whole())),
    /** The payload lacks its last word, in a packet of the right length; where there is none, an empty error comes. */
    MALFORMED_PAYLOAD(reply -> List.of(cutShort(reply).whole())),
    /** The payload is all ones: every length, count and choice in it is out of bounds. Empty payloads get four bytes. */
    HOSTILE_PAYLOAD(reply -> List.of(allOnes(reply).whole())),
    /** Eight bytes follow the payload within the packet, which a client must ignore. */
    TRAILING_BYTES(reply -> List.of(reply.withPayload(Arrays.copyOf(reply.payload(), reply.payload().length + 8))
            .whole())),
    /** Bytes that are no packet at all come instead of the reply: a web server's. */
    GARBAGE(reply -> List.of(new Send(Bytes.of("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII))))),

    /** An event of a number that no libvirt has comes before the reply. */
    UNKNOWN_EVENT(reply -> List.of(new Send(StrayPackets.unknownEvent()), reply.whole())),
    /** An event of a program that no libvirt has comes before the reply. */
    UNKNOWN_PROGRAM_EVENT(reply -> List.of(new Send(StrayPackets.unknownProgramEvent()), reply.whole())),
    /**
     * An event of the registration that the call makes comes before the reply that names the registration. For calls
     * that register nothing it is a lifecycle event of callback 0.
     */
    EVENT_BEFORE_REPLY(reply -> List.of(new Send(StrayPackets.eventFor(reply)), reply.whole())),
    /** Data of a stream that nobody opened comes before the reply. */
    UNKNOWN_STREAM(reply -> List.of(new Send(StrayPackets.unknownStream()), reply.whole())),
    /** The daemon asks for a sign of life before it replies. */
    PING_BEFORE_REPLY(reply -> List.of(new Send(StrayPackets.ping()), reply.whole())),
    /** The reply waits until the next reply of the connection was sent. */
    REORDER(reply -> List.of(POSTPONE, reply.whole())),
    /** The reply comes twice. */
    DUPLICATE_REPLY(reply -> List.of(reply.whole(), reply.whole())),
    /** The reply announces a file descriptor, and the stray byte that carries one follows the packet. */
    REPLY_WITH_FDS(reply -> List.of(withDescriptor(reply).whole(), new Send(Bytes.of((byte) 0)))),

    /** The reply is written byte by byte. */
    ONE_BYTE_AT_A_TIME(Fault::byteByByte),
    /** The reply comes in three pieces, 50 ms apart: two bytes of the length, up to its middle, the rest. */
    SLOW_PACKET(Fault::slowly);

    private static final Duration SLOW = Duration.ofMillis(50);

    @SuppressWarnings("ImmutableEnumChecker") // no lambda above captures anything
    private final Function<ReplyPacket, List<Step>> delivery;

    Fault(Function<ReplyPacket, List<Step>> delivery) {
        this.delivery = delivery;
    }

    List<Step> delivery(ReplyPacket reply) {
        return delivery.apply(reply);
    }

    boolean spoils(Call<?> call) {
        return switch (this) {
            case CUT_AFTER_ACCEPT -> false;
            case CUT_BEFORE_OPEN_REPLY -> call instanceof ConnectOpen;
            default -> true;
        };
    }

    Fault forReplies() {
        if (this == CUT_AFTER_ACCEPT) {
            throw new IllegalArgumentException(this + " spoils no reply; arm it with faultNext or faultEvery");
        }
        return this;
    }

    private static ReplyPacket cutShort(ReplyPacket reply) {
        byte[] payload = reply.payload();
        return payload.length < 4
                ? reply.with(ReplyPacket.STATUS, 1)
                : reply.withPayload(Arrays.copyOf(payload, payload.length - 4));
    }

    private static ReplyPacket allOnes(ReplyPacket reply) {
        byte[] payload = new byte[Math.max(4, reply.payload().length)];
        Arrays.fill(payload, (byte) 0xff);
        return reply.withPayload(payload);
    }

    private static ReplyPacket withDescriptor(ReplyPacket reply) {
        byte[] payload = reply.payload();
        byte[] counted = new byte[payload.length + 4];
        counted[3] = 1;
        System.arraycopy(payload, 0, counted, 4, payload.length);
        return reply.withPayload(counted).with(ReplyPacket.TYPE, 5);
    }

    private static List<Step> byteByByte(ReplyPacket reply) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < reply.packet().length(); i++) {
            steps.add(new Send(Bytes.of(reply.packet().at(i))));
        }
        return steps;
    }

    private static List<Step> slowly(ReplyPacket reply) {
        Bytes middle = Bytes.of(Arrays.copyOfRange(reply.packet().toArray(), 2, reply.middle()));
        return List.of(reply.first(2), new Pause(SLOW), new Send(middle), new Pause(SLOW), reply.from(reply.middle()));
    }
}
