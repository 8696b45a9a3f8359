package dev.guestwire.rpc;

import dev.guestwire.transport.UnixTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;

/** Packets that the socket has not taken yet, in order. Guarded by the lane's lock; {@link #stuckSince} is read without it. */
final class Outbound {
    /** How many packets go into one write, as the system takes no endless number either. */
    private static final int AT_ONCE = 64;

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private final ArrayDeque<ByteBuffer> packets = new ArrayDeque<>();
    private ByteBuffer pong = NONE;
    private volatile long stuckSince;

    void add(ByteBuffer packet) {
        packets.add(packet);
    }

    /** {@return whether the answer to a ping waits here still; a second one would say nothing more} */
    boolean hasPong() {
        return pong.hasRemaining();
    }

    /** Adds the answer to a ping. */
    void addPong(ByteBuffer packet) {
        pong = packet;
        packets.add(packet);
    }

    /** {@return since when the socket takes nothing of what is here, by {@link System#nanoTime}; 0 if it does or need not} */
    long stuckSince() {
        return stuckSince;
    }

    /** Writes what the socket takes. {@return whether nothing is left} */
    boolean write(UnixTransport transport) throws IOException {
        while (!packets.isEmpty()) {
            if (writeSome(transport) == 0) {
                if (stuckSince == 0) {
                    stuckSince = System.nanoTime() | 1;
                }
                return false;
            }
            if (stuckSince != 0) {
                stuckSince = 0;
            }
            while (!packets.isEmpty() && !packets.getFirst().hasRemaining()) {
                packets.removeFirst();
            }
        }
        return true;
    }

    private long writeSome(UnixTransport transport) throws IOException {
        if (packets.size() == 1) {
            return transport.write(packets.getFirst());
        }
        ByteBuffer[] first = new ByteBuffer[Math.min(AT_ONCE, packets.size())];
        Iterator<ByteBuffer> all = packets.iterator();
        for (int i = 0; i < first.length; i++) {
            first[i] = all.next();
        }
        return transport.write(first);
    }
}
