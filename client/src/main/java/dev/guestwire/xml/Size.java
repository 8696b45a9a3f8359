package dev.guestwire.xml;

import java.util.Locale;

/**
 * An amount of memory or storage with its unit, both as written: 1 GiB and 1048576 KiB are different sizes of the same
 * number of bytes.
 *
 * @param value how many of the unit, not negative
 * @param unit as libvirt spells units: {@code KiB}, {@code MiB}, {@code bytes}; case does not count, and {@code KB} is 1000
 */
public record Size(long value, String unit) {
    /** Refuses negative amounts and units that libvirt does not know. */
    public Size {
        if (value < 0) {
            throw new IllegalArgumentException("A size cannot be negative: " + value);
        }
        if (!isUnit(unit)) {
            throw new IllegalArgumentException("Not a unit that libvirt knows: '" + unit + "'");
        }
    }

    public static Size bytes(long value) {
        return new Size(value, "bytes");
    }

    public static Size kib(long value) {
        return new Size(value, "KiB");
    }

    public static Size mib(long value) {
        return new Size(value, "MiB");
    }

    public static Size gib(long value) {
        return new Size(value, "GiB");
    }

    /**
     * The amount in bytes.
     *
     * @return the bytes
     * @throws ArithmeticException if they do not fit 63 bits
     */
    public long bytes() {
        return Math.multiplyExact(value, factor(unit));
    }

    @Override
    public String toString() {
        return value + " " + unit;
    }

    static boolean isUnit(String unit) {
        return factor(unit) > 0;
    }

    /** {@return the bytes in one of the unit, 0 if libvirt does not know it} */
    private static long factor(String unit) {
        String known = unit.toLowerCase(Locale.ROOT);
        if (known.isEmpty() || known.equals("b") || known.equals("byte") || known.equals("bytes")) {
            return 1;
        }
        int power = "kmgtpe".indexOf(known.charAt(0)) + 1;
        String rest = known.substring(1);
        if (power == 0 || !(rest.isEmpty() || rest.equals("b") || rest.equals("ib"))) {
            return 0;
        }
        long step = rest.equals("b") ? 1000 : 1024;
        long factor = 1;
        for (int i = 0; i < power; i++) {
            factor *= step;
        }
        return factor;
    }
}
