package dev.guestwire.agent;

import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.protocol.ErrorCode;
import java.util.Optional;

/**
 * What became of setting a guest's clock.
 *
 * @param outcome what became of it
 * @param refusal what the daemon said; empty if the clock was set
 */
public record TimeSync(Outcome outcome, Optional<CallFailedException> refusal) {
    /** What can become of it. The daemon's error code decides. */
    public enum Outcome {
        /** The clock was set. */
        SYNCED,
        /** There is an agent, and it does not answer; if it did hear, it may still set the clock. */
        AGENT_UNRESPONSIVE,
        /** The agent, the hypervisor or the daemon cannot do it. */
        UNSUPPORTED,
        /** The guest has no agent. */
        NO_AGENT
    }

    /** {@return whether the clock was set} */
    public boolean isSynced() {
        return outcome == Outcome.SYNCED;
    }

    static TimeSync of(Runnable attempt) {
        try {
            attempt.run();
            return new TimeSync(Outcome.SYNCED, Optional.empty());
        } catch (AgentUnavailableException silent) {
            return new TimeSync(Outcome.AGENT_UNRESPONSIVE, Optional.of(silent));
        } catch (UnsupportedException refused) {
            // the code by which QEMU's driver says "agent not configured"
            boolean noAgent = refused.code().equals(ErrorCode.ARGUMENT_UNSUPPORTED);
            return new TimeSync(noAgent ? Outcome.NO_AGENT : Outcome.UNSUPPORTED, Optional.of(refused));
        }
    }
}
