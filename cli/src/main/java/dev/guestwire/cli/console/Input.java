package dev.guestwire.cli.console;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Waiting for standard input or for somebody's answer, which a signal may end at once: nothing is under way meanwhile. */
public final class Input {
    private static final AtomicInteger AWAITED = new AtomicInteger();

    private Input() {}

    /**
     * Reading that may wait.
     *
     * @param <T> what is read
     */
    @FunctionalInterface
    public interface Reading<T> {
        /** {@return what was read} */
        T read() throws IOException;
    }

    /** {@return what was read} */
    public static <T> T await(Reading<T> reading) throws IOException {
        AWAITED.incrementAndGet();
        try {
            return reading.read();
        } finally {
            AWAITED.decrementAndGet();
        }
    }

    /** {@return whether the process waits for input} */
    public static boolean isAwaited() {
        return AWAITED.get() > 0;
    }
}
