package dev.guestwire.agent;

import dev.guestwire.Guest;
import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call that may have frozen a guest's file systems, and whose answer nobody heard. */
record LostFreeze(Guest guest, Thawing thawing) {
    /** How long the caller of a call whose connection was lost waits for the thaw; it goes on behind. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final String BY = "virDomainFSThaw";

    /** The agent's command; messages of the daemon name it in every language. */
    private static final String THAW = "guest-fsfreeze-thaw";

    /** {@return whether something may be frozen} An agent that refuses to freeze has thawed by itself what it froze until then. */
    static boolean isPossible(LibvirtException failed) {
        return switch (failed) {
            case NoAnswerException lost -> lost.mayHaveRun();
            case AgentUnavailableException silent -> true;
            case CallFailedException refused ->
                String.valueOf(refused.error().message()).contains(THAW);
            default -> false;
        };
    }

    /** Begins to thaw, and has the exception tell of it. */
    void toldBy(LibvirtException failed) {
        if (!isPossible(failed)) {
            thawing.nothingFrozen();
        } else if (failed instanceof NoAnswerException lost) {
            insist(lost);
        } else {
            ask(failed);
        }
    }

    /** The daemon is there: one thaw tells. An agent that is not there has frozen nothing. */
    private void ask(LibvirtException failed) {
        try {
            thawing.once(Thaw.By.LOST_ANSWER, GRACE);
        } catch (LibvirtException vain) {
            failed.addSuppressed(vain);
            if (guest.agent().isConnectedAsFarAsKnown()) {
                thawing.insist(Thaw.By.LOST_ANSWER);
                failed.addSuppressed(told(Optional.empty()));
            } else {
                thawing.nothingFrozen();
            }
        }
    }

    private void insist(NoAnswerException lost) {
        thawing.insist(Thaw.By.LOST_ANSWER);
        Optional<Thaw> end = lost instanceof ConnectionLostException ? endSoon() : thawing.end();
        lost.addSuppressed(told(end));
    }

    private Optional<Thaw> endSoon() {
        boolean interrupted = Thread.interrupted();
        try {
            return Optional.of(thawing.first().get(GRACE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException notYet) {
            return thawing.end();
        } catch (InterruptedException stopped) {
            interrupted = true;
            return thawing.end();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private LibvirtException told(Optional<Thaw> end) {
        String job = "Freezing guest " + guest.name();
        if (end.isEmpty()) {
            String more = "; the thaw is tried again and again meanwhile";
            return new JobNotCompletedException(job, Status.UNKNOWN, Thawing.maybeFrozen(guest) + more, BY);
        }
        Thaw thaw = end.get();
        return thaw.by() == Thaw.By.NOBODY
                ? new JobNotCompletedException(job, Status.UNKNOWN, Thawing.maybeFrozen(guest), BY)
                : new JobNotCompletedException(
                        job,
                        Status.FAILED,
                        thaw.filesystems() == 0
                                ? "its file systems were looked after, and none is frozen"
                                : "its file systems were frozen, and are thawed again: " + thaw.filesystems(),
                        BY);
    }
}
