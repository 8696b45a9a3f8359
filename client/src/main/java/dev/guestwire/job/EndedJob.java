package dev.guestwire.job;

import dev.guestwire.JobEvent.JobCompleted;
import dev.guestwire.JobEvent.JobCompleted.Operation;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.DomainGetJobStats;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * What the daemon tells of a job of a guest that ended.
 *
 * @param type how it ended, as far as it is told
 * @param statistics all that is told
 * @param evidence what told it
 */
record EndedJob(JobInfo.Type type, TypedParams statistics, Evidence evidence) {
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

    /** {@return whether this is a job of a kind} */
    boolean is(JobRef.Kind kind) {
        return isOf(kind, JobInfo.of(0, statistics));
    }

    /** {@return whether statistics are those of a job of a kind} */
    static boolean isOf(JobRef.Kind kind, JobInfo info) {
        Operation operation = info.operation().value();
        return switch (kind) {
            case SAVE -> operation == Operation.SAVE;
            case RESTORE -> operation == Operation.RESTORE;
            case DUMP -> operation == Operation.DUMP;
            case BACKUP -> operation == Operation.BACKUP;
            default -> false;
        };
    }

    /** {@return how long the job took, if that is told} */
    Optional<Duration> elapsed() {
        return JobInfo.of(0, statistics).timing().elapsed();
    }

    /** {@return a word that another job's figures have by chance only; the same of the event and of what is kept} */
    String fingerprint() {
        return HexFormat.of().toHexDigits(statistics.toString().hashCode());
    }

    /** {@return whether it completed} */
    boolean isCompleted() {
        return type == JobInfo.Type.COMPLETED;
    }

    /** {@return libvirt's sentence about why it did not complete, if there is one} */
    Optional<String> errorMessage() {
        return statistics.findText("errmsg").filter(text -> !text.isBlank());
    }

    /** {@return how it ended, in words, such as {@code a save that completed}} */
    String inWords() {
        JobInfo info = JobInfo.of(0, statistics);
        String what = info.operation().value().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return "a " + what + " that "
                + switch (type) {
                    case COMPLETED -> "completed";
                    case FAILED -> "failed";
                    case CANCELLED -> "was cancelled";
                    default -> "ended";
                };
    }
}
