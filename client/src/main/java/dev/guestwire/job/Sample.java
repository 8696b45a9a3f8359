package dev.guestwire.job;

import dev.guestwire.Guest;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.NoAnswerException;
import java.util.Optional;

/** How far a job is. */
final class Sample {
    private Sample() {}

    /** {@return the job under way; none while the daemon does not say, which is never a reason to stop waiting} */
    static Optional<JobInfo> of(Guest guest) {
        try {
            return Optional.of(guest.job().info()).filter(JobInfo::isRunning);
        } catch (CallFailedException | NoAnswerException notNow) {
            return Optional.empty();
        }
    }
}
