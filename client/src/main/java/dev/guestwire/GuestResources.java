package dev.guestwire;

import dev.guestwire.protocol.remote.DomainGetInfo;
import java.time.Duration;

/**
 * What a guest has and has used.
 *
 * @param maxMemoryKib the memory it may have, in KiB
 * @param memoryKib the memory it has now, in KiB
 * @param vcpus its virtual CPUs
 * @param cpuTime the CPU time it has used since it was started; zero if it is not running
 */
public record GuestResources(long maxMemoryKib, long memoryKib, int vcpus, Duration cpuTime) {
    static GuestResources of(DomainGetInfo.Reply reply) {
        return new GuestResources(reply.maxMem(), reply.memory(), reply.nrVirtCpu(), Duration.ofNanos(reply.cpuTime()));
    }
}
