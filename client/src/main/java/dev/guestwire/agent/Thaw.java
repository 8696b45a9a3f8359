package dev.guestwire.agent;

import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import java.time.Duration;
import java.util.Locale;

/**
 * How a freeze ended.
 *
 * @param by who thawed, or what
 * @param filesystems how many file systems were thawed then
 * @param frozenFor how long they were frozen; if somebody else thawed them: until that was noticed
 */
public record Thaw(By by, int filesystems, Duration frozenFor) {
    /** Who ended a freeze. */
    public enum By {
        /** Who asked for it was done. */
        CALLER,
        /** Its deadline passed. */
        DEADLINE,
        /** The connection was lost, and there was a new one. */
        RECONNECTION,
        /** The host was closed while they were frozen. */
        HOST_CLOSED,
        /** The answer to the call that froze them never came. */
        LOST_ANSWER,
        /** Somebody else, or the guest did: nothing was frozen any more, or the guest is off. */
        SOMEBODY_ELSE,
        /**
         * No thaw got through within ten minutes: the guest may still be frozen. {@code virsh domfsthaw GUEST} or
         * {@code guestwire agent thaw GUEST} thaws it.
         */
        NOBODY
    }

    /** {@return whether all that was done meanwhile was done to frozen file systems} */
    public boolean isQuiesced() {
        return by == By.CALLER;
    }

    /**
     * {@return this thaw, if what was done was done to frozen file systems}
     *
     * @param guest the guest's name
     * @throws JobNotCompletedException if it was not
     */
    Thaw orThrow(String guest) {
        if (isQuiesced()) {
            return this;
        }
        if (by == By.NOBODY) {
            throw new JobNotCompletedException(
                    "Quiesced work on guest " + guest,
                    Status.UNKNOWN,
                    "no thaw got through, and the guest may still be frozen: virsh domfsthaw " + guest
                            + " and guestwire agent thaw " + guest + " thaw it",
                    "virDomainFSThaw");
        }
        throw new JobNotCompletedException(
                "Quiesced work on guest " + guest,
                Status.FAILED,
                "its file systems were thawed before the work was done",
                by.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
