package dev.guestwire.device;

import dev.guestwire.GuestState;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobOutcome;

/** What the signs of a detachment mean. Asks nobody. */
final class DetachmentRules {
    private DetachmentRules() {}

    /** A guest that is off has nothing plugged in, unless it goes on elsewhere or later with all it had. */
    static JobOutcome ofStopped(GuestState state) {
        return switch (state.reason().value()) {
            case SHUT_OFF_SAVED -> JobOutcome.unknown("its guest was saved meanwhile, perhaps with the device");
            case SHUT_OFF_MIGRATED -> JobOutcome.unknown("its guest was migrated meanwhile, perhaps with the device");
            default -> JobOutcome.completed(Evidence.STATE);
        };
    }
}
