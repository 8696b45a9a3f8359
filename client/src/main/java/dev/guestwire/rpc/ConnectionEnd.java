package dev.guestwire.rpc;

import dev.guestwire.rpc.turn.Listening;
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

    /** Closes the socket, and says so. A handler of log messages is strangers' code, and what it throws goes no further. */
    void close(UnixTransport transport, String lane) {
        try {
            transport.close();
        } catch (IOException failed) {
            say("closing the socket of the " + lane + " connection failed", failed);
        }
        if (reason != Reason.CLOSED) {
            say(lane + " connection ended: " + detail, null);
        }
    }

    private static void say(String message, @Nullable Throwable thrown) {
        Listening.guard("a log message", () -> Log.LOG.log(Level.DEBUG, message, thrown));
    }

    /** Loaded with the first message: to find a logger takes longer than to list guests. */
    private static final class Log {
        private static final System.Logger LOG = System.getLogger("dev.guestwire.rpc");
    }
}
