package dev.guestwire.cli.output;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value and its name, for people. */
final class Cell {
    private static final Pattern UNIT = Pattern.compile("(?<=.)(Bytes|Seconds)(?=PerSecond$|$)|PerSecond$|Percent$");
    private static final Pattern BEGIN = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Map<String, String> ACRONYMS = Map.of(
            "id", "Id", "uuid", "UUID", "uri", "URI", "cpu", "CPU", "cpus", "CPUs", "vcpus", "vCPUs", "mac", "MAC",
            "numa", "NUMA");

    private Cell() {}

    /** {@return such as {@code Max memory} for {@code maxMemoryBytes}} */
    static String heading(String field) {
        String[] words = BEGIN.split(UNIT.matcher(field).replaceAll(""));
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            String small = word.toLowerCase(Locale.ROOT);
            text.append(text.isEmpty() ? "" : " ").append(ACRONYMS.getOrDefault(small, small));
        }
        text.setCharAt(0, field.startsWith("vcpu") ? 'v' : Character.toUpperCase(text.charAt(0)));
        return text + (field.endsWith("Percent") ? " %" : field.endsWith("PerSecond") ? "/s" : "");
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
        return value instanceof List<?> list
                ? texts(field, list)
                : CONTROL.matcher(value.toString()).replaceAll("?");
    }

    private static String number(String field, Number number) {
        if (field.endsWith("Bytes") || field.endsWith("BytesPerSecond")) {
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
