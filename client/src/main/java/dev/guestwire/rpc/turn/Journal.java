package dev.guestwire.rpc.turn;

import java.lang.System.Logger.Level;

/**
 * Where this library logs. A handler of log messages is strangers' code, which may throw anything: it goes no further, so that
 * nobody who is yet to be told of something goes without.
 *
 * @param name the logger, such as {@code dev.guestwire.rpc}
 */
public record Journal(String name) {
    /** Logs a message, in which {@code {0}} stands for the first of the values. */
    public void log(Level level, String message, Object... values) {
        try {
            System.getLogger(name).log(level, message, values);
        } catch (Throwable broken) {
            // nobody is there to hear of it
        }
    }

    /** Logs a message, as it is, and an exception. */
    public void log(Level level, String message, Throwable thrown) {
        try {
            System.getLogger(name).log(level, message, thrown);
        } catch (Throwable broken) {
            // nobody is there to hear of it
        }
    }
}
