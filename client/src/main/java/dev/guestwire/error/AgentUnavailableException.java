package dev.guestwire.error;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.RemoteError;

/** The guest agent does not answer, or the guest has none. The call may work later. */
public final class AgentUnavailableException extends CallFailedException {
    private static final long serialVersionUID = 1;

    AgentUnavailableException(Call<?> call, RemoteError error) {
        super(call, error);
    }
}
