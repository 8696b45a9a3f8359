package dev.guestwire.cli.job;

/** How fast something goes, out of how far it was: an average that forgets. */
final class Pace {
    private static final double WEIGHT = 0.3;
    private static final double NANOS = 1e9;

    private long lastDone = -1;
    private long lastTime;
    private double rate = -1;

    /**
     * {@return how far it is now, with its rate}
     *
     * @param now nanoseconds of a clock that only goes forward
     */
    Amount at(long done, long total, long now) {
        if (lastDone >= 0 && now > lastTime) {
            double latest = Math.max(0, done - lastDone) * NANOS / (now - lastTime);
            rate = rate < 0 ? latest : rate + WEIGHT * (latest - rate);
        }
        lastDone = done;
        lastTime = now;
        return new Amount(done, total, rate);
    }
}
