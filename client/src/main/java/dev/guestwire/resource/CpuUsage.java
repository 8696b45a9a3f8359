package dev.guestwire.resource;

import dev.guestwire.protocol.TypedParams;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * CPU time that a guest has used since its start; empty where the host does not tell.
 *
 * @param total the whole
 * @param user the part in user mode
 * @param system the part in the host's kernel
 * @param vcpus the part of its virtual CPUs, without the hypervisor's own threads
 * @param others what else the daemon tells
 */
public record CpuUsage(
        Optional<Duration> total,
        Optional<Duration> user,
        Optional<Duration> system,
        Optional<Duration> vcpus,
        TypedParams others) {
    private static final Set<String> KNOWN = Set.of("cpu_time", "user_time", "system_time", "vcpu_time");

    static CpuUsage of(TypedParams read) {
        return new CpuUsage(
                time(read, "cpu_time"),
                time(read, "user_time"),
                time(read, "system_time"),
                time(read, "vcpu_time"),
                read.without(KNOWN));
    }

    /** {@return the CPU time in a guest's statistics} */
    static CpuUsage ofStatistics(TypedParams read) {
        return new CpuUsage(
                time(read, "time"),
                time(read, "user"),
                time(read, "system"),
                Optional.empty(),
                read.without(Set.of("time", "user", "system")));
    }

    static Optional<Duration> time(TypedParams read, String field) {
        return read.findTime(field, ChronoUnit.NANOS);
    }
}
