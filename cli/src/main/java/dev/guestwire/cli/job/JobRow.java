package dev.guestwire.cli.job;

import dev.guestwire.JobEvent;
import dev.guestwire.cli.output.Row;
import dev.guestwire.job.JobInfo;
import dev.guestwire.migration.MigrationPhase;
import dev.guestwire.migration.MigrationProgress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What is known of the job of a guest. */
public final class JobRow {
    private JobRow() {}

    /**
     * {@return the row, with the job}
     *
     * @param row what it begins with
     */
    public static Row of(Row row, JobInfo info) {
        OptionalLong dirty = info.ram().dirtyPagesPerSecond();
        long page = info.ram().pageBytes().orElse(0);
        return row.with("type", info.type())
                .with("operation", info.operation())
                .with("elapsedSeconds", info.timing().elapsed())
                .with("leftSeconds", left(info))
                .with("totalBytes", info.data().totalBytes())
                .with("processedBytes", info.data().processedBytes())
                .with("remainingBytes", info.data().remainingBytes())
                .with("memoryRemainingBytes", info.memory().remainingBytes())
                .with("memoryTotalBytes", info.memory().totalBytes())
                .with("memoryProcessedBytes", info.memory().processedBytes())
                .with("diskRemainingBytes", info.disk().remainingBytes())
                .with("bytesPerSecond", info.ram().bytesPerSecond())
                .with("diskBytesPerSecond", info.diskBytesPerSecond())
                .with("dirtyBytesPerSecond", dirty.isPresent() ? dirty.getAsLong() * page : null)
                .with("iteration", info.ram().iteration())
                .with("postCopyRequests", info.ram().postCopyRequests())
                .with("downtimeSeconds", info.timing().downtime())
                .with("setupSeconds", info.timing().setup())
                .with("constantPages", info.ram().constantPages())
                .with("normalPages", info.ram().normalPages())
                .with("normalBytes", info.ram().normalBytes())
                .with("pageBytes", info.ram().pageBytes())
                .with("throttlePercent", info.throttlePercent())
                .with("success", info.success())
                .with("error", info.errorMessage());
    }

    /** What the daemon expects, or of a migration what its rates let expect: nothing while it does not come nearer. */
    private static Optional<Duration> left(JobInfo info) {
        return info.timing()
                .remaining()
                .or(() -> info.operation().is(JobEvent.JobCompleted.Operation.MIGRATION_OUT) && info.isRunning()
                        ? MigrationProgress.of(MigrationPhase.COPYING, Duration.ZERO, info)
                                .expectedEnd()
                        : Optional.empty());
    }
}
