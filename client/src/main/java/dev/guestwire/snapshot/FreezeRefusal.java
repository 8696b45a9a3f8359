package dev.guestwire.snapshot;

import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.protocol.ErrorCode;

/** A quiesced snapshot that was refused since the guest cannot be frozen. */
final class FreezeRefusal {
    /** The agent's command; messages of the daemon name it in every language. */
    private static final String FREEZE = "guest-fsfreeze-freeze";

    private FreezeRefusal() {}

    /** {@return whether the guest could not be frozen} Of what the agent refuses, releases before 11.2 say "internal error". */
    static boolean is(CallFailedException refused) {
        if (refused instanceof AgentUnavailableException
                || refused instanceof UnsupportedException
                || refused instanceof WrongStateException) {
            return true;
        }
        boolean byAgent = refused.code().equals(ErrorCode.AGENT_COMMAND_FAILED)
                || refused.code().equals(ErrorCode.INTERNAL_ERROR);
        return byAgent && String.valueOf(refused.error().message()).contains(FREEZE);
    }
}
