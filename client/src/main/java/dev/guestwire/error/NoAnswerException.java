package dev.guestwire.error;

import dev.guestwire.protocol.Call;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** No answer came to a call. {@link #mayHaveRun} tells whether to look before calling again. */
public abstract sealed class NoAnswerException extends LibvirtException
        permits ConnectionLostException, DeadlineExceededException, CallInterruptedException {
    private static final long serialVersionUID = 1;

    private final boolean sent;
    private final boolean mayHaveRun;
    private final transient Optional<Subject> subject;

    NoAnswerException(Call<?> call, String message, boolean sent, @Nullable Throwable cause) {
        super(call.getClass().getSimpleName() + Subject.about(call) + ' ' + message + fate(call, sent), cause);
        this.sent = sent;
        this.mayHaveRun = sent && !call.isQuery();
        this.subject = Subject.of(call);
    }

    /** One in the middle of a byte stream: its call was answered. */
    NoAnswerException(Call<?> call, String message, @Nullable Throwable cause) {
        super(
                call.getClass().getSimpleName() + Subject.about(call) + ' ' + message
                        + "; what was sent and received until then stays",
                cause);
        this.sent = true;
        this.mayHaveRun = !call.isQuery();
        this.subject = Subject.of(call);
    }

    /**
     * {@return whether the daemon may have changed something for this call} False if the call was not sent, and of a call that only
     * asks, such as for a document.
     */
    public final boolean mayHaveRun() {
        return mayHaveRun;
    }

    @Override
    public Optional<Hint> hint() {
        return mayHaveRun ? Optional.of(Hint.LOOK_FIRST) : Optional.empty();
    }

    /** {@return whether the daemon may have got the call} A call that was not sent can be made again without a look. */
    public final boolean wasSent() {
        return sent;
    }

    /** {@return what the call was about; empty if it was about the host} */
    public final Optional<Subject> subject() {
        return subject;
    }

    private static String fate(Call<?> call, boolean sent) {
        if (!sent) {
            return "; it was not sent";
        }
        return call.isQuery() ? "; it only asks, and changed nothing" : "; the daemon may have carried it out";
    }
}
