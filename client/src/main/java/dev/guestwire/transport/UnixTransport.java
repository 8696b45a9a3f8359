package dev.guestwire.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A Unix socket that never blocks in a read or write, only in {@link #await}.
 *
 * <p>A blocking read of the JDK closes its channel when its thread is interrupted, for everybody; a wait in a selector
 * does not. One thread at a time may wait and read, another may write.
 * {@link #wantWrite} and {@link #wantRead} are for one thread at a time.
 */
public final class UnixTransport implements AutoCloseable {
    private static final long RETRY_NANOS = 10_000_000;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    private volatile boolean wantsWrite;
    private volatile boolean wantsRead = true;

    private UnixTransport(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.key = channel.register(selector, SelectionKey.OP_READ);
    }

    /**
     * {@return a connection to a socket}
     *
     * <p>While the daemon's queue of connections that it has not taken is full, it is tried again and again: the system would
     * wait there without an end.
     *
     * @param deadline until when, in the time of {@link System#nanoTime}
     * @throws QueueFullException if the queue was full until then
     * @throws InterruptedIOException if the thread was interrupted; it is still
     * @throws IOException if nobody listens there or the user may not
     */
    public static UnixTransport connect(Path socket, long deadline) throws IOException {
        while (true) {
            UnixTransport connected = tryToConnect(UnixDomainSocketAddress.of(socket));
            if (connected != null) {
                return connected;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new QueueFullException();
            }
            LockSupport.parkNanos(RETRY_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while the daemon's queue of connections was full");
            }
        }
    }

    /** {@return a connection, or null if the queue of those who want one is full} */
    private static @Nullable UnixTransport tryToConnect(UnixDomainSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        boolean connected = false;
        try {
            channel.configureBlocking(false);
            // a Unix socket connects at once or not at all, so there is nothing to finish later
            connected = channel.connect(address);
            return connected ? new UnixTransport(channel, Selector.open()) : null;
        } catch (IOException | RuntimeException failed) {
            connected = false;
            if (isQueueFull(failed)) {
                return null;
            }
            throw failed;
        } finally {
            if (!connected) {
                channel.close();
            }
        }
    }

    private static boolean isQueueFull(Exception failed) {
        return String.valueOf(failed.getMessage()).contains("temporarily unavailable");
    }

    /** The daemon took none of the connections that wait for it, all the time. */
    public static final class QueueFullException extends IOException {
        private static final long serialVersionUID = 1;

        QueueFullException() {
            super("the daemon's queue of connections is full");
        }
    }

    /**
     * Reads what is there.
     *
     * @return how many bytes, 0 for none yet, -1 at the end
     */
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    /**
     * Writes what the socket takes now.
     *
     * @return how many bytes
     */
    public int write(ByteBuffer from) throws IOException {
        return channel.write(from);
    }

    /**
     * Writes what the socket takes now of several buffers, in order.
     *
     * @return how many bytes
     */
    public long write(ByteBuffer[] from) throws IOException {
        return channel.write(from);
    }

    /**
     * Says whether {@link #await} shall also return when the socket takes bytes again.
     *
     * @return whether that is a change that a thread now waiting has to be woken for
     */
    public boolean wantWrite(boolean wanted) {
        if (wanted == wantsWrite) {
            return false;
        }
        wantsWrite = wanted;
        awaitWhatIsWanted();
        return wanted;
    }

    /** Says whether {@link #await} shall return when there are bytes to read, or leave them in the socket. */
    public void wantRead(boolean wanted) {
        wantsRead = wanted;
        awaitWhatIsWanted();
    }

    /** {@return whether bytes are to be read} */
    public boolean wantsRead() {
        return wantsRead;
    }

    private void awaitWhatIsWanted() {
        key.interestOps((wantsRead ? SelectionKey.OP_READ : 0) | (wantsWrite ? SelectionKey.OP_WRITE : 0));
    }

    /** {@return whether bytes wait for room in the socket} */
    public boolean wantsWrite() {
        return wantsWrite;
    }

    /**
     * Waits until there are bytes to read or, where wanted, room to write; also ends when the time is up, the thread is
     * interrupted, or somebody calls {@link #wakeUp}. Not for virtual threads: it would hold their carrier.
     *
     * @param nanos how long to wait at most; {@link Long#MAX_VALUE} for ever
     */
    public void await(long nanos) throws IOException {
        if (nanos == Long.MAX_VALUE) {
            selector.select(ready -> {});
        } else if (nanos > 0) {
            selector.select(ready -> {}, (nanos + 999_999) / 1_000_000);
        } else {
            selector.selectNow(ready -> {});
        }
    }

    /** Ends the current or next wait. */
    public void wakeUp() {
        selector.wakeup();
    }

    /** Closes the socket and ends a wait. */
    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }
}
