package dev.guestwire.migration.attach;

import dev.guestwire.Host;
import dev.guestwire.block.BlockJob;
import dev.guestwire.device.Detachment;
import dev.guestwire.job.Backup;
import dev.guestwire.job.CallJob;
import dev.guestwire.job.Job;
import dev.guestwire.job.JobRef;
import dev.guestwire.migration.Migration;

/** Handles of jobs that are known by their references only. */
public final class TakenUp {
    private TakenUp() {}

    /** {@return the handle of a job, of the class that its kind has} */
    public static Job of(Host host, JobRef ref) {
        return switch (ref.kind()) {
            case BLOCK_COPY, BLOCK_COMMIT, BLOCK_ACTIVE_COMMIT, BLOCK_PULL -> BlockJob.of(host.guest(ref.guest()), ref);
            case DETACHMENT -> Detachment.of(host.guest(ref.guest()), ref);
            case MIGRATION -> Migration.attach(ref, host, null);
            case BACKUP -> Backup.of(host.guest(ref.guest()), ref);
            case SAVE, RESTORE, DUMP -> CallJob.of(host.guest(ref.guest()), ref);
        };
    }
}
