package dev.guestwire.job;

import dev.guestwire.Guest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Work of the daemon that goes on after the call that started it. Its end is told by evidence: events, or what the daemon
 * keeps of it; nothing polls for it. Safe for many threads; waiting needs no thread but the caller's.
 */
public interface Job {
    /** {@return the guest it is about} */
    Guest guest();

    /** {@return what names it, to be found again by another process: {@code Host.job}} */
    JobRef ref();

    /** {@return how it ended, if it is known to have ended; asks nobody} */
    Optional<JobOutcome> outcome();

    /**
     * Waits for its end.
     *
     * @param patience how long at most; the job goes on if it has not ended by then
     * @return the outcome of a job that completed
     * @throws dev.guestwire.error.JobNotCompletedException if it failed, was cancelled, goes on, or its end is unknown
     */
    JobOutcome await(Duration patience) throws InterruptedException;

    /** {@return its end, whatever it will be; never completed exceptionally} Cancelling the future does not end the job. */
    CompletableFuture<JobOutcome> toFuture();

    /** Asks the daemon to end it. It has ended when its outcome says so; it may complete all the same. */
    void cancel();
}
