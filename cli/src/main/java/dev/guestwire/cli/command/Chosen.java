package dev.guestwire.cli.command;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * What a command line chose of an enum, by options that are there or not.
 *
 * @param <E> the enum
 */
public final class Chosen<E extends Enum<E>> {
    private final Set<E> constants;

    private Chosen(Set<E> constants) {
        this.constants = constants;
    }

    /** {@return a choice of nothing} */
    public static <E extends Enum<E>> Chosen<E> of(Class<E> type) {
        return new Chosen<>(EnumSet.noneOf(type));
    }

    /** Adds a constant, if its option is there; {@return this} */
    public Chosen<E> with(boolean wanted, E constant) {
        if (wanted) {
            constants.add(constant);
        }
        return this;
    }

    /** {@return what was chosen, in the order of the enum} */
    public E[] array(IntFunction<E[]> maker) {
        return constants.toArray(maker);
    }
}
