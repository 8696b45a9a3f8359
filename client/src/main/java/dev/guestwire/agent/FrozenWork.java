package dev.guestwire.agent;

import dev.guestwire.Guest;
import dev.guestwire.error.LibvirtException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work that is done while a guest's file systems are frozen. */
record FrozenWork(Guest guest) {
    <T extends @Nullable Object> T run(Supplier<T> action) {
        Thawing thawing = new Thawing(guest, Thawing.Pace.USUAL);
        freeze(thawing);
        T result;
        try {
            result = action.get();
        } catch (RuntimeException | Error failed) {
            thawAfter(thawing, failed);
            throw failed;
        }
        thaw(thawing);
        return result;
    }

    private void freeze(Thawing thawing) {
        try {
            thawing.expect(guest.agent().freeze());
        } catch (LibvirtException failed) {
            new LostFreeze(guest, thawing).toldBy(failed);
            throw failed;
        }
    }

    private void thawAfter(Thawing thawing, Throwable failure) {
        try {
            thaw(thawing);
        } catch (LibvirtException frozen) {
            failure.addSuppressed(frozen);
        }
    }

    /** An interrupt is for what comes after. */
    private void thaw(Thawing thawing) {
        boolean interrupted = Thread.interrupted();
        try {
            thawing.once(Thaw.By.CALLER, Thawing.Pace.USUAL.call());
        } catch (LibvirtException unclear) {
            thawing.insist(Thaw.By.LOST_ANSWER);
            throw unclear;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
