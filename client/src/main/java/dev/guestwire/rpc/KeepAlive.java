package dev.guestwire.rpc;

import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.Packet;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.PacketStatus;
import dev.guestwire.protocol.PacketType;
import dev.guestwire.protocol.Program;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * When to ping a silent daemon, and when to call it dead. Anything heard counts as life. Pings are an interval apart even
 * if our own process stood still meanwhile, so that the daemon always has its time to answer. Knows times only.
 */
final class KeepAlive {
    static final int PING = 1;
    static final int PONG = 2;

    private final long interval;
    private final int count;

    private volatile boolean enabled;
    private volatile long heardAt;
    private volatile long pingedAt;
    private int pings;

    KeepAlive(Duration interval, int count, long now) {
        this.interval = interval.toNanos();
        this.count = count;
        this.heardAt = now;
        this.pingedAt = now;
    }

    /** What to do about the silence. */
    enum Action {
        NOTHING,
        PING,
        GIVE_UP
    }

    void enable(boolean answered) {
        enabled = answered;
    }

    void heard(long now) {
        heardAt = now;
    }

    /** {@return what to do now}; for the one thread that keeps the time */
    Action tick(long now) {
        if (interval == 0 || !enabled || now - lastSign() < interval) {
            return Action.NOTHING;
        }
        if (heardAt - pingedAt > 0) {
            pings = 0;
        }
        if (pings >= count) {
            return Action.GIVE_UP;
        }
        pings++;
        pingedAt = now;
        return Action.PING;
    }

    /**
     * {@return whether a daemon that reads nothing counts as dead, though it may talk: it has for as long as it may be silent}
     *
     * @param since when it stopped reading; 0 if it reads
     */
    boolean isTooLong(long since, long now) {
        return since != 0 && enabled && interval != 0 && now - since > interval * (count + 1L);
    }

    /** {@return how many nanoseconds from now the next {@link #tick} is due} */
    long untilNext(long now) {
        if (interval == 0 || !enabled) {
            return Long.MAX_VALUE;
        }
        return Math.max(1, lastSign() + interval - now);
    }

    /** {@return when something was heard or asked last} */
    private long lastSign() {
        long heard = heardAt;
        long pinged = pingedAt;
        return heard - pinged > 0 ? heard : pinged;
    }

    /** {@return a packet that pings or answers a ping} */
    static ByteBuffer packet(int procedure) {
        PacketHeader header = new PacketHeader(
                Program.KEEPALIVE.id(), Program.VERSION, procedure, PacketType.MESSAGE, 0, PacketStatus.OK);
        var packet = Packet.encode(header, Empty.EMPTY);
        return ByteBuffer.wrap(packet.array(), 0, packet.size());
    }
}
