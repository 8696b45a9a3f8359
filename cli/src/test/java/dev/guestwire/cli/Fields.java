package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Values by their names, as a command told them.
 *
 * @param values the values as text
 */
record Fields(Map<String, String> values) {
    private static final Pattern JSON =
            Pattern.compile("\"([\\w.-]+)\":(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^,{}\\[\\]\"]+))");
    private static final Pattern CARD = Pattern.compile("(?m)^ *([^:=\\n]+?)(?:: +|: *$|=)(.*?) *$");

    /** {@return the fields of an object in JSON; of those with one name the first} */
    static Fields ofJson(String json) {
        Map<String, String> values = new TreeMap<>();
        JSON.matcher(json)
                .results()
                .forEach(field ->
                        values.putIfAbsent(field.group(1), field.group(2) == null ? field.group(3) : field.group(2)));
        return new Fields(values);
    }

    /** {@return the fields of lines such as {@code Name: value} or {@code name=value}} */
    static Fields ofCard(String card) {
        Map<String, String> values = new TreeMap<>();
        CARD.matcher(card).results().forEach(line -> values.put(line.group(1), line.group(2)));
        return new Fields(values);
    }

    /** {@return the fields of lines that end in a name and a value} */
    static Fields ofWords(String text) {
        Map<String, String> values = new TreeMap<>();
        text.lines()
                .map(line -> line.split(" +"))
                .forEach(words -> values.put(words[words.length - 2], words[words.length - 1]));
        return new Fields(values);
    }

    /** {@return whether there is such a field} */
    boolean has(String name) {
        return values.containsKey(name);
    }

    /** {@return the value of a field, which must be there} */
    String get(String name) {
        assertThat(values).containsKey(name);
        return values.getOrDefault(name, "");
    }

    /** {@return the values of some fields, which must be there, in this order} */
    List<String> all(String... names) {
        return Stream.of(names).map(this::get).toList();
    }

    /** {@return a figure} */
    double number(String name) {
        return Double.parseDouble(get(name));
    }

    /** {@return a figure with a unit, in bytes} */
    String bytes(String name) {
        String[] words = get(name).split(" ");
        int unit = words.length > 1 && words[1].equals("KiB") ? 1024 : 1;
        return Long.toString(Long.parseLong(words[0]) * unit);
    }

    /** {@return those whose names please} */
    Fields only(Predicate<String> names) {
        Map<String, String> some = new TreeMap<>(values);
        some.keySet().removeIf(names.negate());
        return new Fields(some);
    }
}
