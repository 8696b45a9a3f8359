package dev.guestwire.cli.watch;

import dev.guestwire.cli.output.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What guests of one host use at the moment, out of two looks at what they have used. */
final class Rates {
    private static final double NANOS = 1e9;
    private static final double ALL = 100;

    private Map<UUID, Usage> before = Map.of();
    private long lookedAt;

    /**
     * {@return a row for each guest: its use since the look before, or without it at the first}
     *
     * @param row what each row begins with
     * @param now nanoseconds of a clock that only goes forward
     */
    List<Row> look(Row row, List<Usage> usages, long now) {
        double seconds = (now - lookedAt) / NANOS;
        Map<UUID, Usage> looked = new HashMap<>();
        List<Row> rows = usages.stream()
                .map(usage -> {
                    looked.put(usage.uuid(), usage);
                    return row(copy(row), usage, before.get(usage.uuid()), seconds);
                })
                .toList();
        before = looked;
        lookedAt = now;
        return rows;
    }

    private static Row copy(Row row) {
        Row copy = new Row();
        row.values().forEach(copy::with);
        return copy;
    }

    private static Row row(Row row, Usage usage, @Nullable Usage old, double seconds) {
        Double cpu = rate(usage, old, seconds, Usage::cpuTime);
        return row.with("guest", usage.name())
                .with("uuid", usage.uuid())
                .with("state", usage.failure().isPresent() ? "no answer" : usage.state())
                .with("vcpus", usage.vcpus())
                .with("cpuPercent", cpu == null ? null : ALL * cpu / NANOS)
                .with("memoryBytes", usage.memoryBytes())
                .with("diskReadBytesPerSecond", rate(usage, old, seconds, Usage::diskReadBytes))
                .with("diskWrittenBytesPerSecond", rate(usage, old, seconds, Usage::diskWrittenBytes))
                .with("receivedBytesPerSecond", rate(usage, old, seconds, Usage::receivedBytes))
                .with("sentBytesPerSecond", rate(usage, old, seconds, Usage::sentBytes));
    }

    /** A counter that went back began anew: then nobody knows. */
    private static @Nullable Double rate(
            Usage usage, @Nullable Usage old, double seconds, Function<Usage, OptionalLong> counter) {
        if (old == null || seconds <= 0) {
            return null;
        }
        OptionalLong now = counter.apply(usage);
        OptionalLong then = counter.apply(old);
        boolean known = now.isPresent() && then.isPresent() && now.getAsLong() >= then.getAsLong();
        return known ? (Double) ((now.getAsLong() - then.getAsLong()) / seconds) : null;
    }
}
