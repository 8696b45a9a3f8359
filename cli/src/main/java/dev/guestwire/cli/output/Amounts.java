package dev.guestwire.cli.output;

import java.util.List;
import java.util.Locale;

/** Bytes and times, for people. */
public final class Amounts {
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
    private static final double STEP = 1024;

    /** What would be shown as 1024 is one of the next unit. */
    private static final double FULL = 1023.5;

    private static final double TEN = 9.95;
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final int DAY = 86_400;

    private Amounts() {}

    /** {@return such as {@code 1.5 GiB}} */
    public static String bytes(double count) {
        double left = count;
        int unit = 0;
        while (Math.abs(left) >= FULL && unit < UNITS.size() - 1) {
            left /= STEP;
            unit++;
        }
        String number = unit > 0 && Math.abs(left) < TEN
                ? String.format(Locale.ROOT, "%.1f", left)
                : Long.toString(Math.round(left));
        return number + " " + UNITS.get(unit);
    }

    /** {@return such as {@code 2 h 5 min}, {@code 12.3 s}} */
    public static String seconds(double seconds) {
        if (seconds < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < HOUR) {
            return whole / MINUTE + " min " + whole % MINUTE + " s";
        }
        return whole < DAY
                ? whole / HOUR + " h " + whole % HOUR / MINUTE + " min"
                : whole / DAY + " d " + whole % DAY / HOUR + " h";
    }
}
