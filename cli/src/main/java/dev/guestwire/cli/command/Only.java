package dev.guestwire.cli.command;

import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Printer;
import dev.guestwire.cli.output.Row;
import java.util.List;
import picocli.CommandLine.Option;

/** The option {@code --only}: of all that is known of one thing, some values. */
public final class Only {
    @Option(
            names = "--only",
            paramLabel = "FIELD",
            split = ",",
            description = "Only the values of these fields, one a line; named as --json names them, such as state.")
    private List<String> fields = List.of();

    /** Creates an option that is not given. */
    public Only() {}

    /** Shows all of a thing, or the values that are wanted. */
    public void show(Printer out, Row all) {
        if (fields.isEmpty()) {
            out.card(all);
            return;
        }
        Row some = new Row();
        for (String field : fields) {
            if (!all.values().containsKey(field)) {
                List<String> known = List.copyOf(all.values().keySet());
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "there is no field '" + field + "'" + Nearest.hint(field, known),
                        "the fields are " + String.join(", ", known));
            }
            some.with(field, all.value(field));
        }
        out.values(some);
    }
}
