package dev.guestwire.rpc.stream;

import dev.guestwire.protocol.MalformedXdrException;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.PacketType;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.StreamHole;
import dev.guestwire.protocol.XdrReader;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What came over a stream and was not taken yet, in order, and how the stream ended. It is bounded: when it is full, the
 * connection's reader leaves the rest in the socket, and the daemon waits. Thread-safe; its lock is held briefly and never
 * while another is taken.
 */
public final class StreamInbox {
    /** How many bytes make it full. What was read with the last of them still goes in. */
    public static final int LIMIT = 1 << 20;

    /** What may come before the answer to the call that opens a stream: a daemon that sends more has lost its mind. */
    private static final long MOST = Math.max(1 << 26, Runtime.getRuntime().maxMemory() / 4);

    /** What a packet weighs beside its bytes, so that empty ones weigh something. */
    private static final int OVERHEAD = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Piece> pieces = new ArrayDeque<>();

    private long weight;
    private boolean full;
    private boolean discarding;
    private boolean atEnd;
    private boolean confirmed;
    private boolean over;
    private @Nullable RemoteError failure;

    /** Creates an empty one. */
    public StreamInbox() {}

    /** Bytes of a packet from an index on, or a hole. */
    private static final class Piece {
        final byte[] bytes;
        int at;
        long hole;

        Piece(byte[] bytes, int at, long hole) {
            this.bytes = bytes;
            this.at = at;
            this.hole = hole;
        }

        int weight() {
            return bytes.length + OVERHEAD;
        }

        int take(byte[] into, int offset, int length) {
            int count;
            if (hole > 0) {
                count = (int) Math.min(length, hole);
                Arrays.fill(into, offset, offset + count, (byte) 0);
                hole -= count;
            } else {
                count = Math.min(length, bytes.length - at);
                System.arraycopy(bytes, at, into, offset, count);
                at += count;
            }
            return count;
        }

        boolean isEmpty() {
            return hole == 0 && at == bytes.length;
        }
    }

    /**
     * Takes a packet of the stream in.
     *
     * @return whether there is room for more
     * @throws dev.guestwire.protocol.MalformedXdrException if it is none
     */
    public boolean add(PacketHeader header, byte[] packet) {
        lock.lock();
        try {
            XdrReader payload = new XdrReader(packet, PacketHeader.SIZE, packet.length);
            switch (header.status()) {
                case ERROR -> failure = failure == null ? RemoteError.read(payload) : failure;
                case OK -> confirmed = true;
                case CONTINUE -> addPiece(header.type(), packet, payload);
            }
            changed.signalAll();
            full |= weight >= LIMIT;
            return !full;
        } finally {
            lock.unlock();
        }
    }

    private void addPiece(PacketType type, byte[] packet, XdrReader payload) {
        boolean hole = type == PacketType.STREAM_HOLE;
        long length = hole ? StreamHole.read(payload).length() : payload.remaining();
        if (discarding || atEnd || isSettled()) {
            return;
        }
        if (length > 0) {
            Piece piece = hole ? new Piece(new byte[0], 0, length) : new Piece(packet, PacketHeader.SIZE, 0);
            pieces.add(piece);
            weight += piece.weight();
            if (weight > MOST) {
                throw new MalformedXdrException(
                        "a stream of more than " + MOST + " bytes before the answer to the call that opens it");
            }
        } else if (!hole) {
            atEnd = true;
        }
    }

    /** Moves bytes out, up to a hole; one that comes first gives zeros. {@return how many, 0 if none are there} */
    public int take(byte[] into, int offset, int length) {
        lock.lock();
        try {
            int count = 0;
            while (count < length && !pieces.isEmpty() && (count == 0 || pieces.getFirst().hole == 0)) {
                count += pieces.getFirst().take(into, offset + count, length - count);
                dropEmpty();
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a hole out, if that comes next. {@return what is left of it, or 0} */
    public long takeHole() {
        lock.lock();
        try {
            Piece first = pieces.peekFirst();
            long length = first == null ? 0 : first.hole;
            if (first != null && length > 0) {
                first.hole = 0;
                dropEmpty();
            }
            return length;
        } finally {
            lock.unlock();
        }
    }

    private void dropEmpty() {
        if (pieces.getFirst().isEmpty()) {
            weight -= pieces.removeFirst().weight();
        }
    }

    /** {@return whether it was full and has room again}; says so once */
    public boolean hasRoomAgain() {
        lock.lock();
        try {
            boolean again = full && weight < LIMIT / 2;
            full &= !again;
            return again;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what was not taken, and all that still comes. */
    public void discard() {
        lock.lock();
        try {
            discarding = true;
            pieces.clear();
            weight = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Hears that nothing more comes, since the connection is gone. */
    public void end() {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes who waits look again. */
    public void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits.
     *
     * @param until what for; asked with the lock held, and again whenever something has changed
     * @param deadline in the time of {@link System#nanoTime}
     * @return whether it is so; if not, the time is up
     */
    public boolean await(BooleanSupplier until, long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!until.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                changed.await(left, TimeUnit.NANOSECONDS);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether a reader has something to look at: bytes, or an end of some kind} */
    public boolean isReadable() {
        return isTrue(() -> !pieces.isEmpty() || atEnd || discarding || isSettled());
    }

    /** {@return whether bytes or a hole can be taken} */
    public boolean hasPieces() {
        return isTrue(() -> !pieces.isEmpty());
    }

    /** {@return how many bytes can be taken without a wait, without those of holes} */
    public int available() {
        lock.lock();
        try {
            return pieces.stream()
                    .mapToInt(piece -> piece.bytes.length - piece.at)
                    .sum();
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether all bytes were taken and the daemon has no more} */
    public boolean isAtEnd() {
        return isTrue(() -> pieces.isEmpty() && (atEnd || confirmed));
    }

    /** {@return whether the daemon says no more of this stream} */
    public boolean isSettled() {
        return isTrue(() -> confirmed || failure != null || over);
    }

    /** {@return whether the daemon confirmed that the stream is over} */
    public boolean isConfirmed() {
        return isTrue(() -> confirmed);
    }

    /** {@return whether it holds as much as it may} */
    public boolean isFull() {
        return isTrue(() -> full);
    }

    /** {@return what it holds, in bytes} */
    public long weight() {
        lock.lock();
        try {
            return weight;
        } finally {
            lock.unlock();
        }
    }

    /** {@return why the daemon ended the stream, or null} */
    public @Nullable RemoteError failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    private boolean isTrue(BooleanSupplier condition) {
        lock.lock();
        try {
            return condition.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }
}
