package dev.guestwire.migration;

import dev.guestwire.job.JobInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How far a migration is. What the daemon does not tell is empty.
 *
 * @param phase what goes on
 * @param elapsed the time since its start, by the clock of who started it
 * @param memory the guest's memory
 * @param disks the disks that are copied
 * @param rates how fast it is
 * @param iteration how often it went through the memory
 * @param downtime how long the guest would stand still, as the daemon expects, or did
 * @param throttlePercent how much the guest's CPUs are held back, by auto-converge
 */
public record MigrationProgress(
        MigrationPhase phase,
        Duration elapsed,
        JobInfo.Amount memory,
        JobInfo.Amount disks,
        Rates rates,
        OptionalLong iteration,
        Optional<Duration> downtime,
        OptionalInt throttlePercent) {
    private static final double NANOS = 1e9;

    /**
     * How fast it is, in bytes per second.
     *
     * @param memory how fast memory is sent
     * @param dirty how fast the guest changes memory, which has to be sent again
     * @param disks how fast disks are copied
     */
    public record Rates(OptionalLong memory, OptionalLong dirty, OptionalLong disks) {}

    /** {@return what the daemon tells of the job} */
    public static MigrationProgress of(MigrationPhase phase, Duration elapsed, JobInfo job) {
        OptionalLong pages = job.ram().dirtyPagesPerSecond();
        OptionalLong dirty = pages.isPresent()
                ? OptionalLong.of(pages.getAsLong() * job.ram().pageBytes().orElse(4096))
                : OptionalLong.empty();
        return new MigrationProgress(
                phase,
                elapsed,
                job.memory(),
                job.disk(),
                new Rates(job.ram().bytesPerSecond(), dirty, job.diskBytesPerSecond()),
                job.ram().iteration(),
                job.timing().downtime(),
                job.throttlePercent());
    }

    /** {@return the bytes that are left, of memory and disks; more when the guest writes} */
    public long remainingBytes() {
        return memory.remainingBytes().orElse(0) + disks.remainingBytes().orElse(0);
    }

    /** {@return the bytes of memory and disks} */
    public long totalBytes() {
        return memory.totalBytes().orElse(0) + disks.totalBytes().orElse(0);
    }

    /** {@return how much of the memory is left, from 0 to 100; 100 while nothing is known} */
    public int remainingPercent() {
        long total = memory.totalBytes().orElse(0);
        return total == 0 ? 100 : (int) Math.rint(memory.remainingBytes().orElse(0) * 100.0 / total);
    }

    /**
     * {@return when it may end, from now, if it goes on like this}; empty while nothing is known, and if the guest changes
     * its memory as fast as it is sent: then it does not end by itself
     */
    public Optional<Duration> expectedEnd() {
        if (totalBytes() == 0) {
            return Optional.empty();
        }
        boolean standsStill = phase == MigrationPhase.POST_COPY || phase == MigrationPhase.FINISHING;
        long sent = rates.memory().orElse(0) - (standsStill ? 0 : rates.dirty().orElse(0));
        return left(memory, sent)
                .flatMap(ofMemory -> left(disks, rates.disks().orElse(0)).map(ofMemory::plus));
    }

    private static Optional<Duration> left(JobInfo.Amount amount, long bytesPerSecond) {
        long bytes = amount.remainingBytes().orElse(0);
        if (bytes == 0) {
            return Optional.of(Duration.ZERO);
        }
        return bytesPerSecond <= 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos((long) (bytes * NANOS / bytesPerSecond)));
    }
}
