package dev.guestwire.cli.job;

import dev.guestwire.block.BlockJob;
import dev.guestwire.cli.output.Row;
import dev.guestwire.job.Job;
import dev.guestwire.job.JobOutcome;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What programs are told of a job, in the same fields whatever kind it is.
 *
 * @param title the job in words
 * @param job the job
 */
public record JobReport(String title, Job job) {
    /** The parts of a migration's reason: what, why, and the guest at either end. */
    private static final Pattern BETWEEN = Pattern.compile("; |, (?=at the destination )");

    /** {@return a job that was begun and is not waited for} */
    public Row row(Row facts) {
        return row(facts, "");
    }

    /**
     * {@return all that is known of it}
     *
     * @param facts what is told besides, such as the file that it makes
     * @param why why it has not ended; empty if there is nothing to say
     */
    Row row(Row facts, String why) {
        Optional<JobOutcome> outcome = job.outcome();
        Row row = new Row()
                .with("guest", job.guest().name())
                .with("uuid", job.guest().uuid());
        facts.values().forEach(row::with);
        String reason = outcome.flatMap(JobOutcome::reason).orElse(outcome.isPresent() ? "" : why);
        return row.with("job", title)
                .with("status", status(outcome))
                .with("reason", reason.isEmpty() ? null : reason)
                .with("evidence", outcome.map(JobOutcome::evidence))
                .with("ref", job.ref());
    }

    private String status(Optional<JobOutcome> outcome) {
        boolean ready = job instanceof BlockJob mirror && mirror.isReady();
        return outcome.map(known -> known.status().name().toLowerCase(Locale.ROOT))
                .orElse(ready ? "ready" : "running");
    }

    /** {@return the parts of a reason, for lines below each other} */
    static List<String> parts(String reason) {
        return List.of(BETWEEN.split(reason));
    }
}
