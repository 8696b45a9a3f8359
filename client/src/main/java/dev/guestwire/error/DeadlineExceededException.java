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

    private static String seconds(Duration deadline) {
        return deadline.toMillis() % 1000 == 0 ? deadline.toSeconds() + " s" : deadline.toMillis() + " ms";
    }
}
