package dev.guestwire.cli.console;

import dev.guestwire.error.PlainText;
import java.io.PrintStream;
import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * Where the library logs when this command runs it: nowhere, since each verb tells what matters in its own words; on standard
 * error, in lines, if {@code GUESTWIRE_DEBUG} is set.
 */
public final class LogLines extends System.LoggerFinder {
    /** The variable of the environment that asks for more than people need. */
    public static final String DEBUG = "GUESTWIRE_DEBUG";

    /** For the service loader. */
    public LogLines() {}

    /** {@return whether somebody asks for more than people need} */
    public static boolean areWanted() {
        String wanted = System.getenv(DEBUG);
        return wanted != null && !wanted.isEmpty() && !wanted.equals("0");
    }

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Lines(name, System.err, areWanted());
    }

    /**
     * A logger whose messages are lines.
     *
     * @param getName its name
     * @param to where to
     * @param areWanted whether anything is printed
     */
    record Lines(String getName, PrintStream to, boolean areWanted) implements System.Logger {
        @Override
        public boolean isLoggable(Level level) {
            return areWanted && level.getSeverity() >= Level.DEBUG.getSeverity() && level != Level.OFF;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                to.println(
                        PlainText.line(level + " " + getName + ": " + message + (thrown == null ? "" : ": " + thrown)));
            }
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String format,
                @Nullable Object @Nullable ... values) {
            boolean isPattern = format != null && values != null && values.length > 0;
            log(level, bundle, isPattern ? MessageFormat.format(format, values) : format, (Throwable) null);
        }
    }
}
