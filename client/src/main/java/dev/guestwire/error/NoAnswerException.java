package dev.guestwire.error;

import dev.guestwire.protocol.AboutDomain;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.remote.Domain;
import org.jspecify.annotations.Nullable;

/** No answer came to a call. {@link #mayHaveRun} tells whether to look before calling again. */
public abstract sealed class NoAnswerException extends LibvirtException
        permits ConnectionLostException, DeadlineExceededException, CallInterruptedException {
    private static final long serialVersionUID = 1;

    private final boolean mayHaveRun;

    NoAnswerException(String message, boolean mayHaveRun, @Nullable Throwable cause) {
        super(message, cause);
        this.mayHaveRun = mayHaveRun;
    }

    /** {@return whether the daemon may have carried out the call; false only if it surely has not} */
    public final boolean mayHaveRun() {
        return mayHaveRun;
    }

    static String subject(Call<?> call) {
        String name = call.getClass().getSimpleName();
        if (!(call instanceof AboutDomain about)) {
            return name;
        }
        Domain dom = about.dom();
        return name + " of guest " + (dom.name().isEmpty() ? dom.uuid() : dom.name());
    }

    static String hint(boolean mayHaveRun) {
        return mayHaveRun ? "; the daemon may have carried it out" : "; it was not sent";
    }
}
