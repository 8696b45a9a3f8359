package dev.guestwire.error;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.RemoteError;

/**
 * There is a guest, network, pool, volume, snapshot, device or other object of that name, UUID or place already. Nothing was
 * changed.
 */
public final class AlreadyExistsException extends CallFailedException {
    private static final long serialVersionUID = 1;

    AlreadyExistsException(Call<?> call, RemoteError error) {
        super(call, error);
    }
}
