package dev.guestwire.error;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.RemoteError;

/** There is no such guest, network, pool, volume, snapshot or other object. */
public final class NotFoundException extends CallFailedException {
    private static final long serialVersionUID = 1;

    NotFoundException(Call<?> call, RemoteError error) {
        super(call, error);
    }
}
