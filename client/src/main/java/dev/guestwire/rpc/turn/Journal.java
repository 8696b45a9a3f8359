package dev.guestwire.rpc.turn;

import dev.guestwire.error.PlainText;
import java.lang.System.Logger.Level;
import java.util.Arrays;

/**
 * Where this library logs. A handler of log messages is strangers' code, which may throw anything: it goes no further, so that
 * nobody who is yet to be told of something goes without.
 *
 * @param name the logger, such as {@code dev.guestwire.rpc}
 */
public record Journal(String name) {
    /** {@return whether messages of a level go anywhere} */
    public boolean isLoggable(Level level) {
        try {
            return System.getLogger(name).isLoggable(level);
        } catch (Throwable broken) {
            return false;
        }
    }

    /** Logs a message, in which {@code {0}} stands for the first of the values. */
    public void log(Level level, String message, Object... values) {
        try {
            System.getLogger(name).log(level, message, plain(values));
        } catch (Throwable broken) {
            // nobody is there to hear of it
        }
    }

    /** Logs a message, as it is, and an exception. */
    public void log(Level level, String message, Throwable thrown) {
        try {
            System.getLogger(name).log(level, PlainText.line(message), thrown);
        } catch (Throwable broken) {
            // nobody is there to hear of it
        }
    }

    /** Names of guests and words of daemons are among the values. */
    private static Object[] plain(Object... values) {
        return Arrays.stream(values)
                .map(value -> value instanceof Number ? value : PlainText.line(String.valueOf(value)))
                .toArray();
    }
}
