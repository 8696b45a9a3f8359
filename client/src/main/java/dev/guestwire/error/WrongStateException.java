package dev.guestwire.error;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.RemoteError;

/**
 * What was asked for cannot be done in the state that the guest, or what else was asked for, is in; mostly: it is not
 * running. {@link dev.guestwire.Guest#state()} tells which state that is.
 */
public final class WrongStateException extends CallFailedException {
    private static final long serialVersionUID = 1;

    WrongStateException(Call<?> call, RemoteError error) {
        super(call, error);
    }
}
