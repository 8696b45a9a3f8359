package dev.guestwire.cli.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Shows a command's work as it goes on: lines that stay, and what it is doing now. On a terminal the latter is a line that
 * moves; elsewhere there are plain lines only. Safe for several threads.
 */
public sealed interface Display extends AutoCloseable permits LiveDisplay, PlainDisplay {
    /** How wide a {@link #time} is. */
    int TIME_WIDTH = 8;

    /** {@return the display that fits what standard output is connected to} */
    static Display open() {
        return live().orElseGet(() -> plain(System.out));
    }

    /** {@return a display on the terminal of standard input and output, if they have one that can turn} */
    static Optional<Display> live() {
        return LiveDisplay.open().map(live -> live);
    }

    /** {@return a display of plain lines} */
    static Display plain(PrintStream out) {
        return new PlainDisplay(out);
    }

    /** {@return the marks and colours that can be shown} */
    Style style();

    /** Shows a line that stays. */
    void line(String text);

    /** Says what is being done from now on, until {@link #end}. */
    void begin(String activity);

    /** Says more of what is being done; a terminal shows the lines of it below each other. */
    void progress(String detail);

    /** Ends what was begun, with a line that stays. */
    void end(String line);

    /** Leaves the terminal as it was found. */
    @Override
    void close();

    /** {@return a time in eight columns: seconds, or milliseconds if it is less than one second} */
    static String time(Duration time) {
        String text = time.toSeconds() > 0
                ? String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9)
                : time.toMillis() + " ms";
        return " ".repeat(Math.max(0, TIME_WIDTH - text.length())) + text;
    }
}
