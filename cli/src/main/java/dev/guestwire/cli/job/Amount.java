package dev.guestwire.cli.job;

import dev.guestwire.cli.output.Amounts;
import dev.guestwire.cli.output.Row;
import java.util.Locale;

/**
 * How far a job is.
 *
 * @param done bytes done
 * @param total bytes in all; 0 while nobody knows
 * @param bytesPerSecond how fast it goes; negative while nobody knows
 */
record Amount(long done, long total, double bytesPerSecond) {
    private static final int BAR = 12;
    private static final double ALL = 100;

    double percent() {
        return total <= 0 ? 0 : Math.min(ALL, ALL * done / total);
    }

    /** {@return seconds to go; negative while nobody knows} */
    double secondsLeft() {
        return total > 0 && bytesPerSecond > 0 ? (total - done) / bytesPerSecond : -1;
    }

    /** {@return a bar with what it means} */
    String text(String full, String empty) {
        int length = (int) Math.round(percent() * BAR / ALL);
        return full.repeat(length) + empty.repeat(BAR - length) + " " + (total <= 0 ? words() : rateFirst());
    }

    /** {@return what it means, what matters most first: a narrow terminal cuts the rest off} */
    private String rateFirst() {
        return String.format(Locale.ROOT, "%.0f %%", percent())
                + pace()
                + ", "
                + Amounts.bytes((double) done)
                + " of "
                + Amounts.bytes((double) total);
    }

    private String pace() {
        return (bytesPerSecond < 0 ? "" : ", " + Amounts.bytes(bytesPerSecond) + "/s")
                + (secondsLeft() < 0 ? "" : ", " + Amounts.seconds(secondsLeft()) + " left");
    }

    /** {@return what it means} */
    String words() {
        if (total <= 0) {
            return "nobody knows yet how much there is";
        }
        return String.format(Locale.ROOT, "%.0f %%, ", percent())
                + Amounts.bytes((double) done)
                + " of "
                + Amounts.bytes((double) total)
                + pace();
    }

    Row row(Row row) {
        return row.with("doneBytes", done)
                .with("totalBytes", total <= 0 ? null : total)
                .with("percent", total <= 0 ? null : percent())
                .with("bytesPerSecond", bytesPerSecond < 0 ? null : Math.round(bytesPerSecond))
                .with("leftSeconds", secondsLeft() < 0 ? null : secondsLeft());
    }
}
