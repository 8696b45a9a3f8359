package dev.guestwire.error;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.RemoteError;

/** The daemon gave up waiting, most often for another job of the same guest or for a hung QEMU. */
public final class OperationTimedOutException extends CallFailedException {
    private static final long serialVersionUID = 1;

    OperationTimedOutException(Call<?> call, RemoteError error) {
        super(call, error);
    }
}
