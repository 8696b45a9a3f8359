package dev.guestwire.error;

import dev.guestwire.protocol.Call;

/** The calling thread was interrupted while it waited. Its interrupt flag is still set, and the connection lives on. */
public final class CallInterruptedException extends NoAnswerException {
    private static final long serialVersionUID = 1;

    /**
     * Creates one.
     *
     * @param call the call without an answer
     * @param sent whether its packet was sent
     */
    public CallInterruptedException(Call<?> call, boolean sent) {
        super(call, "was interrupted", sent, null);
    }
}
