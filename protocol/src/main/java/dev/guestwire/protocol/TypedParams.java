package dev.guestwire.protocol;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Named values, to be asked by name. A name that is absent, or has a value of another kind, reads as empty. Of a name
 * that repeats the first value is read.
 *
 * @param list the values in the daemon's order
 */
public record TypedParams(List<TypedParam> list) {
    /** No values. */
    public static final TypedParams NONE = new TypedParams(List.of());

    /** Copies the list. */
    public TypedParams {
        list = List.copyOf(list);
    }

    /** {@return the value of a name, of whatever kind} */
    public Optional<ParamValue> find(String field) {
        return Optional.ofNullable(value(field));
    }

    private @Nullable ParamValue value(String field) {
        for (TypedParam param : list) {
            if (param.field().equals(field)) {
                return param.value();
            }
        }
        return null;
    }

    /**
     * {@return a whole number of any width}
     *
     * <p>An unsigned number is never negative; one of 64 bits above 2<sup>63</sup>-1 reads as empty, and {@link #find} has
     * its bits.
     */
    public OptionalLong findLong(String field) {
        ParamValue value = value(field);
        // No switch: over types it is made at run time, which a command that starts for one listing would notice.
        if (value instanceof ParamValue.Int number) {
            return OptionalLong.of(number.value());
        }
        if (value instanceof ParamValue.Uint number) {
            return OptionalLong.of(Integer.toUnsignedLong(number.value()));
        }
        if (value instanceof ParamValue.Llong number) {
            return OptionalLong.of(number.value());
        }
        return value instanceof ParamValue.Ullong number && number.value() >= 0
                ? OptionalLong.of(number.value())
                : OptionalLong.empty();
    }

    /** {@return a whole number that is not negative; libvirt writes a negative one where it cannot tell, which is empty} */
    public OptionalLong findAmount(String field) {
        OptionalLong number = findLong(field);
        return number.isPresent() && number.getAsLong() < 0 ? OptionalLong.empty() : number;
    }

    /** {@return a length of time that is not negative, from a whole number of some unit} */
    public Optional<Duration> findTime(String field, ChronoUnit unit) {
        OptionalLong number = findAmount(field);
        return number.isPresent() ? Optional.of(Duration.of(number.getAsLong(), unit)) : Optional.empty();
    }

    /** {@return a whole number that fits into 32 bits} */
    public OptionalInt findInt(String field) {
        OptionalLong number = findLong(field);
        boolean fits = number.isPresent() && number.getAsLong() == (int) number.getAsLong();
        return fits ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    /** {@return a number with a fraction} */
    public OptionalDouble findDouble(String field) {
        return value(field) instanceof ParamValue.Real number
                ? OptionalDouble.of(number.value())
                : OptionalDouble.empty();
    }

    /** {@return a text} */
    public Optional<String> findText(String field) {
        return value(field) instanceof ParamValue.Text text ? Optional.of(text.value()) : Optional.empty();
    }

    /** {@return all texts of a name that repeats} */
    public List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (TypedParam param : list) {
            if (param.field().equals(field) && param.value() instanceof ParamValue.Text text) {
                texts.add(text.value());
            }
        }
        return texts;
    }

    /** {@return yes or no; a number is yes unless it is zero} */
    public Optional<Boolean> findBoolean(String field) {
        if (value(field) instanceof ParamValue.Bool answer) {
            return Optional.of(answer.value());
        }
        OptionalLong number = findLong(field);
        return number.isPresent() ? Optional.of(number.getAsLong() != 0) : Optional.empty();
    }

    /** {@return the values whose names begin with a prefix, by the rest of their names} */
    public TypedParams below(String prefix) {
        List<TypedParam> found = new ArrayList<>();
        for (TypedParam param : list) {
            if (param.field().startsWith(prefix)) {
                found.add(new TypedParam(param.field().substring(prefix.length()), param.value()));
            }
        }
        return new TypedParams(found);
    }

    /** {@return the values whose names are not among these} */
    public TypedParams without(Set<String> fields) {
        return new TypedParams(
                list.stream().filter(param -> !fields.contains(param.field())).toList());
    }

    /** {@return the numbered groups of values: those of {@code net.0.name} and {@code net.1.name} below {@code net.}} */
    public Map<Integer, TypedParams> numbered(String prefix) {
        Set<Integer> numbers = new LinkedHashSet<>();
        TypedParams all = below(prefix);
        for (TypedParam param : all.list) {
            int dot = param.field().indexOf('.');
            if (dot > 0 && dot < 10 && param.field().chars().limit(dot).allMatch(Character::isDigit)) {
                numbers.add(Integer.valueOf(param.field().substring(0, dot)));
            }
        }
        Map<Integer, TypedParams> groups = new LinkedHashMap<>();
        numbers.forEach(number -> groups.put(number, all.below(number + ".")));
        return groups;
    }
}
