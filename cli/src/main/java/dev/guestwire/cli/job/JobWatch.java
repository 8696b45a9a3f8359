package dev.guestwire.cli.job;

import dev.guestwire.block.BlockJob;
import dev.guestwire.cli.command.Beginning;
import dev.guestwire.cli.command.Complaint;
import dev.guestwire.cli.console.Display;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.Gate;
import dev.guestwire.cli.console.Interruption;
import dev.guestwire.cli.console.Signal;
import dev.guestwire.cli.console.Style;
import dev.guestwire.cli.output.Amounts;
import dev.guestwire.cli.output.Printer;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.PlainText;
import dev.guestwire.job.Job;
import dev.guestwire.job.JobInfo;
import dev.guestwire.job.JobOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows a job until its end: a bar on a terminal, plain lines through a pipe, JSON for programs. Ctrl-C asks the daemon to
 * cancel, waits for its end and says what it was; or, {@link #lettingGo}, leaves the job alone.
 */
public final class JobWatch {
    /** As long as it takes. */
    public static final Duration FOREVER = Duration.ofDays(365);

    /** How often to ask how far it is. */
    public static final Duration INTERVAL = Duration.ofMillis(500);

    private static final Duration AFTER_CANCEL = Duration.ofSeconds(30);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(10);
    private static final double PLAIN_STEP = 10;

    private final Printer out;
    private final String title;
    private final Pace pace = new Pace();
    private final Plot left = new Plot();
    private final Plot speed = new Plot();
    private Optional<Display> display = Optional.empty();
    private double told = -PLAIN_STEP;
    private String said = "";
    private final Row facts = new Row();
    private boolean cancels = true;
    private Optional<Beginning> beginning = Optional.empty();
    private Optional<Gate> complaints = Optional.empty();

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
        this.title = PlainText.line(title);
    }

    /** Tells programs one thing more at the end, such as the file that was made; {@return this} */
    public JobWatch with(String field, @Nullable Object value) {
        facts.with(field, value);
        return this;
    }

    /** Leaves the job alone at Ctrl-C: somebody else started it; {@return this} */
    public JobWatch lettingGo() {
        cancels = false;
        return this;
    }

    /**
     * Starts a job. Ctrl-C meanwhile waits for the daemon's answer; {@link #await} cancels the job then. Between the two nothing
     * else is to be done, but to let it go: {@link #leaves}.
     *
     * @param err where people read
     * @param guest the guest's name
     * @param start starts it and returns its handle
     */
    public <J> J begin(Gate err, String guest, Supplier<J> start) {
        // the terminal takes its signals first, so that they are ours afterwards
        display = out.json() ? Optional.empty() : Display.live();
        complaints = Optional.of(err);
        Beginning begun = Beginning.of(
                title,
                "guestwire job list and guestwire disk jobs " + guest
                        + " show whether it goes on, guestwire job cancel " + guest + " and guestwire disk cancel "
                        + guest + " end it",
                err);
        try {
            J job = begun.begin(start);
            beginning = Optional.of(begun);
            return job;
        } finally {
            if (beginning.isEmpty()) {
                begun.close();
                display.ifPresent(Display::close);
            }
        }
    }

    /** {@return whether the job that began can be left to itself: no signal came} It is not to be awaited then. */
    public boolean leaves() {
        if (beginning.flatMap(Beginning::signal).isPresent()) {
            return false;
        }
        beginning.ifPresent(Beginning::close);
        display.ifPresent(Display::close);
        return true;
    }

    /**
     * Waits for the end of a job.
     *
     * @param job the job
     * @param waiting how; meanwhile it may tell {@link #progress}
     * @return the exit code
     */
    public int await(Job job, Waiting waiting) {
        if (beginning.isEmpty()) {
            display = out.json() ? Optional.empty() : Display.live();
        }
        try (Interruption interruption =
                beginning.map(Beginning::interruption).orElseGet(() -> Interruption.watch(signal -> {}))) {
            display.ifPresent(shown -> shown.begin(title));
            try {
                if (interruption.signal().isPresent()) {
                    throw new InterruptedException("while it was begun");
                }
                waiting.await();
            } catch (InterruptedException | CallInterruptedException stopped) {
                interruption.beginCleanup();
                Signal signal = interruption.signal().orElse(Signal.INT);
                return cancels ? cancel(job, signal) : letGo(job, signal);
            } catch (JobNotCompletedException ended) {
                return tell(job, ended);
            }
            return tell(job, "");
        } finally {
            display.ifPresent(Display::close);
        }
    }

    /** Shows how far it is. */
    public void progress(long doneBytes, long totalBytes) {
        Amount amount = pace.at(doneBytes, totalBytes, System.nanoTime());
        boolean due = out.json() || (totalBytes > 0 && amount.percent() >= told + PLAIN_STEP);
        if (display.isPresent()) {
            left.add((double) (amount.total() - amount.done()));
            speed.add(amount.bytesPerSecond());
            Display shown = display.get();
            shown.progress(amount.text(shown.style().bar(1), " ") + plots(amount, shown.style()));
        } else if (due) {
            told = amount.percent();
            out.line(title + ": " + amount.words(), amount.row(new Row().with("job", title)));
        }
    }

    /** Shows how far the job of a guest is. */
    public void progress(JobInfo info) {
        JobInfo.Amount all = info.data();
        boolean parts = all.totalBytes().orElse(0) == 0;
        long total =
                parts ? sum(info, JobInfo.Amount::totalBytes) : all.totalBytes().orElse(0);
        long left = parts
                ? sum(info, JobInfo.Amount::remainingBytes)
                : all.remainingBytes().orElse(0);
        progress(total - left, total);
    }

    /** Of a dump or a backup the daemon tells no sum. */
    private static long sum(JobInfo info, Function<JobInfo.Amount, OptionalLong> of) {
        return of.apply(info.memory()).orElse(0) + of.apply(info.disk()).orElse(0);
    }

    private String plots(Amount amount, Style style) {
        if (amount.total() <= 0) {
            return "";
        }
        return Plot.line("left", left.text(style, left.most()), Amounts.bytes((double) amount.total() - amount.done()))
                + (amount.bytesPerSecond() < 0
                        ? ""
                        : Plot.line(
                                "speed",
                                speed.text(style, speed.most()),
                                Amounts.bytes(amount.bytesPerSecond()) + "/s"));
    }

    /**
     * Shows how far it is.
     *
     * @param live for a terminal
     * @param plain for a pipe
     * @param row for programs
     */
    public void step(Function<Style, String> live, String plain, Row row) {
        if (display.isPresent()) {
            display.get().progress(live.apply(display.get().style()));
        } else if (out.json() || !plain.equals(said)) {
            said = plain;
            Row all = new Row().with("job", title);
            row.values().forEach(all::with);
            out.line(title + ": " + plain, all);
        }
    }

    private int cancel(Job job, Signal signal) {
        display.ifPresent(shown -> shown.progress("asking the daemon to cancel"));
        try {
            job.cancel();
            job.toFuture().get(AFTER_CANCEL.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException late) {
            tell(job, "the daemon was asked to cancel it, and has not said that it did");
            return ExitCode.of(signal);
        } catch (CallFailedException refused) {
            tell(
                    job,
                    endsAllTheSame(job)
                            ? ""
                            : "the daemon was asked to cancel it, and refused: "
                                    + refused.error().message());
            return ExitCode.of(signal);
        } catch (NoAnswerException silent) {
            tell(job, "the daemon was asked to cancel it, and did not answer: " + silent.getMessage());
            return ExitCode.of(signal);
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
        tell(job, "");
        return ExitCode.of(signal);
    }

    /** The daemon refuses to cancel what is at its end. */
    private static boolean endsAllTheSame(Job job) {
        try {
            job.toFuture().get(AFTER_REFUSAL.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException late) {
            return job.outcome().isPresent();
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
        return job.outcome().isPresent();
    }

    /** Says a line that stays, while the job goes on. Programs are not told. */
    public void say(String line) {
        if (display.isPresent()) {
            display.get().line(line);
        } else if (!out.json()) {
            out.line(line, new Row());
        }
    }

    private int letGo(Job job, Signal signal) {
        if (job.outcome().isPresent()) {
            return tell(job, "");
        }
        String next = JobEnd.of(job).map(verb -> "; " + verb + " cancels it").orElse("");
        tell(job, "only the watching ended" + next);
        return ExitCode.of(signal);
    }

    /** Says how it ended, and what may help. */
    private int tell(Job job, JobNotCompletedException ended) {
        int code = tell(job, ended.reason());
        Complaint.next(ended)
                .ifPresent(next -> complaints.ifPresent(err -> {
                    err.line("  next: " + next);
                    err.flush();
                }));
        return code;
    }

    /** Says how it ended, or that it goes on, and {@return the exit code} */
    private int tell(Job job, String why) {
        Optional<JobOutcome> outcome = job.outcome();
        if (outcome.isEmpty() && job instanceof BlockJob mirror && mirror.isReady()) {
            return ready(mirror);
        }
        Row row = new JobReport(title, job).row(facts, why);
        String status = outcome.isEmpty() ? "goes on" : String.valueOf(row.value("status"));
        end(status, outcome.flatMap(JobOutcome::reason).orElse(why), row);
        return code(outcome);
    }

    /** A copy does not end by itself: somebody decides which image the guest goes on with. */
    private int ready(BlockJob mirror) {
        end("ready", JobEnd.ofReady(mirror), new JobReport(title, mirror).row(facts, JobEnd.ofReady(mirror)));
        return ExitCode.OK;
    }

    private void end(String status, String reason, Row row) {
        String head = title + ": " + status;
        if (display.isPresent()) {
            List<String> parts = JobReport.parts(reason);
            display.get().end(parts.size() > 1 ? head + "\n  " + String.join("\n  ", parts) : said(head, reason));
        } else {
            out.line(said(head, reason), row);
        }
    }

    private static String said(String head, String reason) {
        return reason.isEmpty() ? head : head + ": " + reason;
    }

    private static int code(Optional<JobOutcome> outcome) {
        return switch (outcome.map(JobOutcome::status).orElse(JobOutcome.Status.UNKNOWN)) {
            case COMPLETED -> ExitCode.OK;
            case FAILED, CANCELLED -> ExitCode.FAILED;
            case UNKNOWN -> ExitCode.UNKNOWN;
        };
    }
}
