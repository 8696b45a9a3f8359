package dev.guestwire.cli.seat;

import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.Nearest;
import dev.guestwire.cli.console.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Keys by their names in Linux, with or without {@code KEY_}, and by the words that people say. */
final class Keys {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}|0[xX]\\p{XDigit}{1,7}");
    private static final String PREFIX = "KEY_";
    private static final Map<String, String> SAID = Map.ofEntries(
            Map.entry("CTRL", "LEFTCTRL"),
            Map.entry("CONTROL", "LEFTCTRL"),
            Map.entry("ALT", "LEFTALT"),
            Map.entry("ALTGR", "RIGHTALT"),
            Map.entry("SHIFT", "LEFTSHIFT"),
            Map.entry("META", "LEFTMETA"),
            Map.entry("SUPER", "LEFTMETA"),
            Map.entry("WIN", "LEFTMETA"),
            Map.entry("DEL", "DELETE"),
            Map.entry("INS", "INSERT"),
            Map.entry("ESCAPE", "ESC"),
            Map.entry("RETURN", "ENTER"),
            Map.entry("BKSP", "BACKSPACE"),
            Map.entry("PGUP", "PAGEUP"),
            Map.entry("PGDN", "PAGEDOWN"),
            Map.entry("PRINT", "SYSRQ"),
            Map.entry("PRTSC", "SYSRQ"));

    private Keys() {}

    /** {@return the numbers of keys, such as of {@code KEY_LEFTCTRL}, {@code ctrl-alt-del}, {@code 28}, {@code 0x1c}} */
    static List<Integer> numbers(List<String> words) {
        Map<String, Integer> names = names();
        List<Integer> numbers = new ArrayList<>();
        for (String word : words) {
            if (NUMBER.matcher(word).matches()) {
                numbers.add(Integer.decode(word.replaceFirst("^0+(?=\\d)", "")));
            } else {
                List.of(word.split("[-+]", -1)).forEach(name -> numbers.add(number(names, name)));
            }
        }
        return numbers;
    }

    /** {@return the numbers of keys that have no names here} */
    static List<Integer> onlyNumbers(List<String> words) {
        for (String word : words) {
            if (!NUMBER.matcher(word).matches()) {
                throw unknown(word, "only the codeset linux has names; give the key's number");
            }
        }
        return numbers(words);
    }

    private static int number(Map<String, Integer> names, String word) {
        String name = word.toUpperCase(Locale.ROOT);
        name = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        Integer number = names.get(SAID.getOrDefault(name, name));
        if (number == null) {
            List<String> near = Nearest.to(name, names.keySet());
            throw unknown(
                    word,
                    near.isEmpty()
                            ? "names are those of Linux, such as KEY_ENTER, or enter"
                            : "did you mean " + String.join(" or ", near) + "?");
        }
        return number;
    }

    private static CommandFailure unknown(String word, String next) {
        return new CommandFailure(ExitCode.USAGE, "there is no key '" + word + "'", next);
    }

    private static Map<String, Integer> names() {
        Map<String, Integer> names = new HashMap<>();
        InputStream list = Objects.requireNonNull(Keys.class.getResourceAsStream("keys"));
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(list, StandardCharsets.US_ASCII))) {
            reader.lines()
                    .map(line -> line.split(" ", -1))
                    .forEach(pair -> names.put(pair[0], Integer.valueOf(pair[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
