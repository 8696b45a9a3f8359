package dev.guestwire.testkit.fake;

import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Event;
import dev.guestwire.protocol.MalformedXdrException;
import dev.guestwire.protocol.Packet;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.XdrValue;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection, seen from the daemon. Safe for use by any thread. Nothing here waits for the client to read,
 * except the methods named {@code await} and {@code next}.
 */
public final class FakeConnection {
    private final int number;
    private final SocketChannel channel;
    private final Standstill reading = new Standstill();
    private final Standstill writing = new Standstill();
    private final Window window = new Window();
    private final Outbox outbox;
    private final Journal<Packet> packets = new Journal<>();
    private final Set<Integer> streams = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Fault lastingFault;

    FakeConnection(int number, SocketChannel channel) {
        this.number = number;
        this.channel = channel;
        this.outbox = new Outbox(channel, writing);
    }

    /** {@return which connection of the daemon this is, counted from 1} */
    public int number() {
        return number;
    }

    /** {@return whether neither side has ended the connection yet, as far as the daemon knows} */
    public boolean isOpen() {
        return channel.isOpen();
    }

    /** {@return every packet that came in, calls and others} */
    public List<Packet> packets() {
        return packets.all();
    }

    /**
     * {@return the first packet of a kind that was not returned before}
     *
     * @throws AssertionError if none comes within the time
     */
    public Packet nextPacket(Predicate<PacketHeader> wanted, Duration timeout) throws InterruptedException {
        return packets.next(packet -> wanted.test(packet.header()), "such packet", timeout);
    }

    /** {@return how many calls have no answer yet, counting those that never get one} */
    public int inFlight() {
        return window.inFlight();
    }

    /** Sends an event, whether or not the client asked for it. */
    public void emit(Event event) {
        outbox.add(StrayPackets.event(event));
    }

    /** Sends a packet: a reply nobody waits for, data of a stream, an event of another program. */
    public void send(PacketHeader header, XdrValue payload) {
        outbox.add(StrayPackets.encode(header, payload));
    }

    /** Sends bytes as they are, be they a packet or not. */
    public void send(Bytes bytes) {
        outbox.add(bytes);
    }

    /** Asks the client for a sign of life. */
    public void ping() {
        outbox.add(StrayPackets.ping());
    }

    /** Spoils every reply from now on, where nothing else is said for the call. */
    public void faultEvery(Fault fault) {
        lastingFault = fault.forReplies();
    }

    /** Stops reading and writing, as a daemon under SIGSTOP. A packet being read is taken in, but not looked at. */
    public void stall() {
        reading.begin();
        writing.begin();
    }

    /** Stops reading, and goes on writing, until {@link #resume}. A packet being read is taken in, but not looked at. */
    public void stopReading() {
        reading.begin();
    }

    /**
     * Waits until a fault has stalled the connection.
     *
     * @throws AssertionError if none has when the time is over
     */
    public void awaitStall(Duration timeout) throws InterruptedException {
        if (!writing.awaitBegin(timeout)) {
            throw new AssertionError("connection " + number + " does not stall within " + timeout);
        }
    }

    /** Goes on after {@link #stall}, or after a fault that stalls. */
    public void resume() {
        reading.end();
        writing.end();
    }

    /** Ends the connection now. The client may see a reset where it has sent what was not read. */
    public void cut() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // the connection has ended, which is all that was asked for
        }
        window.end();
        resume();
        outbox.addEnd();
        ended.countDown();
    }

    /**
     * Waits until the connection has ended, whoever ended it.
     *
     * @throws AssertionError if it has not when the time is over
     */
    public void awaitEnd(Duration timeout) throws InterruptedException {
        if (!ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new AssertionError("connection " + number + " is still there after " + timeout);
        }
    }

    /** Reads until the connection ends. */
    void read(Reception reception, int maxInFlight) {
        PacketSource source = new PacketSource(channel);
        try {
            while (channel.isOpen()) {
                window.awaitFewerThan(maxInFlight);
                reading.await();
                Optional<Packet> next = source.next();
                if (next.isEmpty()) {
                    return;
                }
                reading.await();
                packets.add(next.get());
                reception.receive(next.get());
            }
        } catch (IOException | InterruptedException | MalformedXdrException end) {
            // libvirtd drops a client without a word too, when the line breaks or what comes is no packet
        } finally {
            cut();
        }
    }

    /** Writes until the connection ends. */
    void write() {
        try {
            outbox.run();
        } catch (IOException | InterruptedException end) {
            // the client is gone
        } finally {
            cut();
        }
    }

    /** {@return the serials of the streams whose end is confirmed when the client asks for it} */
    Set<Integer> streams() {
        return streams;
    }

    boolean isStalled() {
        return writing.isStill();
    }

    void callArrived() {
        window.enter();
    }

    void pong() {
        outbox.add(StrayPackets.pong());
    }

    @Nullable
    Fault lastingFault() {
        return lastingFault;
    }

    /** Queues a reply; where it stalls the connection, the next packet is not read any more. */
    void reply(List<Step> steps) {
        if (steps.contains(Step.Turn.STOP)) {
            reading.begin();
            writing.announce();
        }
        outbox.addReply(steps, window::leave);
    }

    /** Ends the connection after what was queued before. */
    void endAfterReplies() {
        outbox.addEnd();
    }

    @Override
    public String toString() {
        return "connection " + number;
    }
}
