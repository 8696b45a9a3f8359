package dev.guestwire.agent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A value of the agent's protocol.
 *
 * <p>Answers come from inside the guest: what is asked for may be missing or of another kind, and is empty then.
 */
sealed interface Json {
    /** Named values, in order. */
    record Members(Map<String, Json> values) implements Json {}

    /** Values in order. */
    record Items(List<Json> values) implements Json {}

    /** A text. */
    record Text(String value) implements Json {}

    /** A number, true, false or null, as it was written. */
    record Word(String value) implements Json {}

    /** {@return the value of a name} */
    default Optional<Json> find(String name) {
        return this instanceof Members members
                ? Optional.ofNullable(members.values().get(name))
                : Optional.empty();
    }

    /** {@return the text of a name} */
    default Optional<String> findText(String name) {
        return find(name).flatMap(value -> value instanceof Text text ? Optional.of(text.value()) : Optional.empty());
    }

    /** {@return the whole number of a name} */
    default OptionalLong findLong(String name) {
        if (find(name).orElse(null) instanceof Word word && word.value().matches("-?\\d{1,18}")) {
            return OptionalLong.of(Long.parseLong(word.value()));
        }
        return OptionalLong.empty();
    }

    /** {@return whether the value of a name is true} */
    default boolean isTrue(String name) {
        return find(name).orElse(null) instanceof Word word && word.value().equals("true");
    }

    /** {@return texts as a value} */
    static Json texts(List<String> values) {
        return new Items(values.stream().<Json>map(Text::new).toList());
    }

    /** {@return yes or no as a value} */
    static Json answer(boolean yes) {
        return new Word(Boolean.toString(yes));
    }
}
