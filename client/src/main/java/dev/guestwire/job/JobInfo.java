package dev.guestwire.job;

import dev.guestwire.Coded;
import dev.guestwire.JobEvent;
import dev.guestwire.protocol.TypedParams;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How a job of a guest is, or was at its end: a migration, save, dump, backup or snapshot. What the daemon does not tell is
 * empty.
 *
 * @param type whether there is a job, and how it is or ended
 * @param operation what it does
 * @param timing how long it takes
 * @param data memory and disks together
 * @param memory the guest's memory
 * @param disk the guest's disks
 * @param ram more about the memory
 * @param diskBytesPerSecond how fast disks are copied
 * @param compression what compression did
 * @param throttlePercent how much the guest's CPUs are held back, by auto-converge
 * @param scratch the scratch files of a backup
 * @param success whether the job that ended did all it should
 * @param errorMessage libvirt's sentence about why it did not
 * @param others what this release does not know, by libvirt's names
 */
public record JobInfo(
        Coded<Type> type,
        Coded<JobEvent.JobCompleted.Operation> operation,
        Timing timing,
        Amount data,
        Amount memory,
        Amount disk,
        Ram ram,
        OptionalLong diskBytesPerSecond,
        Compression compression,
        OptionalInt throttlePercent,
        Scratch scratch,
        Optional<Boolean> success,
        Optional<String> errorMessage,
        TypedParams others) {
    private static final Set<String> KNOWN = Set.of(
            "operation",
            "time_elapsed",
            "time_elapsed_net",
            "time_remaining",
            "downtime",
            "downtime_net",
            "setup_time",
            "data_total",
            "data_processed",
            "data_remaining",
            "memory_total",
            "memory_processed",
            "memory_remaining",
            "memory_constant",
            "memory_normal",
            "memory_normal_bytes",
            "memory_bps",
            "memory_dirty_rate",
            "memory_page_size",
            "memory_iteration",
            "memory_postcopy_requests",
            "disk_total",
            "disk_processed",
            "disk_remaining",
            "disk_bps",
            "compression_cache",
            "compression_bytes",
            "compression_pages",
            "compression_cache_misses",
            "compression_overflow",
            "auto_converge_throttle",
            "success",
            "errmsg",
            "disk_temp_used",
            "disk_temp_total");

    /** Whether there is a job: {@code virDomainJobType}. */
    public enum Type {
        /** There is none. */
        NONE,
        /** It is known when it will end. */
        BOUNDED,
        /** It is not known when it will end. */
        UNBOUNDED,
        COMPLETED,
        FAILED,
        CANCELLED,
        UNKNOWN
    }

    /**
     * How long a job takes.
     *
     * @param elapsed since it was started
     * @param elapsedNet the same without what two hosts' clocks differ
     * @param remaining until it may end
     * @param downtime how long the guest stood still, or is expected to
     * @param downtimeNet the same without what two hosts' clocks differ
     * @param setup how long its preparation took
     */
    public record Timing(
            Optional<Duration> elapsed,
            Optional<Duration> elapsedNet,
            Optional<Duration> remaining,
            Optional<Duration> downtime,
            Optional<Duration> downtimeNet,
            Optional<Duration> setup) {}

    /** How much of something is done. A guest that goes on writing makes the total and the rest grow. */
    public record Amount(OptionalLong totalBytes, OptionalLong processedBytes, OptionalLong remainingBytes) {}

    /**
     * More about the memory.
     *
     * @param constantPages pages of one repeated byte
     * @param normalPages pages that were sent
     * @param normalBytes their bytes
     * @param bytesPerSecond how fast they are sent
     * @param dirtyPagesPerSecond how many the guest writes meanwhile
     * @param pageBytes the size of a page
     * @param iteration how often the job went through the memory
     * @param postCopyRequests how many pages the destination had to ask for
     */
    public record Ram(
            OptionalLong constantPages,
            OptionalLong normalPages,
            OptionalLong normalBytes,
            OptionalLong bytesPerSecond,
            OptionalLong dirtyPagesPerSecond,
            OptionalLong pageBytes,
            OptionalLong iteration,
            OptionalLong postCopyRequests) {}

    /**
     * What compression did.
     *
     * @param cacheBytes the size of the cache
     * @param bytes compressed bytes that were sent
     * @param pages compressed pages that were sent
     * @param cacheMisses how often a page was not in the cache
     * @param overflows how often a page grew by its compression
     */
    public record Compression(
            OptionalLong cacheBytes,
            OptionalLong bytes,
            OptionalLong pages,
            OptionalLong cacheMisses,
            OptionalLong overflows) {}

    /** How much room the scratch files of a backup take, and how much they may. */
    public record Scratch(OptionalLong usedBytes, OptionalLong totalBytes) {}

    /** {@return what statistics tell, those of {@link JobEvent.JobCompleted} too} */
    public static JobInfo of(Coded<Type> type, TypedParams told) {
        return new JobInfo(
                type,
                Coded.of(
                        JobEvent.JobCompleted.Operation.values(),
                        told.findInt("operation").orElse(0)),
                timing(told),
                amount(told, "data_"),
                amount(told, "memory_"),
                amount(told, "disk_"),
                ram(told),
                told.findAmount("disk_bps"),
                compression(told),
                told.findInt("auto_converge_throttle"),
                new Scratch(told.findAmount("disk_temp_used"), told.findAmount("disk_temp_total")),
                told.findBoolean("success"),
                told.findText("errmsg"),
                told.without(KNOWN));
    }

    static JobInfo of(int type, TypedParams told) {
        return of(Coded.of(Type.values(), type), told);
    }

    /** {@return whether the job goes on} */
    public boolean isRunning() {
        return type.is(Type.BOUNDED) || type.is(Type.UNBOUNDED);
    }

    private static Timing timing(TypedParams told) {
        return new Timing(
                millis(told, "time_elapsed"),
                millis(told, "time_elapsed_net"),
                millis(told, "time_remaining"),
                millis(told, "downtime"),
                millis(told, "downtime_net"),
                millis(told, "setup_time"));
    }

    private static Optional<Duration> millis(TypedParams told, String field) {
        return told.findTime(field, ChronoUnit.MILLIS);
    }

    private static Amount amount(TypedParams told, String prefix) {
        return new Amount(
                told.findAmount(prefix + "total"),
                told.findAmount(prefix + "processed"),
                told.findAmount(prefix + "remaining"));
    }

    private static Ram ram(TypedParams told) {
        TypedParams memory = told.below("memory_");
        return new Ram(
                memory.findAmount("constant"),
                memory.findAmount("normal"),
                memory.findAmount("normal_bytes"),
                memory.findAmount("bps"),
                memory.findAmount("dirty_rate"),
                memory.findAmount("page_size"),
                memory.findAmount("iteration"),
                memory.findAmount("postcopy_requests"));
    }

    private static Compression compression(TypedParams told) {
        TypedParams compression = told.below("compression_");
        return new Compression(
                compression.findAmount("cache"),
                compression.findAmount("bytes"),
                compression.findAmount("pages"),
                compression.findAmount("cache_misses"),
                compression.findAmount("overflow"));
    }
}
