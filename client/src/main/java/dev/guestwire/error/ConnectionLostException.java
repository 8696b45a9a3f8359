package dev.guestwire.error;

import dev.guestwire.protocol.Call;
import org.jspecify.annotations.Nullable;

/** The connection to the daemon ended before the answer came. The {@code Host} is of no more use: connect again. */
public final class ConnectionLostException extends NoAnswerException {
    private static final long serialVersionUID = 1;

    /**
     * Creates one.
     *
     * @param call the call without an answer
     * @param sent whether its packet was sent
     * @param reason why the connection ended
     * @param cause the error that ended it, or null
     */
    public ConnectionLostException(Call<?> call, boolean sent, String reason, @Nullable Throwable cause) {
        super(call, "got no answer: " + reason, sent, cause);
    }

    private ConnectionLostException(Call<?> call, String message, @Nullable Throwable cause) {
        super(call, message, cause);
    }

    /**
     * {@return the exception of a byte stream that was opened, and whose connection ended before it did}
     *
     * @param call the call that opened it
     * @param reason why the connection ended
     * @param cause the error that ended it, or null
     */
    public static ConnectionLostException midStream(Call<?> call, String reason, @Nullable Throwable cause) {
        return new ConnectionLostException(call, "broke off in the middle of its stream: " + reason, cause);
    }
}
