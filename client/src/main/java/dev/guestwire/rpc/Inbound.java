package dev.guestwire.rpc;

import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.XdrReader;
import dev.guestwire.transport.UnixTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts the bytes that come into packets. Memory for a packet grows with its bytes, not with what its length claims. */
final class Inbound {
    /** Room for what one read brings while calls are answered. */
    static final int BUFFER = 65_536;

    private final ByteBuffer buffer;
    private byte[] large = {};
    private int largeFilled;
    private int largeLength;

    Inbound(int capacity) {
        this.buffer = ByteBuffer.allocateDirect(capacity).limit(0);
    }

    /** One packet: its header read, its bytes whole from the length word on. */
    record Frame(PacketHeader header, byte[] packet) {}

    /** Reads what the socket has. {@return false at its end} */
    boolean fill(UnixTransport transport) throws IOException {
        buffer.compact();
        int count = transport.read(buffer);
        buffer.flip();
        return count >= 0;
    }

    /** {@return the next whole packet, or null if its rest has not come yet} */
    @Nullable
    Frame next() {
        if (largeLength > 0) {
            return nextLarge();
        }
        if (buffer.remaining() < PacketHeader.LENGTH_SIZE) {
            return null;
        }
        int length = PacketHeader.checkLength(buffer.getInt(buffer.position()));
        if (length > buffer.capacity()) {
            largeLength = length;
            largeFilled = 0;
            return nextLarge();
        }
        if (buffer.remaining() < length) {
            return null;
        }
        byte[] packet = new byte[length];
        buffer.get(packet);
        return frame(packet);
    }

    private @Nullable Frame nextLarge() {
        int count = Math.min(buffer.remaining(), largeLength - largeFilled);
        if (large.length < largeFilled + count) {
            large = Arrays.copyOf(large, Math.min(largeLength, Math.max(2 * BUFFER, 2 * (largeFilled + count))));
        }
        buffer.get(large, largeFilled, count);
        largeFilled += count;
        if (largeFilled < largeLength) {
            return null;
        }
        byte[] packet = large.length == largeLength ? large : Arrays.copyOf(large, largeLength);
        large = new byte[0];
        largeLength = 0;
        return frame(packet);
    }

    private static Frame frame(byte[] packet) {
        PacketHeader header = PacketHeader.read(new XdrReader(packet, PacketHeader.LENGTH_SIZE, PacketHeader.SIZE));
        return new Frame(header, packet);
    }
}
