package dev.guestwire.rpc;

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
}
