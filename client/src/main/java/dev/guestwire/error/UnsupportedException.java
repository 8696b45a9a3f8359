package dev.guestwire.error;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.RemoteError;

/** This daemon, driver or guest cannot do what was asked. */
public final class UnsupportedException extends CallFailedException {
    private static final long serialVersionUID = 1;

    UnsupportedException(Call<?> call, RemoteError error) {
        super(call, error);
    }
}
