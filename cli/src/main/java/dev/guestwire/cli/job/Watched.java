package dev.guestwire.cli.job;

import dev.guestwire.job.Job;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.migration.Migration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Work of the daemon that is waited for.
 *
 * @param ref what names it
 * @param end how it ends
 * @param cancel asks the daemon to end it
 */
record Watched(JobRef ref, CompletableFuture<JobOutcome> end, Runnable cancel) {
    static Watched of(Job job) {
        return new Watched(job.ref(), job.toFuture(), job::cancel);
    }

    static Watched of(Migration migration) {
        return new Watched(migration.ref(), migration.toFuture(), migration::cancel);
    }

    /** {@return how it ended, if it is known to have ended} */
    Optional<JobOutcome> outcome() {
        return Optional.ofNullable(end.getNow(null));
    }
}
