package dev.guestwire;

/**
 * A number of libvirt's with the name that this release has for it. A newer daemon may use numbers that have no name
 * yet: then {@link #value} is the constant {@code UNKNOWN} and {@link #number} tells what the daemon said.
 *
 * @param value the name
 * @param number the number as the daemon sent it
 */
public record Coded<E extends Enum<E>>(E value, int number) {
    /** {@return whether the daemon meant this constant} */
    public boolean is(E constant) {
        return value == constant;
    }

    /** {@return the constant at an index; the last constant, {@code UNKNOWN}, if there is none for the number} */
    public static <E extends Enum<E>> Coded<E> of(E[] constants, int number) {
        return of(constants, 0, number);
    }

    /** {@return the constant for a number, where libvirt counts from {@code first}} */
    public static <E extends Enum<E>> Coded<E> of(E[] constants, int first, int number) {
        int unknown = constants.length - 1;
        long index = (long) number - first;
        boolean named = index >= 0 && index < unknown;
        return new Coded<>(constants[named ? (int) index : unknown], number);
    }

    /** {@return the name of the constant, or the number if it has none} */
    @Override
    public String toString() {
        return value.name().equals("UNKNOWN") ? "number " + number : value.name();
    }
}
