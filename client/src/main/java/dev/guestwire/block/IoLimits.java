package dev.guestwire.block;

import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.rpc.asking.Demand;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Limits on what a disk may do.
 *
 * <pre>{@code
 * IoLimits.NONE.with(Flow.TOTAL_BYTES, Limit.of(10_000_000)).inGroup("tenant-7")
 * }</pre>
 *
 * @param rates the limits that are named, by what they limit
 * @param operationBytes from which size on an operation counts as several
 * @param group the group of disks that share the limits
 * @param others what this release does not know, by libvirt's names
 */
public record IoLimits(
        Map<Flow, Limit> rates, OptionalLong operationBytes, Optional<String> group, TypedParams others) {
    /** Names no limit. */
    public static final IoLimits NONE =
            new IoLimits(Map.of(), OptionalLong.empty(), Optional.empty(), TypedParams.NONE);

    private static final String OPERATION_SIZE = "size_iops_sec";
    private static final String GROUP = "group_name";

    /** What a limit limits. {@code TOTAL} excludes {@code READ} and {@code WRITE} of the same. */
    public enum Flow {
        TOTAL_BYTES("total_bytes_sec"),
        READ_BYTES("read_bytes_sec"),
        WRITE_BYTES("write_bytes_sec"),
        TOTAL_OPERATIONS("total_iops_sec"),
        READ_OPERATIONS("read_iops_sec"),
        WRITE_OPERATIONS("write_iops_sec");

        private final String field;

        Flow(String field) {
            this.field = field;
        }
    }

    /**
     * A limit on bytes or operations; 0 means none, and what is empty is not named.
     *
     * @param perSecond how many for ever
     * @param burst how many for a while
     * @param burstTime that while, in whole seconds
     */
    public record Limit(OptionalLong perSecond, OptionalLong burst, Optional<Duration> burstTime) {
        /** {@return a limit without bursts} */
        public static Limit of(long perSecond) {
            return new Limit(OptionalLong.of(Demand.bandwidth(perSecond)), OptionalLong.empty(), Optional.empty());
        }

        /** {@return this limit with bursts} */
        public Limit withBurst(long burst, Duration burstTime) {
            return new Limit(perSecond, OptionalLong.of(Demand.bandwidth(burst)), Optional.of(burstTime));
        }

        private boolean isNamed() {
            return perSecond.isPresent() || burst.isPresent() || burstTime.isPresent();
        }
    }

    /** Copies the map. */
    public IoLimits {
        Map<Flow, Limit> ordered = new EnumMap<>(Flow.class);
        ordered.putAll(rates);
        rates = Collections.unmodifiableMap(ordered);
    }

    /** {@return these limits and one more, or another in its place} */
    public IoLimits with(Flow flow, Limit limit) {
        Map<Flow, Limit> more = new EnumMap<>(Flow.class);
        more.putAll(rates);
        more.put(flow, limit);
        return new IoLimits(more, operationBytes, group, others);
    }

    /** {@return these limits, where an operation of more bytes counts as several} */
    public IoLimits withOperationBytes(long bytes) {
        return new IoLimits(
                rates, OptionalLong.of(Demand.atLeast(0, bytes, "the bytes of an operation")), group, others);
    }

    /** {@return these limits for all disks of a group of the guest together} */
    public IoLimits inGroup(String name) {
        return new IoLimits(rates, operationBytes, Optional.of(Demand.name(name, "the name of a group")), others);
    }

    /** {@return the limit on something, if it is named} */
    public Optional<Limit> rate(Flow flow) {
        return Optional.ofNullable(rates.get(flow));
    }

    static IoLimits of(TypedParams told) {
        Map<Flow, Limit> rates = new EnumMap<>(Flow.class);
        Set<String> known = new HashSet<>(Set.of(OPERATION_SIZE, GROUP));
        for (Flow flow : Flow.values()) {
            String burst = flow.field + "_max";
            String time = burst + "_length";
            known.addAll(List.of(flow.field, burst, time));
            Limit limit = new Limit(
                    told.findAmount(flow.field), told.findAmount(burst), told.findTime(time, ChronoUnit.SECONDS));
            if (limit.isNamed()) {
                rates.put(flow, limit);
            }
        }
        return new IoLimits(rates, told.findAmount(OPERATION_SIZE), told.findText(GROUP), told.without(known));
    }

    List<TypedParam> params() {
        List<TypedParam> params = new ArrayList<>();
        rates.forEach((flow, limit) -> {
            String burst = flow.field + "_max";
            limit.perSecond.ifPresent(rate -> params.add(TypedParam.ofUllong(flow.field, rate)));
            limit.burst.ifPresent(rate -> params.add(TypedParam.ofUllong(burst, rate)));
            limit.burstTime.ifPresent(time -> params.add(TypedParam.ofUllong(burst + "_length", time.toSeconds())));
        });
        operationBytes.ifPresent(bytes -> params.add(TypedParam.ofUllong(OPERATION_SIZE, bytes)));
        group.ifPresent(name -> params.add(TypedParam.ofText(GROUP, name)));
        params.addAll(others.list());
        return params;
    }
}
