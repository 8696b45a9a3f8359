package dev.guestwire.job;

import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.rpc.turn.Listening;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of a job, which is settled once: by whoever has evidence first. Safe for many threads.
 *
 * <p>For job handles, those of users included.
 */
public final class Settlement {
    private final String job;
    private final Object host;
    private final CompletableFuture<JobOutcome> end = new CompletableFuture<>();
    private final AtomicReference<@Nullable Throwable> cause = new AtomicReference<>();

    /**
     * Creates one.
     *
     * @param job the job in words, such as {@code Copy of disk vda of guest web-1}; its exceptions begin with them
     */
    public Settlement(String job) {
        this(job, job);
    }

    /**
     * Creates one that listeners of a host cannot wait for.
     *
     * @param job the job in words, such as {@code Copy of disk vda of guest web-1}; its exceptions begin with them
     * @param host the host whose events tell of the end
     */
    public Settlement(String job, Object host) {
        this.job = job;
        this.host = host;
    }

    /** {@return whether this settles how the job ended; no: it was settled before} */
    public boolean settle(JobOutcome outcome) {
        return settle(outcome, null);
    }

    /**
     * {@return whether this settles how the job ended; no: it was settled before}
     *
     * @param why what became the outcome, such as the daemon's refusal: the cause of the exception of those who wait; null if
     *     there is no such error
     */
    public boolean settle(JobOutcome outcome, @Nullable Throwable why) {
        if (why != null) {
            cause.compareAndSet(null, why);
        }
        return end.complete(outcome);
    }

    /** {@return the error that became the outcome, if there is one and that is settled} */
    public Optional<Throwable> cause() {
        return end.isDone() ? Optional.ofNullable(cause.get()) : Optional.empty();
    }

    /** {@return how the job ended, if that is settled} */
    public Optional<JobOutcome> outcome() {
        return Optional.ofNullable(end.getNow(null));
    }

    /** {@return the end, for callers who do not wait; completing it settles nothing} */
    public CompletableFuture<JobOutcome> toFuture() {
        return end.copy();
    }

    /** Does something at the end, at once if that is settled; on the thread that settles it, so it must be quick. */
    public void onEnd(Consumer<? super JobOutcome> action) {
        var unused = end.thenAccept(outcome -> Listening.guard("the end of " + job, () -> action.accept(outcome)));
    }

    /**
     * Waits for the end.
     *
     * @return the outcome of a job that completed
     * @throws JobNotCompletedException if it ended otherwise, or not in time
     * @throws IllegalStateException if it has not ended and the current thread runs a listener of the host, behind which the
     *     event of the end waits: use {@link #toFuture} or another thread
     */
    public JobOutcome await(Duration patience) throws InterruptedException {
        return await(patience, patience, left -> {});
    }

    /**
     * Waits for the end, and does something from time to time meanwhile, such as asking how far the job is.
     *
     * @param interval the time between two samples; the first is taken at once
     * @param sample is given how much is left of the patience, and must not take longer: calls that it makes have that as
     *     their deadline
     * @return the outcome of a job that completed
     * @throws JobNotCompletedException if it ended otherwise, or not in time
     */
    public JobOutcome await(Duration patience, Duration interval, Consumer<? super Duration> sample)
            throws InterruptedException {
        if (!end.isDone()) {
            Listening.refuseWait(host, "The wait for the end of " + job);
        }
        long until = System.nanoTime() + saturated(patience);
        while (true) {
            long before = until - System.nanoTime();
            if (!end.isDone() && before > 0) {
                sample.accept(Duration.ofNanos(before));
            }
            long left = until - System.nanoTime();
            try {
                return orThrow(end.get(Math.clamp(left, 0, Math.max(1, saturated(interval))), TimeUnit.NANOSECONDS));
            } catch (TimeoutException notYet) {
                if (left <= 0) {
                    throw stillRunning(patience);
                }
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private JobOutcome orThrow(JobOutcome outcome) {
        try {
            return outcome.orThrow(job);
        } catch (JobNotCompletedException ended) {
            Throwable why = cause.get();
            throw why == null ? ended : ended.because(why);
        }
    }

    private JobNotCompletedException stillRunning(Duration patience) {
        return new JobNotCompletedException(
                job,
                JobNotCompletedException.Status.STILL_RUNNING,
                "it has not ended within " + patience.toMillis() + " ms",
                Evidence.NONE.toString());
    }

    /** A duration beyond 100 years is as good as 100 years. */
    private static long saturated(Duration duration) {
        long longest = TimeUnit.DAYS.toNanos(36_500);
        return duration.compareTo(Duration.ofNanos(longest)) > 0 ? longest : duration.toNanos();
    }

    /** {@return the job and how it ended} */
    @Override
    public String toString() {
        return job + outcome().map(outcome -> ": " + outcome.status()).orElse(" goes on");
    }
}
