package dev.guestwire.agent;

import dev.guestwire.error.InvalidInputException;
import java.time.Duration;

/**
 * How long the daemon waits for an agent: {@code virDomainAgentResponseTimeoutValues}.
 *
 * @param seconds whole seconds, or one of libvirt's numbers for {@link #BLOCK}, {@link #DEFAULT} and {@link #NO_WAIT}
 */
public record AgentTimeout(int seconds) {
    /** For ever. */
    public static final AgentTimeout BLOCK = new AgentTimeout(-2);

    /** As long as the daemon thinks right: 5 seconds. */
    public static final AgentTimeout DEFAULT = new AgentTimeout(-1);

    /** Not at all. */
    public static final AgentTimeout NO_WAIT = new AgentTimeout(0);

    /** Refuses a number that libvirt does not know. */
    public AgentTimeout {
        if (seconds < -2) {
            throw new InvalidInputException("A timeout of " + seconds + " s for a guest agent", null);
        }
    }

    /** {@return a time, rounded up to whole seconds} */
    public static AgentTimeout of(Duration time) {
        long seconds = time.plusSeconds(1).minusNanos(1).toSeconds();
        if (seconds < 1 || seconds > Integer.MAX_VALUE) {
            throw new InvalidInputException("A timeout of " + time + " for a guest agent", null);
        }
        return new AgentTimeout((int) seconds);
    }

    /** {@return such as {@code 5 s}} */
    @Override
    public String toString() {
        return switch (seconds) {
            case -2 -> "block";
            case -1 -> "default";
            case 0 -> "no wait";
            default -> seconds + " s";
        };
    }
}
