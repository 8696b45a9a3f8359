package dev.guestwire.testkit.fake;

import dev.guestwire.protocol.Packet;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.XdrReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/** Cuts a stream of bytes into packets. For one thread. */
final class PacketSource {
    private final ReadableByteChannel channel;

    PacketSource(ReadableByteChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for a packet.
     *
     * @return the packet; empty at the end of the stream
     * @throws dev.guestwire.protocol.MalformedXdrException if the bytes are no packet of libvirt's
     */
    Optional<Packet> next() throws IOException {
        ByteBuffer length = ByteBuffer.allocate(PacketHeader.LENGTH_SIZE);
        if (!fill(length)) {
            return Optional.empty();
        }
        ByteBuffer rest = ByteBuffer.allocate(PacketHeader.checkLength(length.getInt(0)) - PacketHeader.LENGTH_SIZE);
        if (!fill(rest) && rest.capacity() > 0) {
            throw new EOFException("the stream ends after a length word");
        }
        return Optional.of(Packet.read(new XdrReader(rest.array())));
    }

    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                if (buffer.position() > 0) {
                    throw new EOFException("the stream ends within a packet");
                }
                return false;
            }
        }
        return true;
    }
}
