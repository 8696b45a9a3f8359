package dev.guestwire.power;

import dev.guestwire.LifecycleEvent.Stopped;
import java.time.Duration;
import java.util.Optional;

/**
 * How a guest came to be off; one whose system has shut down, and which a backup keeps, counts: {@link How#KEPT_BY_BACKUP}.
 *
 * @param how in short
 * @param reason what the daemon says of it, if it was heard
 * @param requests how often its system was asked to shut down
 * @param took the time from the first look to the end
 */
public record PowerOff(How how, Optional<Stopped.Reason> reason, int requests, Duration took) {
    /** How a guest came to be off. */
    public enum How {
        /** It was off before anything was done. */
        ALREADY_OFF,
        /** Its system shut down. */
        BY_ITSELF,
        /** Its plug was pulled, here. */
        DESTROYED,
        /** Its plug was pulled, here; it had stopped and been started again just before, so this was the later run. */
        DESTROYED_LATER_RUN,
        /** In another way: it crashed, or somebody else saved or destroyed it; {@link PowerOff#reason} may tell. */
        OTHERWISE,
        /**
         * Its system has shut down, but it is not off: a backup that preserves it, begun by anybody, keeps it paused (its state
         * is {@code paused (shutting down)}) until that backup ends, which turns it off. It is neither resumed, which would boot
         * it, nor destroyed, which would end the backup.
         */
        KEPT_BY_BACKUP,
        /** The host does not know it any more: it was transient, or was undefined; nothing tells how it ended. */
        VANISHED
    }

    /** {@return how a guest came to be off that stopped for a reason} */
    static How how(Stopped.Reason reason, boolean destroyedHere) {
        return switch (reason) {
            case SHUTDOWN -> How.BY_ITSELF;
            case DESTROYED -> destroyedHere ? How.DESTROYED : How.OTHERWISE;
            default -> How.OTHERWISE;
        };
    }
}
