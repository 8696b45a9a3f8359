package dev.guestwire.cli.guest;

import dev.guestwire.Host;
import dev.guestwire.cli.command.FleetVerb;
import dev.guestwire.cli.output.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code list}. */
@Command(
        name = "list",
        description = "Lists guests: those that run or are paused. Several --connect show several hosts.",
        mixinStandardHelpOptions = true)
public final class ListVerb extends FleetVerb<List<Census>> {
    private static final int ALL = 0;
    private static final int ACTIVE = 1;
    private static final int INACTIVE = 2;

    @Option(
            names = {"-a", "--all"},
            description = "Those that are shut off, too.")
    private boolean all;

    @Option(names = "--inactive", description = "Those that are shut off only.")
    private boolean inactive;

    @Option(names = "--name", description = "Only names, one a line.")
    private boolean nameOnly;

    @Option(names = "--uuid", description = "Only UUIDs, one a line.")
    private boolean uuidOnly;

    @Option(names = "--title", description = "With their titles.")
    private boolean title;

    /** Creates the verb. */
    public ListVerb() {}

    @Option(
            names = "--managed-save",
            hidden = true,
            description = "As virsh has it; guests that are saved are told of.")
    void managedSave(boolean wanted) {}

    /** {@return the verb with these options; empty if one of them is not its own} */
    public static Optional<ListVerb> with(Iterable<String> options) {
        ListVerb verb = new ListVerb();
        for (String option : options) {
            switch (option) {
                case "-a", "--all" -> verb.all = true;
                case "--inactive" -> verb.inactive = true;
                case "--name" -> verb.nameOnly = true;
                case "--uuid" -> verb.uuidOnly = true;
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(verb);
    }

    @Override
    protected List<Census> ask(Host host) {
        List<Census> guests = Census.of(host, all ? ALL : inactive ? INACTIVE : ACTIVE);
        return title ? guests.stream().map(guest -> guest.titled(host)).toList() : guests;
    }

    private static int activeFirst(Census left, Census right) {
        int byActivity = Boolean.compare(left.id().isEmpty(), right.id().isEmpty());
        return byActivity == 0 ? left.name().compareTo(right.name()) : byActivity;
    }

    @Override
    protected void show(List<Answer<List<Census>>> answers) {
        List<Row> rows = new ArrayList<>();
        for (Answer<List<Census>> answer : answers) {
            answer.value().stream()
                    .sorted(ListVerb::activeFirst)
                    .map(guest -> row(answer.target().row(), guest))
                    .forEach(rows::add);
        }
        if ((nameOnly || uuidOnly) && !out().json()) {
            String field = nameOnly ? "guest" : "uuid";
            rows.forEach(row -> out().line(String.valueOf(row.value(field)), row));
        } else {
            boolean several = settings().targets().size() > 1;
            List<String> columns = new ArrayList<>(List.of("id", "guest", "state"));
            if (several) {
                columns.addFirst("host");
            }
            if (title) {
                columns.add("title");
            }
            out().table(columns, rows);
        }
    }

    private Row row(Row begin, Census guest) {
        Row row = begin.with("id", guest.id())
                .with("guest", guest.name())
                .with("uuid", guest.uuid())
                .with("state", guest.isSaved() && !out().json() ? "saved" : guest.state())
                .with("saved", guest.isSaved());
        if (title) {
            row.with("title", guest.title());
        }
        guest.failure().ifPresent(why -> unanswered(row, guest.name(), why));
        return row;
    }

    @Override
    protected boolean isWhole(List<Census> guests) {
        return guests.stream().allMatch(guest -> guest.failure().isEmpty());
    }
}
