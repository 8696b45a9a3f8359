package dev.guestwire.device;

import dev.guestwire.GuestState;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobOutcome;

/** What the signs of a detachment mean. Asks nobody. */
final class DetachmentRules {
    private DetachmentRules() {}

    /**
     * A guest that is off has nothing plugged in, unless it goes on elsewhere or later with all it had.
     *
     * @param isSaved whether the daemon keeps the guest's memory, and with it its devices, for the next start
     */
    static JobOutcome ofStopped(GuestState state, boolean isSaved) {
        return switch (state.reason().value()) {
            case SHUT_OFF_SAVED -> JobOutcome.unknown("its guest was saved meanwhile, perhaps with the device");
            case SHUT_OFF_MIGRATED -> JobOutcome.unknown("its guest was migrated meanwhile, perhaps with the device");
            case SHUT_OFF_SHUTDOWN, SHUT_OFF_DESTROYED, SHUT_OFF_CRASHED, SHUT_OFF_FAILED, SHUT_OFF_FROM_SNAPSHOT ->
                isSaved
                        ? JobOutcome.unknown("its guest is off, and was saved, perhaps with the device")
                        : JobOutcome.completed(Evidence.STATE);
            default ->
                JobOutcome.unknown("its guest is off, and the daemon does not know why: it may have been saved or"
                        + " migrated with the device");
        };
    }
}
