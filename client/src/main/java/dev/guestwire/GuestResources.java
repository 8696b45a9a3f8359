package dev.guestwire;

import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.rpc.reading.Figure;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

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
        return new GuestResources(
                figure("maxMem", reply.maxMem()).amount(),
                figure("memory", reply.memory()).amount(),
                figure("nrVirtCpu", reply.nrVirtCpu()).count(Integer.MAX_VALUE),
                figure("cpuTime", reply.cpuTime()).duration(ChronoUnit.NANOS));
    }

    private static Figure figure(String field, long number) {
        return new Figure(DomainGetInfo.class, field, number);
    }
}
