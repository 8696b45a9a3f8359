package dev.guestwire.cli.output;

import dev.guestwire.error.PlainText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value and its name, for people. */
final class Cell {
    private static final String PER_SECOND = "PerSecond";
    private static final String PERCENT = "Percent";
    private static final Map<String, String> ACRONYMS = Map.ofEntries(
            Map.entry("id", "Id"),
            Map.entry("uuid", "UUID"),
            Map.entry("uri", "URI"),
            Map.entry("cpu", "CPU"),
            Map.entry("cpus", "CPUs"),
            Map.entry("vcpu", "vCPU"),
            Map.entry("vcpus", "vCPUs"),
            Map.entry("mac", "MAC"),
            Map.entry("numa", "NUMA"),
            Map.entry("rss", "RSS"),
            Map.entry("iothread", "I/O thread"));

    private Cell() {}

    /** {@return such as {@code Max memory} for {@code maxMemoryBytes}} */
    static String heading(String field) {
        // No patterns: each takes a tenth of a millisecond of every start.
        String name = withoutUnit(field);
        StringBuilder text = new StringBuilder();
        int begin = 0;
        for (int i = 1; i <= name.length(); i++) {
            if (i == name.length() || beginsWord(name, i)) {
                String word = name.substring(begin, i).toLowerCase(Locale.ROOT);
                text.append(begin == 0 ? "" : " ").append(ACRONYMS.getOrDefault(word, word));
                begin = i;
            }
        }
        text.setCharAt(0, field.startsWith("vcpu") ? 'v' : Character.toUpperCase(text.charAt(0)));
        return text + (field.endsWith(PERCENT) ? " %" : field.endsWith(PER_SECOND) ? "/s" : "");
    }

    private static boolean beginsWord(String name, int at) {
        return Character.isUpperCase(name.charAt(at)) && !Character.isUpperCase(name.charAt(at - 1));
    }

    private static String withoutUnit(String field) {
        String name = without(PERCENT, without(PER_SECOND, field));
        return without("Bytes", without("Seconds", name));
    }

    private static String without(String end, String name) {
        return name.length() > end.length() && name.endsWith(end)
                ? name.substring(0, name.length() - end.length())
                : name;
    }

    /** {@return the text of a value} */
    static String text(String field, @Nullable Object value) {
        // No switch: over types it is made at run time, which takes a millisecond of each start.
        if (value == null) {
            return "-";
        }
        if (value instanceof Number number) {
            return number(field, number);
        }
        if (value instanceof Boolean answer) {
            return answer ? "yes" : "no";
        }
        if (value instanceof Row row) {
            return row.values().entrySet().stream()
                    .map(entry -> heading(entry.getKey()) + " " + text(entry.getKey(), entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return value instanceof List<?> list ? texts(field, list) : PlainText.line(value.toString());
    }

    private static String number(String field, Number number) {
        if (field.endsWith("Bytes") || field.endsWith("ytesPerSecond")) {
            return Amounts.bytes(number.doubleValue());
        }
        if (field.endsWith("Seconds")) {
            return Amounts.seconds(number.doubleValue());
        }
        return number instanceof Double real ? String.format(Locale.ROOT, "%.1f", real) : number.toString();
    }

    private static String texts(String field, List<?> list) {
        return list.isEmpty()
                ? "-"
                : list.stream()
                        .map(one -> text(field, one))
                        .collect(Collectors.joining(list.getFirst() instanceof Row ? "; " : ", "));
    }
}
