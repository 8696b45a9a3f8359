package dev.guestwire.cli.watch;

import dev.guestwire.Host;
import dev.guestwire.cli.command.Complaint;
import dev.guestwire.cli.command.NotNegative;
import dev.guestwire.cli.command.Target;
import dev.guestwire.cli.command.Verb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.Interruption;
import dev.guestwire.cli.console.Screen;
import dev.guestwire.cli.output.Row;
import dev.guestwire.cli.output.Table;
import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.LibvirtException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code top}. */
@Command(
        name = "top",
        description = {
            "Shows what the guests of hosts use at the moment, over and over, until q or Ctrl-C.",
            "Each look is one call to each host. Keys sort: c CPU, m memory, d disk, n network, g name."
        },
        mixinStandardHelpOptions = true)
public final class TopVerb extends Verb {
    private static final List<String> COLUMNS = List.of(
            "guest",
            "state",
            "vcpus",
            "cpuPercent",
            "memoryBytes",
            "diskReadBytesPerSecond",
            "diskWrittenBytesPerSecond",
            "receivedBytesPerSecond",
            "sentBytesPerSecond");
    private static final double MILLIS = 1000;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            converter = NotNegative.Seconds.class,
            description = "How long from look to look; 2 if not given.")
    private double every = 2;

    @Option(
            names = "--count",
            paramLabel = "N",
            converter = NotNegative.Count.class,
            description = "Ends after so many looks.")
    private int count = Integer.MAX_VALUE;

    @Option(names = "--sort", paramLabel = "KEY", description = "c, m, d, n or g, as the keys.")
    private char sort = 'c';

    private final Map<Target, Host> hosts = new LinkedHashMap<>();
    private final Map<Target, Rates> rates = new LinkedHashMap<>();
    private final List<String> troubles = new ArrayList<>();
    private boolean partial;

    /** Creates the verb. */
    public TopVerb() {}

    @Override
    public Integer call() throws Exception {
        if ("cmdng".indexOf(sort) < 0) {
            throw wrong("--sort takes c (CPU), m (memory), d (disk), n (network) or g (name), not '" + sort + "'");
        }
        int code = ExitCode.OK;
        for (Target target : settings().targets()) {
            try {
                hosts.put(target, new Target(target.uri(), target.options().reconnecting()).open());
            } catch (LibvirtException failed) {
                code = complain(failed, target);
            }
        }
        if (hosts.isEmpty()) {
            return code;
        }
        Optional<Screen> screen = out().json() ? Optional.empty() : Screen.open();
        try (Interruption interruption = Interruption.watch(signal -> {})) {
            try {
                go(screen);
            } catch (InterruptedException | CallInterruptedException stopped) {
                interruption.beginCleanup();
                return interruption.signal().map(ExitCode::of).orElse(ExitCode.FAILED);
            }
        } finally {
            screen.ifPresent(Screen::close);
            hosts.values().forEach(Host::close);
        }
        return code == ExitCode.OK && !partial ? code : ExitCode.PARTIAL;
    }

    private void go(Optional<Screen> screen) throws InterruptedException {
        Duration pause = Duration.ofMillis(Math.max(1, Math.round(every * MILLIS)));
        List<Row> rows = look();
        for (int i = 0; i < count; i++) {
            if (screen.isPresent()) {
                screen.get().show(frame(rows, screen.get().height()));
                if (isQuit(screen.get().key(pause))) {
                    return;
                }
                rows = look();
            } else {
                Thread.sleep(pause);
                out().table(columns(), look());
                troubles.forEach(err()::line);
                err().flush();
            }
        }
    }

    private boolean isQuit(int key) {
        if (key > 0 && "cmdng".indexOf(key) >= 0) {
            sort = (char) key;
        }
        return key == 'q' || key == 'Q';
    }

    private List<Row> look() {
        List<Row> rows = new ArrayList<>();
        troubles.clear();
        hosts.forEach((target, host) -> {
            try {
                List<Usage> usages = Usage.of(host, false);
                partial |= usages.stream().anyMatch(usage -> usage.failure().isPresent());
                rows.addAll(rates.computeIfAbsent(target, any -> new Rates())
                        .look(target.row(), usages, System.nanoTime()));
            } catch (CallInterruptedException stopped) {
                throw stopped;
            } catch (LibvirtException failed) {
                troubles.add(target.label() + ": "
                        + Complaint.of(failed).message().lines().findFirst().orElse(""));
            }
        });
        rows.sort(order());
        return rows;
    }

    private Comparator<Row> order() {
        Comparator<Row> byName = Comparator.comparing(row -> String.valueOf(row.value("guest")));
        return switch (sort) {
            case 'c' -> by("cpuPercent").thenComparing(byName);
            case 'm' -> by("memoryBytes").thenComparing(byName);
            case 'd' ->
                by("diskReadBytesPerSecond", "diskWrittenBytesPerSecond").thenComparing(byName);
            case 'n' -> by("receivedBytesPerSecond", "sentBytesPerSecond").thenComparing(byName);
            default -> byName;
        };
    }

    private static Comparator<Row> by(String... fields) {
        return Comparator.comparingDouble((Row row) -> {
                    double sum = 0;
                    for (String field : fields) {
                        sum += row.value(field) instanceof Number number ? number.doubleValue() : 0;
                    }
                    return sum;
                })
                .reversed();
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>(COLUMNS);
        if (settings().targets().size() > 1) {
            columns.addFirst("host");
        }
        return columns;
    }

    private List<String> frame(List<Row> rows, int height) {
        List<String> lines = new ArrayList<>();
        double cpu = rows.stream()
                .mapToDouble(row -> row.value("cpuPercent") instanceof Number number ? number.doubleValue() : 0)
                .sum();
        lines.add(String.format(
                Locale.ROOT,
                "%d %s, %.0f %% of a CPU   q ends; c m d n g sort (%c)",
                rows.size(),
                rows.size() == 1 ? "guest" : "guests",
                cpu,
                sort));
        lines.addAll(troubles);
        int room = Math.max(1, height - lines.size() - 1);
        lines.addAll(Table.lines(columns(), rows.subList(0, Math.min(room, rows.size())), text -> text));
        return lines;
    }
}
