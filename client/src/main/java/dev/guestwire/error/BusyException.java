package dev.guestwire.error;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.RemoteError;

/** Something else holds the resource; the call may work later. */
public final class BusyException extends CallFailedException {
    private static final long serialVersionUID = 1;

    BusyException(Call<?> call, RemoteError error) {
        super(call, error);
    }
}
