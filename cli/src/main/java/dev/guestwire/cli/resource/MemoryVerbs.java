package dev.guestwire.cli.resource;

import dev.guestwire.cli.command.ByteCount;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.document.Where;
import dev.guestwire.cli.output.Amounts;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.resource.GuestMemory;
import dev.guestwire.resource.MemoryStats;
import dev.guestwire.resource.MemoryStats.Kind;
import dev.guestwire.resource.NumaPlacement;
import dev.guestwire.xml.NumberSet;
import dev.guestwire.xml.Size;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code memory}. */
@Command(
        name = "memory",
        aliases = "mem",
        description = "The memory of a guest: how much, what is in it, how fast it changes, what the host allows.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {MemoryLimitsVerb.class, DirtyRateVerb.class})
public final class MemoryVerbs extends GroupVerb {
    private static final long KIB = 1024;

    /** Creates the verb. */
    public MemoryVerbs() {}

    @Command(
            name = "show",
            aliases = {"info", "stats"},
            description = {
                "Shows how much memory a guest has, and what it tells of it.",
                "Some only after guestwire memory period."
            },
            mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "GUEST") String name) throws Exception {
        return onGuest(name, guest -> {
            GuestMemory memory = guest.memory();
            Row row = row(guest)
                    .with("memoryBytes", memory.current().bytes())
                    .with("maxMemoryBytes", memory.maximum().bytes());
            Optional<MemoryStats> told = guest.isActive() ? Optional.of(memory.statistics()) : Optional.empty();
            for (Kind kind : Kind.values()) {
                if (kind != Kind.LAST_UPDATE) {
                    row.with(field(kind), told.map(stats -> value(stats, kind)).orElseGet(OptionalLong::empty));
                }
            }
            out().card(row.with("lastUpdate", told.flatMap(MemoryStats::lastUpdate)));
        });
    }

    private static String field(Kind kind) {
        return switch (kind) {
            case SWAP_IN -> "swapInBytes";
            case SWAP_OUT -> "swapOutBytes";
            case MAJOR_FAULT -> "majorFaults";
            case MINOR_FAULT -> "minorFaults";
            case UNUSED -> "unusedBytes";
            case AVAILABLE -> "availableBytes";
            case ACTUAL_BALLOON -> "balloonBytes";
            case RSS -> "rssBytes";
            case USABLE -> "usableBytes";
            case LAST_UPDATE -> "lastUpdate";
            case DISK_CACHES -> "diskCachesBytes";
            case HUGETLB_PGALLOC -> "hugePages";
            case HUGETLB_PGFAIL -> "hugePagesFailed";
        };
    }

    private static OptionalLong value(MemoryStats stats, Kind kind) {
        OptionalLong found = stats.find(kind);
        return found.isPresent() && field(kind).endsWith("Bytes") ? OptionalLong.of(found.getAsLong() * KIB) : found;
    }

    @Command(
            name = "set",
            description = "Changes what a guest has, by its balloon. It gives memory back when it can.",
            mixinStandardHelpOptions = true)
    int set(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "SIZE", converter = ByteCount.class, description = "Such as 2G.") long bytes,
            @Mixin Where where)
            throws Exception {
        return onGuest(name, guest -> {
            Size size = Size.bytes(bytes);
            guest.memory().current(size, where.of(guest));
            out().done("memory " + Amounts.bytes((double) bytes), row(guest).with("memoryBytes", bytes));
        });
    }

    @Command(
            name = "max",
            description =
                    "Changes the most that a guest can have; QEMU takes it for a guest that is off, or with --config.",
            mixinStandardHelpOptions = true)
    int max(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "SIZE", converter = ByteCount.class, description = "Such as 4G.") long bytes,
            @Mixin Where where)
            throws Exception {
        return onGuest(name, guest -> {
            try {
                guest.memory().maximum(Size.bytes(bytes), where.of(guest));
            } catch (WrongStateException running) {
                throw new CommandFailure(
                        ExitCode.WRONG_STATE,
                        "a running guest keeps the most it can have: " + running.getMessage(),
                        "--config changes it for its next start");
            }
            out().done(
                            "maximum memory " + Amounts.bytes((double) bytes),
                            row(guest).with("maxMemoryBytes", bytes));
        });
    }

    @Command(
            name = "period",
            description = "Decides how often a guest tells what is in its memory.",
            mixinStandardHelpOptions = true)
    int period(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "SECONDS", description = "0: never.") int seconds,
            @Mixin Where where)
            throws Exception {
        return onGuest(name, guest -> {
            guest.memory().statisticsPeriod(Duration.ofSeconds(seconds), where.of(guest));
            out().done(
                            seconds == 0 ? "tells no more" : "tells every " + seconds + " s",
                            row(guest).with("periodSeconds", seconds));
        });
    }

    @Command(
            name = "numa",
            description = "Shows the NUMA nodes of the host that a guest's memory is in; with --nodes it moves there.",
            mixinStandardHelpOptions = true)
    int numa(
            @Parameters(paramLabel = "GUEST") String name,
            @Option(names = "--nodes", paramLabel = "NODES", converter = CpuList.class, description = "Such as 0-1.")
                    Optional<NumberSet> nodes,
            @Option(
                            names = "--mode",
                            paramLabel = "MODE",
                            description =
                                    "STRICT, PREFERRED, INTERLEAVE or RESTRICTIVE; a running guest keeps its own.")
                    Optional<NumaPlacement.Mode> mode,
            @Mixin Where where)
            throws Exception {
        if (mode.isPresent() && nodes.isEmpty()) {
            throw wrong("--mode needs --nodes");
        }
        return onGuest(name, guest -> {
            NumaPlacement now = guest.memory().placement(nodes.isEmpty() ? where.of(guest) : where.seen(guest));
            if (nodes.isEmpty()) {
                out().card(row(guest)
                        .with("mode", now.mode())
                        .with("nodes", now.nodes().isEmpty() ? null : now.nodes()));
                return;
            }
            NumaPlacement.Mode wanted = mode.orElse(now.mode().value());
            guest.memory().placement(NumaPlacement.of(wanted, nodes.get()), where.of(guest));
            out().done("memory placed", row(guest).with("mode", wanted).with("nodes", nodes.get()));
        });
    }
}
