package dev.guestwire.cli.output;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * Shows what a command found or did: for people, or one JSON object a line.
 *
 * @param out where to
 * @param json whether programs read it
 */
public record Printer(PrintWriter out, boolean json) {
    /**
     * Shows a table.
     *
     * @param columns what people see of the rows; programs get all
     */
    public void table(List<String> columns, List<Row> rows) {
        if (json) {
            rows.forEach(row -> out.println(JsonLine.of(row)));
        } else {
            Table.lines(columns, rows, Printer::bold).forEach(out::println);
        }
        out.flush();
    }

    /** Shows all of one thing. */
    public void card(Row row) {
        if (json) {
            out.println(JsonLine.of(row));
        } else {
            Table.card(row).forEach(out::println);
        }
        out.flush();
    }

    /** Shows the bare values of one thing, one a line. */
    public void values(Row row) {
        if (json) {
            out.println(JsonLine.of(row));
        } else {
            row.values().forEach((field, value) -> out.println(Cell.text(field, value)));
        }
        out.flush();
    }

    /**
     * Shows one thing in a line.
     *
     * @param text what people see
     * @param row what programs see
     */
    public void line(String text, Row row) {
        out.println(json ? JsonLine.of(row) : text);
        out.flush();
    }

    /**
     * Says what was done, such as {@code web1: started}.
     *
     * @param row what it was done to; its first value is its name
     */
    public void done(String result, Row row) {
        Object name = row.values().values().stream().findFirst().orElse("");
        line(name + ": " + result, row.with("result", result));
    }

    /** Shows a text as it is; programs get it as a field. */
    public void text(String field, String text, Row row) {
        if (json) {
            out.println(JsonLine.of(row.with(field, text)));
        } else {
            out.print(text.endsWith("\n") ? text : text + "\n");
        }
        out.flush();
    }

    private static String bold(String text) {
        return Ansi.AUTO.enabled() ? Ansi.Style.bold.on() + text + Ansi.Style.reset.on() : text;
    }
}
