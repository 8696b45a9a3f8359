package dev.guestwire.job;

import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.protocol.TypedParams;
import java.util.Optional;

/**
 * How a job ended, and what told it. That a job is gone is never taken for its completion.
 *
 * @param status how it ended
 * @param reason why it did not complete, in a sentence; empty if it did
 * @param evidence what told it
 * @param statistics what the daemon told of the job at its end, by libvirt's names; often nothing
 */
public record JobOutcome(Status status, Optional<String> reason, Evidence evidence, TypedParams statistics) {
    private static final int NO_JOB = 0;
    private static final int COMPLETED_JOB = 3;
    private static final int FAILED_JOB = 4;
    private static final int CANCELLED_JOB = 5;

    /** How a job can end. */
    public enum Status {
        COMPLETED,
        FAILED,
        CANCELLED,
        /** It is gone, and nothing tells how it ended. */
        UNKNOWN
    }

    /** {@return an outcome of a job that did all it was asked for} */
    public static JobOutcome completed(Evidence evidence) {
        return new JobOutcome(Status.COMPLETED, Optional.empty(), evidence, TypedParams.NONE);
    }

    /** {@return an outcome of a job that failed} */
    public static JobOutcome failed(String reason, Evidence evidence) {
        return new JobOutcome(Status.FAILED, Optional.of(reason), evidence, TypedParams.NONE);
    }

    /** {@return an outcome of a job that somebody ended} */
    public static JobOutcome cancelled(String reason, Evidence evidence) {
        return new JobOutcome(Status.CANCELLED, Optional.of(reason), evidence, TypedParams.NONE);
    }

    /** {@return an outcome of a job that is gone} */
    public static JobOutcome unknown(String reason) {
        return new JobOutcome(Status.UNKNOWN, Optional.of(reason), Evidence.NONE, TypedParams.NONE);
    }

    /** {@return this outcome with the daemon's statistics} */
    public JobOutcome with(TypedParams told) {
        return new JobOutcome(status, reason, evidence, told);
    }

    /** {@return the statistics as they are read of a job under way, if the daemon told any} */
    public Optional<JobInfo> info() {
        if (statistics.equals(TypedParams.NONE)) {
            return Optional.empty();
        }
        int type = switch (status) {
            case COMPLETED -> COMPLETED_JOB;
            case FAILED -> FAILED_JOB;
            case CANCELLED -> CANCELLED_JOB;
            case UNKNOWN -> NO_JOB;
        };
        return Optional.of(JobInfo.of(type, statistics));
    }

    /** {@return whether the job did all it was asked for} */
    public boolean isCompleted() {
        return status == Status.COMPLETED;
    }

    /** {@return how it ended, why, and what told it, in words; the statistics are left out: they are many} */
    @Override
    public String toString() {
        return status
                + reason.map(why -> ": " + why).orElse("")
                + (evidence == Evidence.NONE ? "" : " (by " + evidence + ")");
    }

    /**
     * {@return this outcome, if it is completion}
     *
     * @param job the job in words, such as {@code Copy of disk vda of guest web-1}
     * @throws JobNotCompletedException if it is not
     */
    public JobOutcome orThrow(String job) {
        if (isCompleted()) {
            return this;
        }
        throw new JobNotCompletedException(
                job,
                switch (status) {
                    case FAILED -> JobNotCompletedException.Status.FAILED;
                    case CANCELLED -> JobNotCompletedException.Status.CANCELLED;
                    default -> JobNotCompletedException.Status.UNKNOWN;
                },
                reason.orElse("no reason was given"),
                evidence.toString());
    }
}
