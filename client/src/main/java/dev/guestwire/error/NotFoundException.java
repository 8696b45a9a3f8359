package dev.guestwire.error;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.RemoteError;

/** There is no such guest, network, pool, volume, snapshot, disk, card, other device, or whatever else was looked for. */
public final class NotFoundException extends CallFailedException {
    private static final long serialVersionUID = 1;

    NotFoundException(Call<?> call, RemoteError error) {
        super(call, error);
    }

    private NotFoundException(Call<?> call, RemoteError error, String sentence) {
        super(call, error, sentence);
    }

    /**
     * {@return the exception for something that the daemon's answer to a call does not hold, such as a disk that is not in a
     * guest's document} Its {@link #code} is {@code DEVICE_MISSING}.
     *
     * @param call the call that was answered
     * @param sentence what is missing, and where
     */
    public static NotFoundException in(Call<?> call, String sentence) {
        return new NotFoundException(
                call, RemoteError.of(ErrorCode.DEVICE_MISSING, ErrorDomain.NONE, sentence), sentence);
    }
}
