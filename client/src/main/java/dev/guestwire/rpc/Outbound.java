package dev.guestwire.rpc;

import dev.guestwire.transport.UnixTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Packets that the socket has not taken yet, in order. Guarded by the lane's lock. */
final class Outbound {
    private final ArrayDeque<ByteBuffer> packets = new ArrayDeque<>();

    void add(ByteBuffer packet) {
        packets.add(packet);
    }

    /** Writes what the socket takes. {@return whether nothing is left} */
    boolean write(UnixTransport transport) throws IOException {
        while (!packets.isEmpty()) {
            if (writeSome(transport) == 0) {
                return false;
            }
            while (!packets.isEmpty() && !packets.getFirst().hasRemaining()) {
                packets.removeFirst();
            }
        }
        return true;
    }

    private long writeSome(UnixTransport transport) throws IOException {
        return packets.size() == 1
                ? transport.write(packets.getFirst())
                : transport.write(packets.toArray(new ByteBuffer[0]));
    }
}
