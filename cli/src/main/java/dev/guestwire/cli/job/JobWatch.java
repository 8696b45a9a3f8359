package dev.guestwire.cli.job;

import dev.guestwire.cli.console.Display;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.Interruption;
import dev.guestwire.cli.console.Signal;
import dev.guestwire.cli.output.Printer;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.job.Job;
import dev.guestwire.job.JobOutcome;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Shows a job until its end: a bar on a terminal, plain lines through a pipe, JSON for programs. Ctrl-C asks the daemon to
 * cancel, waits for its end and says what it was.
 */
public final class JobWatch {
    /** How often to ask how far it is. */
    public static final Duration INTERVAL = Duration.ofMillis(500);

    private static final Duration AFTER_CANCEL = Duration.ofSeconds(30);
    private static final double PLAIN_STEP = 10;

    private final Printer out;
    private final String title;
    private final Pace pace = new Pace();
    private Optional<Display> display = Optional.empty();
    private double told = -PLAIN_STEP;
    private String said = "";

    /** The waiting for the end of a job. */
    @FunctionalInterface
    public interface Waiting {
        /** Returns or throws when the job has ended. */
        void await() throws InterruptedException;
    }

    /**
     * Creates one.
     *
     * @param out where a pipe or a program reads
     * @param title the job in words, such as {@code copy of vda of web1}
     */
    public JobWatch(Printer out, String title) {
        this.out = out;
        this.title = title;
    }

    /**
     * Waits for the end of a job.
     *
     * @param job the job
     * @param waiting how; meanwhile it may tell {@link #progress}
     * @return the exit code
     */
    public int await(Job job, Waiting waiting) {
        display = out.json() ? Optional.empty() : Display.live();
        try (Interruption interruption = Interruption.watch(signal -> {})) {
            display.ifPresent(shown -> shown.begin(title));
            try {
                waiting.await();
            } catch (InterruptedException | CallInterruptedException stopped) {
                interruption.beginCleanup();
                return cancel(job, interruption.signal().orElse(Signal.INT));
            } catch (JobNotCompletedException ended) {
                return tell(job, ended.reason());
            }
            return tell(job, "");
        } finally {
            display.ifPresent(Display::close);
        }
    }

    /** Shows how far it is. */
    public void progress(long doneBytes, long totalBytes) {
        Amount amount = pace.at(doneBytes, totalBytes, System.nanoTime());
        boolean due = out.json() || amount.percent() >= told + PLAIN_STEP;
        if (display.isPresent()) {
            Display shown = display.get();
            shown.progress(amount.text(shown.style().bar(1), " "));
        } else if (due) {
            told = amount.percent();
            out.line(title + ": " + amount.words(), amount.row(new Row().with("job", title)));
        }
    }

    /**
     * Shows how far it is.
     *
     * @param live for a terminal
     * @param plain for a pipe
     * @param row for programs
     */
    void step(String live, String plain, Row row) {
        if (display.isPresent()) {
            display.get().progress(live);
        } else if (out.json() || !plain.equals(said)) {
            said = plain;
            Row all = new Row().with("job", title);
            row.values().forEach(all::with);
            out.line(title + ": " + plain, all);
        }
    }

    private int cancel(Job job, Signal signal) {
        display.ifPresent(shown -> shown.progress("asking the daemon to cancel"));
        job.cancel();
        try {
            job.toFuture().get(AFTER_CANCEL.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException late) {
            tell(job, "the daemon was asked to cancel it, and has not said that it did");
            return ExitCode.of(signal);
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
        tell(job, "");
        return ExitCode.of(signal);
    }

    /** Says how it ended, or that it goes on, and {@return the exit code} */
    private int tell(Job job, String why) {
        Optional<JobOutcome> outcome = job.outcome();
        String status = outcome.map(known -> known.status().name().toLowerCase(Locale.ROOT))
                .orElse("goes on");
        String reason = outcome.flatMap(JobOutcome::reason).orElse(why);
        Row row = new Row()
                .with("job", title)
                .with("status", outcome.map(JobOutcome::status))
                .with("reason", reason.isEmpty() ? null : reason)
                .with("evidence", outcome.map(JobOutcome::evidence))
                .with("ref", job.ref());
        String text = title + ": " + status + (reason.isEmpty() ? "" : ": " + reason);
        if (display.isPresent()) {
            display.get().end(text);
        } else {
            out.line(text, row);
        }
        return code(outcome);
    }

    private static int code(Optional<JobOutcome> outcome) {
        return switch (outcome.map(JobOutcome::status).orElse(JobOutcome.Status.UNKNOWN)) {
            case COMPLETED -> ExitCode.OK;
            case FAILED, CANCELLED -> ExitCode.FAILED;
            case UNKNOWN -> ExitCode.UNKNOWN;
        };
    }
}
