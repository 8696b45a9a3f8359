package dev.guestwire.migration;

import java.util.OptionalLong;

/**
 * When a migration shall go over to post-copy by itself: when it has gone through the memory more than once and the last
 * round won too little.
 *
 * @param leastPercent by how much the rest must have shrunk to go on as before
 */
public record PostCopySwitch(int leastPercent) {
    /** The common choice: a tenth. */
    public static final PostCopySwitch USUAL = new PostCopySwitch(10);

    /**
     * {@return whether it is time}
     *
     * @param remainingBefore the bytes that were left the last time it was asked; zero: none were known
     * @param remaining the bytes that are left
     * @param iteration how often it went through the memory
     */
    public boolean isDue(long remainingBefore, long remaining, OptionalLong iteration) {
        return remainingBefore > 0
                && iteration.orElse(0) > 1
                && Math.rint((remainingBefore - remaining) * 100.0 / remainingBefore) < leastPercent;
    }
}
