package dev.guestwire.job;

import dev.guestwire.Guest;
import dev.guestwire.GuestState;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.WrongStateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Asks the daemon how a job of a guest is that nobody told the end of. */
final class Inquiry {
    private final Guest guest;
    private final JobRef.Kind kind;
    private final long began;
    private final OptionalInt run;
    private final @Nullable EndedJob before;

    /** Remembers what the daemon tells before the job begins: it is not of this job. */
    Inquiry(Guest guest, JobRef.Kind kind) {
        this.guest = guest;
        this.kind = kind;
        this.began = System.nanoTime();
        this.run = guest.id();
        this.before = run.isPresent() ? lastEnded().orElse(null) : null;
    }

    /** Takes up a job that began earlier. Nobody remembers which run of the guest it belonged to. */
    Inquiry(Guest guest, JobRef ref) {
        this.guest = guest;
        this.kind = ref.kind();
        this.began = System.nanoTime()
                - Math.max(0, Duration.between(ref.started(), Instant.now()).toNanos());
        this.run = OptionalInt.empty();
        this.before = null;
    }

    /** {@return whether this may tell of our job} */
    boolean isOurs(EndedJob ended) {
        return ended.mayBe(kind, Duration.ofNanos(System.nanoTime() - began)) && !isTwin(ended);
    }

    /** {@return whether this has each figure of the job before ours: it may be that one's end, or ours by chance} */
    boolean isTwin(EndedJob ended) {
        return before != null && before.statistics().equals(ended.statistics());
    }

    /** {@return what the daemon tells of our job, if it does} */
    Optional<EndedJob> findEnded() {
        return lastEnded().filter(this::isOurs);
    }

    /** {@return what the daemon keeps of the last job that ended, whichever that was} */
    Optional<EndedJob> lastEnded() {
        try {
            return Optional.of(EndedJob.of(guest.job().completedStatistics()))
                    .filter(ended -> ended.type() != JobInfo.Type.NONE);
        } catch (CallFailedException forgotten) {
            return Optional.empty();
        }
    }

    /**
     * {@return how things are}
     *
     * @throws NoAnswerException if nobody can be asked
     */
    Situation situation(boolean cancelled) {
        Optional<EndedJob> ended = findEnded();
        try {
            boolean running = isRunning();
            GuestState state = guest.state();
            OptionalInt now = guest.id();
            boolean sameRun = now.isPresent() && now.equals(run);
            return new Situation(kind, ended, running, Optional.of(state), sameRun, cancelled);
        } catch (NotFoundException gone) {
            return new Situation(kind, ended, false, Optional.empty(), false, cancelled);
        }
    }

    /** {@return whether a job goes on} */
    boolean isRunning() {
        try {
            return guest.job().info().isRunning();
        } catch (WrongStateException off) {
            return false;
        }
    }
}
