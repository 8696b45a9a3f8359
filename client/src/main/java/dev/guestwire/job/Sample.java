package dev.guestwire.job;

import dev.guestwire.Guest;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.NoAnswerException;
import java.time.Duration;
import java.util.Optional;

/** How far a job is. */
final class Sample {
    private Sample() {}

    /**
     * {@return the job under way; none while the daemon does not say, which is never a reason to stop waiting}
     *
     * @param deadline how long the daemon may take to say
     */
    static Optional<JobInfo> of(Guest guest, Duration deadline) {
        try {
            return Optional.of(guest.job().infoWithin(deadline)).filter(JobInfo::isRunning);
        } catch (CallFailedException | NoAnswerException notNow) {
            return Optional.empty();
        }
    }
}
