package dev.guestwire.resource;

import dev.guestwire.Coded;
import dev.guestwire.protocol.TypedParams;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How fast a guest changes its memory.
 *
 * @param status whether that was measured
 * @param period how long it was measured
 * @param mebibytesPerSecond the speed; empty if it was not measured, or not yet
 * @param params all that libvirt says below {@code dirtyrate.}, such as the speed of each virtual CPU
 */
public record DirtyRate(
        Coded<Status> status, Optional<Duration> period, OptionalLong mebibytesPerSecond, TypedParams params) {
    static Optional<DirtyRate> of(TypedParams read) {
        OptionalInt status = read.findInt("calc_status");
        if (status.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DirtyRate(
                Coded.of(Status.values(), status.getAsInt()),
                read.findTime("calc_period", ChronoUnit.SECONDS),
                read.findAmount("megabytes_per_second"),
                read));
    }

    /** Whether it was measured: {@code virDomainDirtyRateStatus}. */
    public enum Status {
        /** Nobody asked. */
        UNSTARTED,
        /** It is being measured. */
        MEASURING,
        /** It was measured. */
        MEASURED,
        /** A number this release has no name for. */
        UNKNOWN
    }

    /** How it is measured: {@code virDomainDirtyRateCalcFlags}. */
    public enum Mode {
        /** By looking at some pages twice. */
        PAGE_SAMPLING(0),
        /** By QEMU's record of changed pages. */
        DIRTY_BITMAP(1),
        /** By KVM's ring of changed pages, for each virtual CPU. */
        DIRTY_RING(2);

        private final int flags;

        Mode(int flags) {
            this.flags = flags;
        }

        int flags() {
            return flags;
        }
    }
}
