package dev.guestwire.job;

import dev.guestwire.JobEvent.JobCompleted;
import dev.guestwire.JobEvent.JobCompleted.Operation;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.DomainGetJobStats;
import java.time.Duration;
import java.util.Optional;

/**
 * What the daemon tells of a job of a guest that ended.
 *
 * @param type how it ended, as far as it is told
 * @param statistics all that is told
 * @param evidence what told it
 */
record EndedJob(JobInfo.Type type, TypedParams statistics, Evidence evidence) {
    /** Both clocks run at the same pace, but we read ours later. */
    private static final Duration SLACK = Duration.ofMillis(200);

    static EndedJob of(DomainGetJobStats.Reply reply) {
        TypedParams told = new TypedParams(reply.params());
        return new EndedJob(JobInfo.of(reply.type(), told).type().value(), told, Evidence.COMPLETED_STATISTICS);
    }

    /** An event does not tell a cancelled job from a failed one. */
    static EndedJob of(JobCompleted event) {
        TypedParams told = new TypedParams(event.statistics());
        JobInfo.Type type = told.findBoolean("success").orElse(false) ? JobInfo.Type.COMPLETED : JobInfo.Type.UNKNOWN;
        return new EndedJob(type, told, Evidence.JOB_COMPLETED_EVENT);
    }

    private Operation operation() {
        return JobInfo.of(0, statistics).operation().value();
    }

    /** {@return whether this may tell of a job of a kind that began so long ago} An older one lasted longer. */
    boolean mayBe(JobRef.Kind kind, Duration age) {
        boolean same = switch (kind) {
            case SAVE -> operation() == Operation.SAVE;
            case RESTORE -> operation() == Operation.RESTORE;
            case DUMP -> operation() == Operation.DUMP;
            case BACKUP -> operation() == Operation.BACKUP;
            default -> false;
        };
        Optional<Duration> lasted = JobInfo.of(0, statistics).timing().elapsed();
        return same && lasted.map(time -> time.compareTo(age.plus(SLACK)) <= 0).orElse(true);
    }

    /** {@return what this tells; nothing if it only tells that there was a job} */
    Optional<JobOutcome> outcome() {
        String why = statistics.findText("errmsg").orElse("the daemon gives no reason");
        return switch (type) {
            case COMPLETED -> Optional.of(JobOutcome.completed(evidence).with(statistics));
            case FAILED -> Optional.of(JobOutcome.failed(why, evidence).with(statistics));
            case CANCELLED ->
                Optional.of(JobOutcome.cancelled("somebody ended it", evidence).with(statistics));
            default -> Optional.empty();
        };
    }
}
