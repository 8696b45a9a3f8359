package dev.guestwire.cli.output;

import dev.guestwire.Coded;
import java.util.Locale;

/**
 * A constant of the library, such as a state: {@code shut_off} in JSON, {@code shut off} for people.
 *
 * @param text the constant in lower case
 */
public record Word(String text) {
    /** {@return the word for a constant} */
    public static Word of(Enum<?> constant) {
        return new Word(constant.name().toLowerCase(Locale.ROOT));
    }

    /** {@return the word for what the daemon said; a number without a name is {@code number_7}} */
    public static Word of(Coded<?> code) {
        return new Word(code.toString().toLowerCase(Locale.ROOT).replace(' ', '_'));
    }

    /** {@return it as people write it} */
    @Override
    public String toString() {
        return text.replace('_', ' ');
    }
}
