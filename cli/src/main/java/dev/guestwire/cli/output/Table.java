package dev.guestwire.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jline.utils.WCWidth;

/** Rows in columns, as wide as they need; numbers stand right. */
public final class Table {
    private static final String GAP = "  ";
    private static final int ASCII = 127;

    private Table() {}

    /**
     * {@return the lines of a table}
     *
     * @param columns the fields that are shown
     * @param rows what is shown
     * @param bold makes the heading stand out
     */
    public static List<String> lines(List<String> columns, List<Row> rows, UnaryOperator<String> bold) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(columns.stream().map(Cell::heading).toList());
        for (Row row : rows) {
            cells.add(columns.stream()
                    .map(column -> Cell.text(column, row.value(column)))
                    .toList());
        }
        int[] widths = new int[columns.size()];
        for (List<String> line : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(line.get(i)));
            }
        }
        boolean[] right = new boolean[columns.size()];
        for (int i = 0; i < right.length; i++) {
            String column = columns.get(i);
            right[i] = rows.stream().anyMatch(row -> row.value(column) instanceof Number);
        }
        List<String> lines = new ArrayList<>();
        for (List<String> line : cells) {
            String text = line(line, widths, right);
            lines.add(lines.isEmpty() ? bold.apply(text) : text);
        }
        return lines;
    }

    /** {@return one value a line, each after its name} */
    static List<String> card(Row row) {
        int widest = row.values().keySet().stream()
                .mapToInt(field -> width(Cell.heading(field)))
                .max()
                .orElse(0);
        return row.values().entrySet().stream()
                .map(entry -> pad(Cell.heading(entry.getKey()) + ":", widest + 1, false)
                        + GAP
                        + Cell.text(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String line(List<String> cells, int[] widths, boolean[] right) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            text.append(i == 0 ? "" : GAP).append(pad(cells.get(i), widths[i], right[i]));
        }
        return text.toString().stripTrailing();
    }

    private static String pad(String text, int width, boolean right) {
        String space = " ".repeat(Math.max(0, width - width(text)));
        return right ? space + text : text + space;
    }

    private static int width(String text) {
        boolean plain = text.chars().allMatch(c -> c < ASCII);
        return plain
                ? text.length()
                : text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
    }
}
