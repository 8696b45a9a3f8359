package dev.guestwire.error;

import java.util.Optional;

/** A job of the daemon, such as a copy of a disk or a migration, did not end well, or not yet, or nobody knows how. */
public final class JobNotCompletedException extends LibvirtException {
    private static final long serialVersionUID = 1;

    /** What is known of a job that has not completed. */
    public enum Status {
        /** It failed. */
        FAILED,
        /** Somebody ended it. */
        CANCELLED,
        /** It goes on; the caller's patience ended. */
        STILL_RUNNING,
        /** It is gone, and nothing tells how it ended. */
        UNKNOWN
    }

    private final Status status;
    private final String reason;
    private final String source;

    /**
     * Creates one.
     *
     * @param job the job in words, such as {@code Copy of disk vda of guest web-1}
     * @param status what is known
     * @param reason why; a sentence of the daemon's, QEMU's or ours
     * @param source where the reason was found
     */
    public JobNotCompletedException(String job, Status status, String reason, String source) {
        super(job + ' ' + words(status) + ": " + reason + " (by " + source + ")", null);
        this.status = status;
        this.reason = PlainText.line(reason);
        this.source = source;
    }

    private JobNotCompletedException(JobNotCompletedException ended, Throwable why) {
        super(String.valueOf(ended.getMessage()), why);
        this.status = ended.status;
        this.reason = ended.reason;
        this.source = ended.source;
    }

    /** {@return this exception with the error that the job ended by as its cause, such as the daemon's refusal} */
    public JobNotCompletedException because(Throwable why) {
        return new JobNotCompletedException(this, why);
    }

    private static String words(Status status) {
        return switch (status) {
            case FAILED -> "failed";
            case CANCELLED -> "was cancelled";
            case STILL_RUNNING -> "goes on";
            case UNKNOWN -> "ended, nobody knows how";
        };
    }

    /** {@return what may help against the error that the job ended by} */
    @Override
    public Optional<Hint> hint() {
        return getCause() instanceof LibvirtException why ? why.hint() : Optional.empty();
    }

    /** {@return what is known of the job} */
    public Status status() {
        return status;
    }

    /** {@return why it did not complete} */
    public String reason() {
        return reason;
    }

    /** {@return where the reason was found} */
    public String source() {
        return source;
    }
}
