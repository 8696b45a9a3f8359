package dev.guestwire.testkit.program;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what the system does not announce: another program's socket, or the end of one that is not our child. */
public final class Poll {
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Poll() {}

    /**
     * Asks again and again until the answer is yes or the time is up. An interrupt does not end the wait, which is
     * bounded; it is kept for the caller.
     *
     * @return whether the last answer was yes
     */
    public static boolean until(Duration limit, BooleanSupplier question) {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        boolean yes = question.getAsBoolean();
        while (!yes && System.nanoTime() < end) {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            yes = question.getAsBoolean();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return yes;
    }
}
