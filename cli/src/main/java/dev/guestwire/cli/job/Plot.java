package dev.guestwire.cli.job;

import dev.guestwire.cli.console.Style;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last values of something as heights. */
public final class Plot {
    private static final int LENGTH = 24;

    private final Deque<Double> values = new ArrayDeque<>();

    /** Creates an empty one. */
    public Plot() {}

    /** Adds a value; what is less than nothing is not known. */
    public void add(double value) {
        values.addLast(Math.max(0, value));
        if (values.size() > LENGTH) {
            values.removeFirst();
        }
    }

    /** Adds a value that is a whole number. */
    public void add(long value) {
        add((double) value);
    }

    /** {@return the greatest value that is shown} */
    public double most() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /**
     * {@return the heights}
     *
     * @param most the value of the full height, for plots that are compared
     */
    public String text(Style style, double most) {
        String levels = style.levels();
        StringBuilder text = new StringBuilder();
        for (double value : values) {
            int level = most <= 0 ? 0 : (int) Math.round(value * (levels.length() - 1) / most);
            text.append(levels.charAt(level));
        }
        return text + " ".repeat(LENGTH - values.size());
    }

    /** {@return a line of a display, below its first one} */
    public static String line(String name, String plot, String words) {
        return "\n      " + name + " ".repeat(Math.max(1, 7 - name.length())) + plot + "  " + words;
    }
}
