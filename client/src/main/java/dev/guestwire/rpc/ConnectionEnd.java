package dev.guestwire.rpc;

import dev.guestwire.rpc.turn.Journal;
import dev.guestwire.transport.UnixTransport;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection ended.
 *
 * @param reason what happened
 * @param detail a sentence about it
 * @param cause the error behind it, or null
 */
public record ConnectionEnd(
        Reason reason, String detail, @Nullable Throwable cause) {
    private static final Journal LOG = new Journal("dev.guestwire.rpc");

    static ConnectionEnd closed() {
        return new ConnectionEnd(Reason.CLOSED, "the host was closed", null);
    }

    static ConnectionEnd endOfFile() {
        return new ConnectionEnd(Reason.END_OF_FILE, "the daemon closed the connection", null);
    }

    static ConnectionEnd malformed(RuntimeException cause) {
        return new ConnectionEnd(
                Reason.MALFORMED, "the daemon sent what is not libvirt's format: " + cause.getMessage(), cause);
    }

    static ConnectionEnd error(Throwable cause) {
        return new ConnectionEnd(Reason.ERROR, "the connection failed: " + cause.getMessage(), cause);
    }

    /** What can end a connection. */
    public enum Reason {
        /** We closed it. */
        CLOSED,
        /** The daemon closed it or died. */
        END_OF_FILE,
        /** The daemon did not answer pings. */
        KEEPALIVE,
        /** What came was no packet, or one that nobody expects. */
        MALFORMED,
        /** The socket failed. */
        ERROR
    }

    /** Closes the socket, and says so. */
    void close(UnixTransport transport, String lane) {
        try {
            transport.close();
        } catch (IOException failed) {
            LOG.log(Level.DEBUG, "closing the socket of the " + lane + " connection failed", failed);
        }
        if (reason != Reason.CLOSED) {
            LOG.log(Level.DEBUG, "{0} connection ended: {1}", lane, detail);
        }
    }
}
