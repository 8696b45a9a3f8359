package dev.guestwire.cli.output;

import dev.guestwire.Coded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of one thing: named values, in order. A name tells the unit ({@code …Bytes}, {@code …Seconds},
 * {@code …Percent}); programs get plain numbers, people get them in words. What is not known is null, so that the names are
 * always the same.
 */
public final class Row {
    private static final double NANOS = 1e9;

    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    /** Creates a row without values. */
    public Row() {}

    /**
     * Adds a value.
     *
     * @param field its name
     * @param value null, a text, a number, yes or no, a row, or something the library tells: an optional, a constant, a time
     *     (in seconds), a collection; anything else by its text
     * @return this row
     */
    public Row with(String field, @Nullable Object value) {
        values.put(field, plain(value));
        return this;
    }

    /** {@return the order of rows by their first values, since daemons list things as they come} */
    public static Comparator<Row> byName() {
        return Comparator.comparing(
                row -> String.valueOf(row.values.values().stream().findFirst().orElse("")));
    }

    /** {@return the value of a field; null if it is unknown} */
    public @Nullable Object value(String field) {
        return values.get(field);
    }

    /** {@return all values in order} */
    public Map<String, @Nullable Object> values() {
        return Collections.unmodifiableMap(values);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        // What a listing of guests consists of comes first: the switch is made at run time and takes a millisecond.
        if (value == null || value instanceof String || value instanceof Word || value instanceof Boolean) {
            return value;
        }
        if (value instanceof OptionalInt maybe) {
            return maybe.isPresent() ? (Object) (long) maybe.getAsInt() : null;
        }
        if (value instanceof Coded<?> code) {
            return Word.of(code);
        }
        return value instanceof UUID ? value : rare(value);
    }

    private static @Nullable Object rare(Object value) {
        return switch (value) {
            case Optional<?> maybe -> plain(maybe.orElse(null));
            case OptionalLong maybe -> maybe.isPresent() ? (Object) maybe.getAsLong() : null;
            case OptionalDouble maybe -> maybe.isPresent() ? (Object) maybe.getAsDouble() : null;
            case Integer number -> (Object) number.longValue();
            case Float number -> (Object) number.doubleValue();
            case Enum<?> constant -> Word.of(constant);
            case Duration time -> (Object) (time.toNanos() / NANOS);
            case Collection<?> several -> list(several);
            case Long number -> number;
            case Double number -> number;
            case Row row -> row;
            default -> value.toString();
        };
    }

    private static List<Object> list(Collection<?> several) {
        List<Object> plain = new ArrayList<>();
        for (Object one : several) {
            Object value = plain(one);
            if (value != null) {
                plain.add(value);
            }
        }
        return Collections.unmodifiableList(plain);
    }
}
