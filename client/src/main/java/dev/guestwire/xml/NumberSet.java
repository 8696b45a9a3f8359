package dev.guestwire.xml;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A set of CPU or NUMA node numbers as libvirt writes them: {@code 0-3,^2,8}. Immutable; equal by what is in it. Numbers
 * end at 16383, which is libvirt's own bound for CPUs.
 */
public final class NumberSet {
    private static final int BOUND = 16384;

    private final BitSet bits;

    private NumberSet(BitSet bits) {
        this.bits = bits;
    }

    public static NumberSet of(int... numbers) {
        BitSet bits = new BitSet();
        for (int number : numbers) {
            bits.set(bounded(number));
        }
        return new NumberSet(bits);
    }

    /**
     * Reads a list of numbers and ranges. A number behind {@code ^} is taken out of those before it, as libvirt does.
     *
     * @param text the list; blanks and empty parts do not count
     * @return the set
     * @throws IllegalArgumentException if it is not such a list
     */
    public static NumberSet parse(String text) {
        BitSet bits = new BitSet();
        for (String part : text.split(",", -1)) {
            String range = part.strip();
            if (range.startsWith("^")) {
                bits.clear(bounded(Integer.parseInt(range.substring(1).strip())));
            } else if (!range.isEmpty()) {
                add(bits, range);
            }
        }
        return new NumberSet(bits);
    }

    private static void add(BitSet bits, String range) {
        int dash = range.indexOf('-');
        int from = bounded(
                Integer.parseInt(dash < 0 ? range : range.substring(0, dash).strip()));
        int to = dash < 0
                ? from
                : bounded(Integer.parseInt(range.substring(dash + 1).strip()));
        if (from > to) {
            throw new IllegalArgumentException("The range " + range + " runs backwards");
        }
        bits.set(from, to + 1);
    }

    private static int bounded(int number) {
        if (number < 0 || number >= BOUND) {
            throw new IllegalArgumentException("Not a number from 0 to " + (BOUND - 1) + ": " + number);
        }
        return number;
    }

    /** {@return the numbers in rising order} */
    public List<Integer> toList() {
        return bits.stream().boxed().toList();
    }

    public IntStream stream() {
        return bits.stream();
    }

    public boolean contains(int number) {
        return number >= 0 && bits.get(number);
    }

    public int size() {
        return bits.cardinality();
    }

    public boolean isEmpty() {
        return bits.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NumberSet that && bits.equals(that.bits);
    }

    @Override
    public int hashCode() {
        return bits.hashCode();
    }

    /** {@return the list in its shortest form, such as {@code 0-1,3,8}} */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (int from = bits.nextSetBit(0); from >= 0; ) {
            int end = bits.nextClearBit(from);
            out.append(out.isEmpty() ? "" : ",").append(from);
            if (end > from + 1) {
                out.append('-').append(end - 1);
            }
            from = bits.nextSetBit(end);
        }
        return out.toString();
    }
}
