package dev.guestwire.resource;

import dev.guestwire.Coded;
import dev.guestwire.protocol.remote.DomainGetVcpus;
import dev.guestwire.rpc.reading.Figure;
import dev.guestwire.xml.NumberSet;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;

/**
 * A virtual CPU of a running guest.
 *
 * @param number its number in the guest
 * @param state what it does
 * @param hostCpu the host CPU it runs on; empty if it runs on none or nobody can tell
 * @param time the CPU time it has used
 * @param affinity the host CPUs it may run on
 */
public record VcpuInfo(int number, Coded<State> state, OptionalInt hostCpu, Duration time, NumberSet affinity) {
    static VcpuInfo of(dev.guestwire.protocol.remote.VcpuInfo read, NumberSet affinity) {
        return new VcpuInfo(
                new Figure(DomainGetVcpus.class, "number", read.numberValue()).count(Integer.MAX_VALUE),
                State.of(read.state()),
                read.cpu() < 0 ? OptionalInt.empty() : OptionalInt.of(read.cpu()),
                new Figure(DomainGetVcpus.class, "cpu_time", read.cpuTime()).duration(ChronoUnit.NANOS),
                affinity);
    }

    /** What a virtual CPU does: libvirt's {@code virVcpuState}. */
    public enum State {
        /** It is switched off. */
        OFFLINE,
        /** It runs. */
        RUNNING,
        /** It waits for something. */
        BLOCKED,
        /** A number this release has no name for. */
        UNKNOWN;

        static Coded<State> of(int number) {
            return Coded.of(values(), number);
        }
    }
}
