package dev.guestwire.migration;

import dev.guestwire.error.InvalidInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the time that a guest may stand still at the end of a migration grows, the longer the migration takes.
 *
 * @param longest the last step
 * @param steps how many steps follow the first
 * @param delayPerGib the time from one step to the next, for each GiB to be moved
 */
public record DowntimeSteps(Duration longest, int steps, Duration delayPerGib) {
    /** The common choice: up to half a second in ten steps, one every 75 s for each GiB. */
    public static final DowntimeSteps USUAL = new DowntimeSteps(Duration.ofMillis(500), 10, Duration.ofSeconds(75));

    /**
     * A downtime, and from when on it is allowed.
     *
     * @param after the time since the start of the migration
     * @param downtime how long the guest may stand still
     */
    public record Step(Duration after, Duration downtime) {}

    /** Checks that there is something to step through. */
    public DowntimeSteps {
        if (steps < 1 || longest.toMillis() < 1 || delayPerGib.isNegative()) {
            throw new InvalidInputException(
                    "Downtime steps need at least one step, a downtime of a millisecond and a delay that is not negative: "
                            + steps + ", " + longest + ", " + delayPerGib,
                    null);
        }
    }

    /** {@return all steps for so much to be moved, the first at once; in whole milliseconds, each at a whole second} */
    public List<Step> of(MigrationSize size) {
        double most = longest.toMillis();
        double first = most / steps;
        double rise = (most - first) / steps;
        long delay = (long) (delayPerGib.toSeconds() * size.gib());
        List<Step> all = new ArrayList<>();
        for (int i = 0; i <= steps; i++) {
            all.add(new Step(Duration.ofSeconds(delay * i), Duration.ofMillis((long) (first + rise * i))));
        }
        return all;
    }

    /** {@return the downtime that is allowed after some time, more than that of its step; empty at the very start} */
    public Optional<Duration> at(Duration elapsed, MigrationSize size) {
        Optional<Duration> downtime = Optional.empty();
        for (Step step : of(size)) {
            if (elapsed.compareTo(step.after()) > 0) {
                downtime = Optional.of(step.downtime());
            }
        }
        return downtime;
    }
}
