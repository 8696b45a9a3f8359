package dev.guestwire.cli.output;

import dev.guestwire.cli.console.Gate;
import dev.guestwire.cli.console.Unwritten;
import dev.guestwire.error.PlainText;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * Shows what a command found or did: for people, or one JSON object a line.
 *
 * @param out where to
 * @param json whether programs read it
 */
public record Printer(Gate out, boolean json) {
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
        written();
    }

    /** Shows all of one thing. */
    public void card(Row row) {
        if (json) {
            out.println(JsonLine.of(row));
        } else {
            Table.card(row).forEach(out::println);
        }
        written();
    }

    /** Shows the bare values of one thing, one a line. */
    public void values(Row row) {
        if (json) {
            out.println(JsonLine.of(row));
        } else {
            row.values().forEach((field, value) -> out.println(Cell.text(field, value)));
        }
        written();
    }

    /**
     * Shows one thing in a line.
     *
     * @param text what people see
     * @param row what programs see
     */
    public void line(String text, Row row) {
        lines(List.of(text), row);
    }

    /**
     * Shows one thing in several lines.
     *
     * @param texts what people see
     * @param row what programs see
     */
    public void lines(List<String> texts, Row row) {
        if (json) {
            out.println(JsonLine.of(row));
        } else {
            texts.forEach(out::line);
        }
        written();
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

    /**
     * Shows a text of several lines; programs get it as a field. Characters that act on a terminal are written as XML does in
     * the field {@code xml}, and as JSON does in JSON: the text means the same.
     */
    public void text(String field, String text, Row row) {
        if (json) {
            out.println(JsonLine.of(row.with(field, text)));
        } else {
            String shown = escaped(field, text);
            out.print(shown.endsWith("\n") ? shown : shown + "\n");
        }
        written();
    }

    private static String escaped(String field, String text) {
        if (text.startsWith("{") || text.startsWith("[")) {
            return JsonLine.escaped(text);
        }
        if (!field.equals("xml")) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (PlainText.acts(c) && c != '\n' && c != '\t') {
                out.append("&#").append((int) c).append(';');
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Nobody should believe that a document is kept which a full disk did not take. */
    private void written() {
        if (out.checkError()) {
            throw new UncheckedIOException(new Unwritten());
        }
    }

    private static String bold(String text) {
        return Ansi.AUTO.enabled() ? Ansi.Style.bold.on() + text + Ansi.Style.reset.on() : text;
    }
}
