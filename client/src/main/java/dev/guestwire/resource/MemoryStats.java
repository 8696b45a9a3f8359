package dev.guestwire.resource;

import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.DomainMemoryStat;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What is in a guest's memory.
 *
 * @param values what is known, by its kind
 * @param others values of a kind this release has no name for, by libvirt's number
 */
public record MemoryStats(Map<Kind, Long> values, Map<Integer, Long> others) {
    /** Copies the maps. */
    public MemoryStats {
        values = values.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(values));
        others = Map.copyOf(others);
    }

    static MemoryStats of(List<DomainMemoryStat> read) {
        Map<Kind, Long> values = new EnumMap<>(Kind.class);
        Map<Integer, Long> others = new TreeMap<>();
        List<Kind> kinds = List.of(Kind.values());
        for (DomainMemoryStat stat : read) {
            if (stat.tag() >= 0 && stat.tag() < kinds.size()) {
                values.put(kinds.get(stat.tag()), stat.val());
            } else {
                others.put(stat.tag(), stat.val());
            }
        }
        return new MemoryStats(values, others);
    }

    /** {@return what a guest's statistics say below {@code balloon.}} */
    static MemoryStats ofStatistics(TypedParams read) {
        Map<Kind, Long> values = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            read.findAmount(kind.field).ifPresent(value -> values.put(kind, value));
        }
        return new MemoryStats(values, Map.of());
    }

    /** {@return a value, if the guest or its host told; one that is negative, or above 2<sup>63</sup>-1, is none} */
    public OptionalLong find(Kind kind) {
        Long value = values.get(kind);
        return value == null || value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** {@return when the guest last told; empty if it never did, or told a time that no clock has} */
    public Optional<Instant> lastUpdate() {
        OptionalLong seconds = find(Kind.LAST_UPDATE);
        return seconds.isEmpty() || seconds.getAsLong() == 0 || seconds.getAsLong() > Instant.MAX.getEpochSecond()
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(seconds.getAsLong()));
    }

    /** What is told: {@code virDomainMemoryStatTags}. */
    public enum Kind {
        /** KiB read from the guest's swap since its start. */
        SWAP_IN("swap_in"),
        /** KiB written to the guest's swap since its start. */
        SWAP_OUT("swap_out"),
        /** Page faults that needed a disk. */
        MAJOR_FAULT("major_fault"),
        /** Page faults that needed none. */
        MINOR_FAULT("minor_fault"),
        /** KiB that hold nothing at all. */
        UNUSED("unused"),
        /** KiB that the guest's system knows of. */
        AVAILABLE("available"),
        /** KiB that the balloon leaves the guest. */
        ACTUAL_BALLOON("current"),
        /** KiB of the host that the hypervisor's process takes. */
        RSS("rss"),
        /** KiB that could be had without swapping. */
        USABLE("usable"),
        /** When the guest last told, in seconds since 1970. */
        LAST_UPDATE("last-update"),
        /** KiB that hold copies of what is on disks. */
        DISK_CACHES("disk_caches"),
        /** Huge pages handed out. */
        HUGETLB_PGALLOC("hugetlb_pgalloc"),
        /** Huge pages that could not be handed out. */
        HUGETLB_PGFAIL("hugetlb_pgfail");

        private final String field;

        Kind(String field) {
            this.field = field;
        }
    }
}
