package dev.guestwire.agent;

import dev.guestwire.xml.device.CharDevice;
import dev.guestwire.xml.domain.Domain;
import java.util.Optional;

/** The channel between the daemon and a guest's agent, as the guest's definition tells of it. */
public enum AgentChannel {
    /** There is none: the guest has no agent that libvirt could ask. */
    ABSENT,
    /** An agent has it open; it may still not answer. */
    CONNECTED,
    /** Nobody in the guest has it open. */
    DISCONNECTED,
    /** It is there, and nobody can tell more: the guest is off, or its hypervisor does not say. */
    UNKNOWN;

    static AgentChannel of(Domain definition) {
        Optional<CharDevice> channel = definition.devices(CharDevice.class).stream()
                .filter(device -> device.xml().name().equals("channel"))
                .filter(device -> device.targetName().equals(Optional.of(CharDevice.AGENT)))
                .findFirst();
        if (channel.isEmpty()) {
            return ABSENT;
        }
        return switch (channel.get().targetState().orElse("")) {
            case "connected" -> CONNECTED;
            case "disconnected" -> DISCONNECTED;
            default -> UNKNOWN;
        };
    }
}
