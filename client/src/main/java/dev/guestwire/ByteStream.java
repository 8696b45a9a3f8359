package dev.guestwire;

import dev.guestwire.protocol.XdrValue;
import dev.guestwire.rpc.StreamLane;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Bytes that flow between a daemon and this side: a console, a screenshot, the content of a volume ({@code virStream}). It
 * has a connection of its own, so it never holds up other calls; what nobody reads stays in the socket.
 *
 * <p>One thread may read while another writes, and any thread may finish or close it. Reading and writing block; an
 * interrupt of the waiting thread ends the stream, and so does a write that is given up, since nobody knows how much of it
 * the daemon took. A read that is given up may be tried again. Closing the host ends its streams.
 *
 * {@snippet :
 * try (ByteStream<?> stream = host.open(call)) {
 *     file.transferTo(stream.output());
 *     stream.finish(); // only now the daemon has said that all is well; without it, closing aborts
 * }
 * }
 *
 * <p>Reading and writing throw {@link dev.guestwire.error.CallFailedException} when the daemon ends the stream with an
 * error, {@link dev.guestwire.error.ConnectionLostException} when the connection ends or the stream was closed,
 * {@link dev.guestwire.error.DeadlineExceededException} when nothing moves for as long as {@link #patience} says, and
 * {@link dev.guestwire.error.CallInterruptedException}.
 *
 * @param <R> the answer to the call that opened it
 */
public final class ByteStream<R extends XdrValue> implements AutoCloseable {
    private final StreamLane<R> lane;

    ByteStream(StreamLane<R> lane) {
        this.lane = lane;
    }

    /** {@return what the daemon answered when the stream was opened} */
    public R reply() {
        return lane.reply();
    }

    /**
     * Sets how long a read, a write or {@link #finish} may have to wait for the daemon. When nothing is said it is the
     * host's deadline, and for ever where both sides talk, since a console may be silent for days.
     *
     * @return this stream
     */
    public ByteStream<R> patience(Duration longest) {
        lane.patience(longest);
        return this;
    }

    /**
     * Reads at least one byte, waiting for it: {@code virStreamRecv}. Holes are read as zeros. At the end the stream is
     * finished, so that the daemon can still say what went wrong.
     *
     * @return how many bytes, or -1 at the end
     */
    public int read(byte[] into, int offset, int length) {
        return lane.read(into, offset, length);
    }

    /**
     * Waits for what comes next, and passes over it if it is a hole: {@code virStreamRecvHole}. Only streams that were
     * opened as sparse ones have holes.
     *
     * @return the length of the hole, or 0 if bytes or the end come next
     */
    public long skipHole() {
        return lane.skipHole();
    }

    /** Writes bytes, and returns when the socket has taken them: {@code virStreamSend}. */
    public void write(byte[] from, int offset, int length) {
        lane.write(from, offset, length);
    }

    /**
     * Writes a hole, which the daemon makes of zeros: {@code virStreamSendHole}. Only for streams that were opened as
     * sparse ones: on others it makes the daemon drop the connection.
     *
     * @param length how many bytes
     */
    public void writeHole(long length) {
        lane.writeHole(length);
    }

    /**
     * Ends the stream and waits for the daemon's confirmation: {@code virStreamFinish}. Finishing again does nothing.
     *
     * @throws dev.guestwire.error.CallFailedException if the daemon could not do all that was asked
     */
    public void finish() {
        lane.finish();
    }

    /** {@return what comes, as an input stream}; closing that closes this stream. */
    public InputStream input() {
        return new Input();
    }

    /** {@return a way to write, as an output stream}; closing that finishes this stream. */
    public OutputStream output() {
        return new Output();
    }

    /**
     * Ends the stream; unless it was finished it is aborted: {@code virStreamAbort}. The daemon has let go of what was
     * behind it when this returns, unless it does not listen for a second. Closing again does nothing.
     */
    @Override
    public void close() {
        lane.close();
    }

    /** {@return which call opened it} */
    @Override
    public String toString() {
        return "ByteStream[" + lane.call().getClass().getSimpleName() + "]";
    }

    private final class Input extends InputStream {
        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return ByteStream.this.read(into, offset, length);
        }

        @Override
        public int available() {
            return lane.available();
        }

        @Override
        public void close() {
            ByteStream.this.close();
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            ByteStream.this.write(from, offset, length);
        }

        @Override
        public void close() {
            finish();
        }
    }
}
