package dev.guestwire.error;

import dev.guestwire.protocol.Call;
import java.time.Duration;

/** The answer did not come within the call's deadline. The connection lives on, and the daemon may still be at work. */
public final class DeadlineExceededException extends NoAnswerException {
    private static final long serialVersionUID = 1;

    /**
     * Creates one.
     *
     * @param call the call without an answer
     * @param sent whether its packet was sent
     * @param deadline how long it was waited for
     */
    public DeadlineExceededException(Call<?> call, boolean sent, Duration deadline) {
        super(call, "got no answer within " + seconds(deadline), sent, null);
    }

    private DeadlineExceededException(Call<?> call, String message) {
        super(call, message, null);
    }

    /**
     * {@return the exception of a byte stream that was opened, and came to a standstill}
     *
     * @param call the call that opened it
     * @param deadline how long it was waited for
     */
    public static DeadlineExceededException midStream(Call<?> call, Duration deadline) {
        return new DeadlineExceededException(call, "stood still in the middle of its stream for " + seconds(deadline));
    }

    private static String seconds(Duration deadline) {
        return deadline.toMillis() % 1000 == 0 ? deadline.toSeconds() + " s" : deadline.toMillis() + " ms";
    }
}
