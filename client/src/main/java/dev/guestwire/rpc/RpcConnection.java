package dev.guestwire.rpc;

import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.MalformedXdrException;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.PacketStatus;
import dev.guestwire.protocol.Program;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.transport.UnixTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One socket: the calls under way on it, and what comes back.
 *
 * <p>Calls in flight, outbound packets and the end are written under the lane's lock, and calls in flight are read without
 * it. Who lets go of the lock flushes the lane. Whoever holds the {@link Lead} alone reads.
 */
final class RpcConnection {

    private final Lane lane;
    private final UnixTransport transport;
    private final @Nullable Sink sink;
    private final KeepAlive keepAlive;
    private final InFlight inFlight;
    private final Outbound outbound = new Outbound();
    private final Inbound inbound;
    private final Lead lead;

    private int serial;
    private volatile @Nullable IOException writeFailure;
    private volatile @Nullable ConnectionEnd end;
    private boolean joined;

    /** Where a connection's events or the packets of its stream go. Called with the lane's lock held, but for the end. */
    interface Sink {
        default void message(PacketHeader header, byte[] packet) {}

        /** Takes a packet of a stream. {@return whether there is room for more} */
        default boolean stream(PacketHeader header, byte[] packet) {
            return true;
        }

        /** {@return how many bytes may be read at once} */
        default int readAhead() {
            return Inbound.BUFFER;
        }

        /** Hears that the socket took all there was to write. */
        default void written() {}

        void ended(ConnectionEnd end);
    }

    RpcConnection(Lane lane, UnixTransport transport, @Nullable Sink sink) {
        RpcOptions options = lane.options();
        this.lane = lane;
        this.transport = transport;
        this.sink = sink;
        this.keepAlive = new KeepAlive(options.keepAliveInterval(), options.keepAliveCount(), System.nanoTime());
        this.inFlight = new InFlight(options.window(), lane.kind().places());
        this.inbound = new Inbound(sink == null ? Inbound.BUFFER : sink.readAhead());
        this.lead = new Lead(this, sink == null);
    }

    /** Calls over this connection, past the lane's queue: for the opening conversation and the goodbye. */
    <R extends XdrValue> R callDirectly(Call<R> call, Deadline deadline) {
        return callDirectly(Requests.exchange(call), call, deadline);
    }

    /** Calls over this connection with an exchange of its own: for the call that opens a stream. */
    <R extends XdrValue> R callDirectly(Exchange exchange, Call<R> call, Deadline deadline) {
        lane.lock().lock();
        try {
            ConnectionEnd ended = end;
            if (ended != null || !inFlight.hasPlace()) {
                throw new ConnectionLostException(call, false, ended == null ? "it is busy" : ended.detail(), null);
            }
            append(exchange);
            write();
        } finally {
            lane.lock().unlock();
        }
        lane.flush();
        return Requests.result(lane, exchange, call, deadline);
    }

    /** {@return whether {@link #callDirectly} has room} */
    boolean hasPlace() {
        return inFlight.hasPlace();
    }

    /** Hears whether the daemon answers pings; until then it is not pinged. */
    void daemonPongs(boolean answers) {
        keepAlive.enable(answers);
    }

    /** Ends a connection that never came into use, without telling the lane. */
    void hangUp() {
        end(ConnectionEnd.closed());
    }

    /** Starts reading. */
    void start() {
        lead.startReader(lane.name());
    }

    Lead lead() {
        return lead;
    }

    boolean hasRoom() {
        return inFlight.hasRoom() && end == null;
    }

    @Nullable
    ConnectionEnd end() {
        return end;
    }

    /** Hears that it is in use from now on, so that its end matters to others, also one that came already. */
    void join() {
        ConnectionEnd ended;
        lane.lock().lock();
        try {
            joined = true;
            ended = end;
        } finally {
            lane.lock().unlock();
        }
        lane.flush();
        if (ended != null) {
            announce(ended);
        }
    }

    /** Takes a call for sending; the lane's lock is held and there is room. */
    void append(Exchange exchange) {
        outbound.add(exchange.send(this, nextSerial()));
        inFlight.add(exchange);
    }

    private int nextSerial() {
        do {
            serial++;
        } while (inFlight.contains(serial));
        return serial;
    }

    /** Writes what was appended; the lane's lock is held. */
    void write() {
        if (end != null) {
            return;
        }
        try {
            boolean all = outbound.write(transport);
            if (transport.wantWrite(!all)) {
                transport.wakeUp();
            }
            if (all && sink != null) {
                sink.written();
            }
        } catch (IOException failed) {
            writeFailure = failed;
            lead.wakeReader();
            transport.wakeUp();
        }
    }

    /** Writes a packet of a stream as far as the socket takes it; the rest follows, from the same arrays. */
    void send(ByteBuffer... parts) {
        lane.lock().lock();
        try {
            for (ByteBuffer part : parts) {
                outbound.add(part);
            }
            write();
        } finally {
            lane.lock().unlock();
        }
        lane.flush();
    }

    /** Reads on after the sink had no more room. */
    void resumeReading() {
        lane.lock().lock();
        try {
            if (end == null) {
                transport.wantRead(true);
                transport.wakeUp();
            }
        } finally {
            lane.lock().unlock();
        }
        lane.flush();
    }

    /** Waits for bytes, reads and hands on what came; for who holds the lead. {@return those who got an answer} */
    List<Exchange> readOnce(long nanos) {
        try {
            IOException unwritten = writeFailure;
            transport.await(unwritten == null ? nanos : 0);
            if (transport.wantsRead() && !inbound.fill(transport)) {
                return endWith(ConnectionEnd.endOfFile());
            }
            List<Exchange> answered = dispatch();
            if (unwritten != null && answered.isEmpty()) {
                throw unwritten;
            }
            return answered;
        } catch (MalformedXdrException malformed) {
            return endWith(ConnectionEnd.malformed(malformed));
        } catch (IOException | RuntimeException | Error failed) {
            return endWith(ConnectionEnd.error(failed));
        }
    }

    private List<Exchange> dispatch() {
        Inbound.Frame frame = inbound.next();
        if (frame == null && !transport.wantsWrite()) {
            return List.of();
        }
        List<Exchange> answered = new ArrayList<>(4);
        try {
            handleAll(frame, answered);
            lane.flush();
            return answered;
        } catch (RuntimeException | Error spoilt) {
            // what came before it in the same read is an answer all the same
            wake(answered);
            throw spoilt;
        }
    }

    private void handleAll(Inbound.@Nullable Frame first, List<Exchange> answered) {
        lane.lock().lock();
        try {
            for (Inbound.Frame frame = first; frame != null; frame = inbound.next()) {
                keepAlive.heard(System.nanoTime());
                Exchange done = handle(frame);
                if (done != null) {
                    answered.add(done);
                }
            }
            lane.sendQueued();
            write();
        } finally {
            lane.lock().unlock();
        }
    }

    private static void wake(List<Exchange> done) {
        done.forEach(exchange -> LockSupport.unpark(exchange.caller()));
    }

    private @Nullable Exchange handle(Inbound.Frame frame) {
        PacketHeader header = frame.header();
        if (header.program() == Program.KEEPALIVE.id()) {
            if (header.procedure() == KeepAlive.PING && !outbound.hasPong()) {
                outbound.addPong(KeepAlive.packet(KeepAlive.PONG));
            }
            return null;
        }
        return switch (header.type()) {
            case REPLY -> answer(frame);
            case MESSAGE -> {
                if (sink != null) {
                    sink.message(header, frame.packet());
                }
                yield null;
            }
            case STREAM, STREAM_HOLE -> {
                if (sink != null && !sink.stream(header, frame.packet())) {
                    transport.wantRead(false);
                }
                yield null;
            }
            case CALL, CALL_WITH_FDS, REPLY_WITH_FDS ->
                throw new MalformedXdrException("a packet of type " + header.type() + ", which a client never gets");
        };
    }

    private Exchange answer(Inbound.Frame frame) {
        PacketHeader header = frame.header();
        if (header.status() == PacketStatus.CONTINUE) {
            throw new MalformedXdrException("an answer with the status of a stream, CONTINUE");
        }
        Exchange pending = inFlight.take(header);
        if (pending != null) {
            lane.answered(pending, System.nanoTime());
            pending.complete(new Reply(header.status() == PacketStatus.ERROR, frame.packet()));
            return pending;
        }
        throw new MalformedXdrException("an answer that nobody waits for: procedure " + header.procedure() + ", serial "
                + Integer.toUnsignedString(header.serial()));
    }

    /** Does what the silence of the daemon asks for; for the reader thread. */
    void keepAlive(long now) {
        if (keepAlive.isTooLong(outbound.stuckSince(), now)) {
            end(new ConnectionEnd(ConnectionEnd.Reason.KEEPALIVE, "the daemon reads nothing of what it is sent", null));
            return;
        }
        switch (keepAlive.tick(now)) {
            case NOTHING -> {}
            case PING -> {
                lane.lock().lock();
                try {
                    outbound.add(KeepAlive.packet(KeepAlive.PING));
                    write();
                } finally {
                    lane.lock().unlock();
                }
                lane.flush();
            }
            case GIVE_UP ->
                end(new ConnectionEnd(ConnectionEnd.Reason.KEEPALIVE, "the daemon did not answer pings", null));
        }
    }

    long untilKeepAlive(long now) {
        return keepAlive.untilNext(now);
    }

    /** Ends the wait of who holds the lead, so that it looks around. */
    void wakeUp() {
        transport.wakeUp();
    }

    InFlight inFlight() {
        return inFlight;
    }

    /** {@return whether bytes wait for room in the socket, or could not be written} */
    boolean isWriting() {
        return transport.wantsWrite() || writeFailure != null;
    }

    private List<Exchange> endWith(ConnectionEnd reason) {
        end(reason);
        return List.of();
    }

    /** Ends the connection and tells everyone who waits on it; later calls do nothing. */
    void end(ConnectionEnd why) {
        ConnectionEnd reason;
        List<Exchange> lost;
        boolean matters;
        lane.lock().lock();
        try {
            if (end != null) {
                return;
            }
            reason = lane.end() == null ? why : lane.end();
            end = reason;
            matters = joined;
            lost = inFlight.takeAll();
            lost.forEach(exchange -> exchange.fail(reason));
        } finally {
            lane.lock().unlock();
        }
        wake(lost);
        lead.wakeReader();
        try {
            reason.close(transport, lane.name());
        } finally {
            lane.flush();
            if (matters) {
                announce(reason);
            }
        }
    }

    private void announce(ConnectionEnd reason) {
        try {
            lane.connectionEnded(reason);
        } finally {
            if (sink != null) {
                sink.ended(reason);
            }
        }
    }
}
