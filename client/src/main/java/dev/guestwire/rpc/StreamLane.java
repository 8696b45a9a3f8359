package dev.guestwire.rpc;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.Packet;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.PacketStatus;
import dev.guestwire.protocol.PacketType;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.StreamDirection;
import dev.guestwire.protocol.StreamHole;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.XdrWriter;
import dev.guestwire.rpc.stream.StreamInbox;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A byte stream and its connection. One thread may read while another writes; any may finish or close it.
 *
 * <p>A sink that takes nothing (a console of a paused guest) makes the daemon deaf on this connection, and a reader that
 * takes nothing makes us deaf. So no pings go over it: a daemon that hangs is found on the host's other connections, whose
 * end is the end of this one.
 *
 * @param <R> the answer to the call that opens it
 */
public final class StreamLane<R extends XdrValue> {
    /** The most that libvirt's own programs put in a packet of a stream. */
    static final int MAX_CHUNK = 262_120;

    /** Two of the daemon's packets of data, so that a packet is copied once. */
    private static final int READ_AHEAD = 1 << 19;

    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final Call<R> call;
    private final Consumer<StreamLane<?>> onEnd;
    private final Lane lane;
    private final StreamInbox inbox = new StreamInbox();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final ReentrantLock writing = new ReentrantLock();

    private volatile Duration patience;
    private volatile boolean aborted;

    /** Whether the goodbye is being said, whose answer comes over the same connection. */
    private volatile boolean leaving;

    private volatile @Nullable ConnectionEnd end;
    private volatile @Nullable Exchange opening;
    private volatile @Nullable RpcConnection connection;
    private volatile @Nullable R reply;

    StreamLane(Dialing dialing, Call<R> call, Consumer<StreamLane<?>> onEnd) {
        this.call = call;
        this.onEnd = onEnd;
        this.patience = call.stream() == StreamDirection.BOTH
                ? Lanes.FOR_EVER
                : dialing.options().deadline();
        this.lane = new Lane(LaneKind.STREAM, new Door(dialing));
    }

    /** Opens the connection, past what happens to the others: its end is only its own. */
    private final class Door implements Lane.Dialer {
        private final Dialing dialing;

        Door(Dialing dialing) {
            this.dialing = dialing;
        }

        @Override
        public RpcConnection dial(Lane own, Deadline deadline) {
            return dialing.dial(own, deadline, new Sink());
        }

        @Override
        public void ended(ConnectionEnd reason) {}

        @Override
        public RpcOptions options() {
            return dialing.options();
        }
    }

    private final class Sink implements RpcConnection.Sink {
        @Override
        public int readAhead() {
            return READ_AHEAD;
        }

        /** While an answer has still to come over the connection it is read on, full or not: data may come first. */
        @Override
        public boolean stream(PacketHeader header, byte[] packet) {
            Exchange own = opening;
            boolean room = own == null || !own.isAnsweredBy(header) || inbox.add(header, packet);
            return room || own == null || !own.isDone() || leaving;
        }

        @Override
        public void written() {
            inbox.wake();
        }

        @Override
        public void ended(ConnectionEnd reason) {
            end = reason;
            inbox.end();
            onEnd.accept(StreamLane.this);
        }
    }

    void open() {
        try {
            Exchange exchange = Requests.opening(call);
            if (Thread.currentThread().isInterrupted()) {
                throw new CallInterruptedException(call, false);
            }
            Deadline deadline = Deadline.of(lane.options().deadline());
            Lanes.open(lane, call, deadline);
            if (lane.connections().isEmpty()) {
                throw new ConnectionLostException(call, false, endDetail(lane.end()), null);
            }
            RpcConnection own = lane.connections().getFirst();
            connection = own;
            opening = exchange;
            reply = own.callDirectly(exchange, call, deadline);
        } catch (CallFailedException refused) {
            release(true);
            throw refused;
        } catch (RuntimeException failed) {
            release(false);
            throw failed;
        }
    }

    /** {@return what the daemon answered when the stream was opened} */
    public R reply() {
        return Objects.requireNonNull(reply);
    }

    /** {@return the call that opened it} */
    public Call<R> call() {
        return call;
    }

    /** Sets how long a read, a write or the end may have to wait for the daemon. */
    public void patience(Duration longest) {
        patience = longest;
    }

    /**
     * Reads at least one byte, waiting for it. At the end of the stream it is finished.
     *
     * @return how many bytes, or -1 at the end
     */
    public int read(byte[] into, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        while (awaitPiece()) {
            int count = inbox.take(into, offset, length);
            if (count > 0) {
                readOn();
                return count;
            }
        }
        return -1;
    }

    /** Waits for what comes next, and takes it if it is a hole. {@return its length, 0 if bytes come next or the end} */
    public long skipHole() {
        long length = awaitPiece() ? inbox.takeHole() : 0;
        readOn();
        return length;
    }

    /** {@return how many bytes can be read without a wait} */
    public int available() {
        return inbox.available();
    }

    /** {@return false at the end} */
    private boolean awaitPiece() {
        while (!inbox.hasPieces()) {
            if (inbox.isAtEnd()) {
                finish();
                return false;
            }
            throwIfSettled();
            if (ending.get()) {
                throwIfAborted();
                return false;
            }
            await(inbox::isReadable);
        }
        return true;
    }

    private void readOn() {
        if (inbox.hasRoomAgain()) {
            connection().resumeReading();
        }
    }

    /** Writes, and returns when the socket has taken everything. Who gives up ends the stream. */
    public void write(byte[] from, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, from.length);
        writing.lock();
        try {
            for (int done = 0; done < length; ) {
                int count = Math.min(MAX_CHUNK, length - done);
                send(
                        header(PacketType.STREAM, PacketStatus.CONTINUE, count),
                        ByteBuffer.wrap(from, offset + done, count));
                done += count;
            }
        } finally {
            writing.unlock();
        }
    }

    /** Writes a hole. The stream must have been opened as a sparse one: else the daemon drops the connection. */
    public void writeHole(long length) {
        XdrWriter packet = Packet.encode(
                PacketHeader.stream(call, serial(), PacketType.STREAM_HOLE, PacketStatus.CONTINUE),
                new StreamHole(length));
        writing.lock();
        try {
            send(ByteBuffer.wrap(packet.array(), 0, packet.size()));
        } finally {
            writing.unlock();
        }
    }

    private void send(ByteBuffer... parts) {
        throwIfSettled();
        throwIfAborted();
        RpcConnection own = connection();
        own.send(parts);
        if (own.isWriting()) {
            try {
                await(() -> !own.isWriting() || inbox.isSettled() || aborted);
            } catch (DeadlineExceededException late) {
                hangUp("a write was given up");
                throw late;
            }
            throwIfSettled();
        }
    }

    /**
     * Ends the stream well, and waits for the daemon's confirmation. Again it does nothing.
     *
     * @throws CallFailedException if the daemon could not do all that was asked
     */
    public void finish() {
        if (ending.compareAndSet(false, true)) {
            inbox.discard();
            readOn();
            if (!inbox.isSettled()) {
                connection().send(header(PacketType.STREAM, PacketStatus.OK, 0));
            }
        }
        throwIfAborted();
        try {
            await(inbox::isSettled);
        } catch (DeadlineExceededException late) {
            hangUp("its end was not confirmed");
            throw late;
        }
        if (!inbox.isConfirmed()) {
            throwIfSettled();
        }
        release(true);
    }

    /** Ends the stream: unless it was finished it is aborted. With a daemon that does not listen it takes a second. */
    public void close() {
        if (ending.compareAndSet(false, true)) {
            aborted = true;
            inbox.discard();
            readOn();
            if (!inbox.isSettled()) {
                connection().send(header(PacketType.STREAM, PacketStatus.ERROR, 0));
            }
            release(isSettledSoon());
        } else if (aborted || inbox.isSettled()) {
            release(false);
        } else {
            hangUp("the stream was closed");
        }
    }

    private boolean isSettledSoon() {
        try {
            return inbox.await(inbox::isSettled, Deadline.of(GOODBYE).at());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the stream for a reason of the host's. */
    void end(ConnectionEnd reason) {
        lane.end(reason);
    }

    private void release(boolean politely) {
        if (politely && end == null) {
            leaving = true;
            connection().resumeReading();
            Dialing.sayGoodbye(List.copyOf(lane.connections()));
        }
        hangUp("the stream was closed");
    }

    private void hangUp(String why) {
        end(new ConnectionEnd(ConnectionEnd.Reason.CLOSED, why, null));
        onEnd.accept(this);
    }

    private void await(BooleanSupplier until) {
        Deadline deadline = Deadline.of(patience);
        try {
            if (inbox.await(until, deadline.at())) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            hangUp("a thread that waited for it was interrupted");
            throw new CallInterruptedException(call, true);
        }
        throw DeadlineExceededException.midStream(call, deadline.length());
    }

    private void throwIfSettled() {
        RemoteError failure = inbox.failure();
        if (failure != null) {
            release(true);
            throw CallFailedException.of(call, failure);
        }
        ConnectionEnd ended = end;
        if (ended != null && !inbox.isConfirmed()) {
            throw ConnectionLostException.midStream(call, ended.detail(), ended.cause());
        }
    }

    private void throwIfAborted() {
        if (aborted) {
            throw ConnectionLostException.midStream(call, "the stream was closed", null);
        }
    }

    private static String endDetail(@Nullable ConnectionEnd reason) {
        return reason == null ? "the connection ended" : reason.detail();
    }

    private ByteBuffer header(PacketType type, PacketStatus status, int payload) {
        XdrWriter packet = Packet.encode(PacketHeader.stream(call, serial(), type, status), Empty.EMPTY);
        packet.int32At(0, PacketHeader.SIZE + payload);
        return ByteBuffer.wrap(packet.array(), 0, packet.size());
    }

    private int serial() {
        return Objects.requireNonNull(opening).serial();
    }

    private RpcConnection connection() {
        return Objects.requireNonNull(connection);
    }

    /** {@return what came and was not read yet} */
    StreamInbox inbox() {
        return inbox;
    }
}
