package dev.guestwire.cli.watch;

import dev.guestwire.Host;
import dev.guestwire.cli.command.FleetVerb;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.cli.output.Row;
import dev.guestwire.protocol.ParamValue;
import dev.guestwire.protocol.TypedParam;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code stats}. */
@Command(
        name = "stats",
        aliases = "domstats",
        description = "Shows what guests have used since their start, by one question to each host.",
        mixinStandardHelpOptions = true)
public final class StatsVerb extends FleetVerb<List<Usage>> {
    private static final List<String> COLUMNS = List.of(
            "guest",
            "state",
            "vcpus",
            "cpuTimeSeconds",
            "memoryBytes",
            "diskReadBytes",
            "diskWrittenBytes",
            "receivedBytes",
            "sentBytes");

    @Parameters(arity = "0..*", paramLabel = "GUEST", description = "Only these.")
    private List<String> names = List.of();

    @Option(
            names = {"-a", "--all"},
            description = "Those that are shut off, too.")
    private boolean all;

    @Option(names = "--raw", description = "Everything libvirt tells, by libvirt's names.")
    private boolean raw;

    /** Creates the verb. */
    public StatsVerb() {}

    @Override
    protected List<Usage> ask(Host host) {
        boolean some = !names.isEmpty();
        List<Usage> usages = Usage.of(host, all || some);
        for (String name : names) {
            if (usages.stream().noneMatch(usage -> isNamed(usage, name))) {
                throw Lookup.missing(
                        "guest", name, () -> usages.stream().map(Usage::name).toList());
            }
        }
        return usages.stream()
                .filter(usage -> !some || names.stream().anyMatch(name -> isNamed(usage, name)))
                .sorted(Comparator.comparing(Usage::name))
                .toList();
    }

    private static boolean isNamed(Usage usage, String name) {
        return usage.name().equals(name) || usage.uuid().toString().equals(name);
    }

    @Override
    protected boolean isWhole(List<Usage> usages) {
        return usages.stream().allMatch(usage -> usage.failure().isEmpty());
    }

    @Override
    protected void show(List<Answer<List<Usage>>> answers) {
        List<Row> rows = new ArrayList<>();
        for (Answer<List<Usage>> answer : answers) {
            for (Usage usage : answer.value()) {
                Row row = row(answer.target().row(), usage);
                usage.failure().ifPresent(why -> unanswered(row, usage.name(), why));
                if (raw && !out().json()) {
                    showRaw(usage);
                } else {
                    rows.add(raw ? row.with("statistics", everything(usage)) : row);
                }
            }
        }
        if (!raw || out().json()) {
            List<String> columns = new ArrayList<>(COLUMNS);
            if (settings().targets().size() > 1) {
                columns.addFirst("host");
            }
            out().table(columns, rows);
        }
    }

    private void showRaw(Usage usage) {
        out().out().line(usage.name());
        usage.told().list().forEach(one -> out().out().line("  " + one.field() + "=" + value(one)));
        out().out().flush();
    }

    private static Row everything(Usage usage) {
        Row row = new Row();
        usage.told().list().forEach(one -> row.with(one.field(), value(one)));
        return row;
    }

    private static @Nullable Object value(TypedParam one) {
        return switch (one.value()) {
            case ParamValue.Int number -> number.value();
            case ParamValue.Uint number -> Integer.toUnsignedLong(number.value());
            case ParamValue.Llong number -> number.value();
            case ParamValue.Ullong number -> number.value();
            case ParamValue.Real number -> number.value();
            case ParamValue.Bool answer -> answer.value();
            case ParamValue.Text text -> text.value();
        };
    }

    private static Row row(Row row, Usage usage) {
        return row.with("guest", usage.name())
                .with("uuid", usage.uuid())
                .with("state", usage.state())
                .with("vcpus", usage.vcpus())
                .with(
                        "cpuTimeSeconds",
                        usage.cpuTime().isPresent()
                                ? Duration.ofNanos(usage.cpuTime().getAsLong())
                                : null)
                .with("memoryBytes", usage.memoryBytes())
                .with("diskReadBytes", usage.diskReadBytes())
                .with("diskWrittenBytes", usage.diskWrittenBytes())
                .with("receivedBytes", usage.receivedBytes())
                .with("sentBytes", usage.sentBytes());
    }
}
