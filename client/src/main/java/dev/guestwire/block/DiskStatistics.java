package dev.guestwire.block;

import dev.guestwire.protocol.TypedParams;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What went through a disk since its guest was started.
 *
 * @param read what the guest read
 * @param written what it wrote
 * @param flushed its demands to write everything through; they have no bytes
 * @param errors errors; only some hypervisors count them
 * @param others what this release does not know, by libvirt's names
 */
public record DiskStatistics(Traffic read, Traffic written, Traffic flushed, OptionalLong errors, TypedParams others) {
    private static final Set<String> KNOWN = Set.of(
            "rd_bytes",
            "rd_operations",
            "rd_total_times",
            "wr_bytes",
            "wr_operations",
            "wr_total_times",
            "flush_operations",
            "flush_total_times",
            "errs");

    /**
     * One direction; what the hypervisor does not count is empty.
     *
     * @param bytes how much
     * @param operations in how many requests
     * @param time how long these took, added up
     */
    public record Traffic(OptionalLong bytes, OptionalLong operations, Optional<Duration> time) {}

    static DiskStatistics of(TypedParams told) {
        return new DiskStatistics(
                traffic(told, "rd_"),
                traffic(told, "wr_"),
                traffic(told, "flush_"),
                told.findAmount("errs"),
                told.without(KNOWN));
    }

    private static Traffic traffic(TypedParams told, String prefix) {
        return new Traffic(
                told.findAmount(prefix + "bytes"),
                told.findAmount(prefix + "operations"),
                told.findTime(prefix + "total_times", ChronoUnit.NANOS));
    }
}
