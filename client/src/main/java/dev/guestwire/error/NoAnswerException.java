package dev.guestwire.error;

import dev.guestwire.protocol.Call;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** No answer came to a call. {@link #mayHaveRun} tells whether to look before calling again. */
public abstract sealed class NoAnswerException extends LibvirtException
        permits ConnectionLostException, DeadlineExceededException, CallInterruptedException {
    private static final long serialVersionUID = 1;

    private final boolean mayHaveRun;
    private final transient Optional<Subject> subject;

    NoAnswerException(Call<?> call, String message, boolean mayHaveRun, @Nullable Throwable cause) {
        super(call.getClass().getSimpleName() + about(call) + ' ' + message + hint(mayHaveRun), cause);
        this.mayHaveRun = mayHaveRun;
        this.subject = Subject.of(call);
    }

    /** {@return whether the daemon may have carried out the call; false only if it surely has not} */
    public final boolean mayHaveRun() {
        return mayHaveRun;
    }

    /** {@return what the call was about; empty if it was about the host} */
    public final Optional<Subject> subject() {
        return subject;
    }

    private static String about(Call<?> call) {
        return Subject.of(call).map(one -> " of " + one).orElse("");
    }

    private static String hint(boolean mayHaveRun) {
        return mayHaveRun ? "; the daemon may have carried it out" : "; it was not sent";
    }
}
