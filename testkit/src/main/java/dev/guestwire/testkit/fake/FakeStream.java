package dev.guestwire.testkit.fake;

import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Packet;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.PacketStatus;
import dev.guestwire.protocol.PacketType;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.StreamHole;
import dev.guestwire.protocol.XdrValue;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * The daemon's side of a byte stream that a client opened. The client's end of it, good or bad, is confirmed without
 * being told, as libvirtd does, until it {@linkplain #fail failed} or is told to be {@link #silent}.
 */
public final class FakeStream {
    private final ReceivedCall opener;

    FakeStream(ReceivedCall opener) {
        this.opener = opener;
    }

    /** Sends bytes, in one packet. */
    public FakeStream send(byte... bytes) {
        return send(PacketType.STREAM, PacketStatus.CONTINUE, out -> out.raw(Bytes.of(bytes)));
    }

    /** Sends a hole. */
    public FakeStream hole(long length) {
        return send(PacketType.STREAM_HOLE, PacketStatus.CONTINUE, new StreamHole(length));
    }

    /** Says that there are no more bytes. The client has to finish still. */
    public FakeStream end() {
        return send();
    }

    /** Ends the stream with an error; what the client says of it afterwards stays without an answer. */
    public FakeStream fail(RemoteError error) {
        return silent().send(PacketType.STREAM, PacketStatus.ERROR, error);
    }

    /** Confirms the end, whether or not the client asked for it. */
    public FakeStream confirm() {
        return send(PacketType.STREAM, PacketStatus.OK, out -> {});
    }

    /** Sends a packet of the stream with any payload. */
    public FakeStream send(PacketType type, PacketStatus status, XdrValue payload) {
        opener.connection().send(header(type, status), payload);
        return this;
    }

    /** Sends so many of the first bytes of a packet with data, and ends the connection. */
    public void cut(int count, byte... bytes) {
        Bytes packet =
                StrayPackets.encode(header(PacketType.STREAM, PacketStatus.CONTINUE), out -> out.raw(Bytes.of(bytes)));
        opener.connection().send(Bytes.of(Arrays.copyOf(packet.toArray(), count)));
        opener.connection().endAfterReplies();
    }

    /** Does not confirm the client's end. */
    public FakeStream silent() {
        opener.connection().streams().remove(opener.serial());
        return this;
    }

    /**
     * {@return the first packet of this stream not returned before}
     *
     * @throws AssertionError if none comes within the time
     */
    public Packet next(Duration timeout) throws InterruptedException {
        return opener.connection().nextPacket(this::isOwn, timeout);
    }

    /**
     * {@return the bytes that the client sends until it ends the stream}; holes count as nothing
     *
     * @throws AssertionError if it does not within the time
     */
    public byte[] receive(Duration timeout) throws InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Packet packet = next(timeout); packet.header().status() == PacketStatus.CONTINUE; packet = next(timeout)) {
            if (packet.header().type() == PacketType.STREAM) {
                all.writeBytes(packet.payload().toArray());
            }
        }
        return all.toByteArray();
    }

    private PacketHeader header(PacketType type, PacketStatus status) {
        return PacketHeader.stream(opener.call(), opener.serial(), type, status);
    }

    private boolean isOwn(PacketHeader header) {
        return header.serial() == opener.serial()
                && (header.type() == PacketType.STREAM || header.type() == PacketType.STREAM_HOLE);
    }
}
