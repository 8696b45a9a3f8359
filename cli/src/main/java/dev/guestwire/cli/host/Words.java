package dev.guestwire.cli.host;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Constants of the library by words as virsh has them, such as {@code add-last}.
 *
 * @param <E> the constants
 */
class Words<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {
    private final Class<E> constants;

    Words(Class<E> constants) {
        this.constants = constants;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public E convert(String word) {
        for (E constant : constants.getEnumConstants()) {
            if (word(constant).equals(word.toLowerCase(Locale.ROOT).replace('_', '-'))) {
                return constant;
            }
        }
        throw new TypeConversionException("'" + word + "' is none of " + String.join(", ", this));
    }

    @Override
    public Iterator<String> iterator() {
        List<String> words = new ArrayList<>();
        for (E constant : constants.getEnumConstants()) {
            words.add(word(constant));
        }
        return words.iterator();
    }
}
