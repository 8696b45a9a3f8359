package dev.guestwire.cli.job;

import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.Display;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.Interruption;
import dev.guestwire.cli.console.Signal;
import dev.guestwire.cli.output.Amounts;
import dev.guestwire.cli.output.Printer;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.PlainText;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;

/**
 * Shows bytes that travel, as {@link JobWatch} shows jobs. Ctrl-C stops them.
 *
 * <p>Plain lines go to standard error where the bytes themselves go to standard output.
 */
public final class TransferWatch {
    private static final double PLAIN_STEP = 10;
    private static final double NANOS = 1e9;

    private final Printer out;
    private final String title;
    private final long total;
    private final Pace pace = new Pace();
    private Optional<Display> display = Optional.empty();
    private double told;
    private long asked = System.nanoTime();
    private long done;

    /** What moves the bytes, and tells {@link #progress} meanwhile. */
    @FunctionalInterface
    public interface Transfer {
        /** Moves them; {@return how many} */
        long move() throws Exception;
    }

    /**
     * Creates one.
     *
     * @param out where a pipe or a program reads
     * @param title what is done, such as {@code upload of web1.qcow2}
     * @param total how many bytes there are; 0 if nobody knows
     */
    public TransferWatch(Printer out, String title, long total) {
        this.out = out;
        this.title = PlainText.line(title);
        this.total = total;
    }

    /**
     * Shows them moving until the end.
     *
     * @param transfer what moves them
     * @param row what programs see at the end, before the figures
     * @param stopped what is left of it when it is stopped
     */
    public int run(Transfer transfer, Row row, String stopped) throws Exception {
        display = out.json() ? Optional.empty() : Display.live();
        long began = System.nanoTime();
        try (Interruption interruption = Interruption.watch(signal -> {})) {
            display.ifPresent(shown -> shown.begin(title));
            try {
                done = transfer.move();
            } catch (Exception failure) {
                interruption.beginCleanup();
                throw interruption.signal().isPresent() || isInterruption(failure)
                        ? stopped(interruption.signal().orElse(Signal.INT), stopped)
                        : failure;
            }
            interruption.beginCleanup();
            if (interruption.signal().isPresent()) {
                // Ctrl-C ends who writes into the pipe, too: this end is not the real one
                throw stopped(interruption.signal().get(), stopped);
            }
            end(row, (System.nanoTime() - began) / NANOS);
            return ExitCode.OK;
        } finally {
            display.ifPresent(Display::close);
        }
    }

    private static boolean isInterruption(Throwable failure) {
        return failure instanceof InterruptedException
                || failure instanceof CallInterruptedException
                || failure instanceof ClosedByInterruptException
                || failure.getCause() instanceof ClosedByInterruptException;
    }

    private CommandFailure stopped(Signal signal, String left) {
        String text = title + " stopped after " + Amounts.bytes((double) done)
                + (total > 0 ? " of " + Amounts.bytes((double) total) : "") + ": " + left;
        return new CommandFailure(ExitCode.of(signal), text, "");
    }

    /** Shows how far it is. */
    public void progress(long bytes) {
        done = bytes;
        long now = System.nanoTime();
        if (now - asked < JobWatch.INTERVAL.toNanos()) {
            return;
        }
        asked = now;
        Amount amount = pace.at(bytes, total, now);
        String words = total > 0 ? amount.words() : Amounts.bytes((double) bytes) + rate(amount);
        if (display.isPresent()) {
            Display shown = display.get();
            shown.progress(total > 0 ? amount.text(shown.style().bar(1), " ") : words);
        } else if (out.json()) {
            out.line("", amount.row(new Row().with("job", title)));
        } else if (amount.percent() >= told + PLAIN_STEP) {
            told = amount.percent();
            out.line(title + ": " + words, new Row());
        }
    }

    private static String rate(Amount amount) {
        return amount.bytesPerSecond() < 0 ? "" : ", " + Amounts.bytes(amount.bytesPerSecond()) + "/s";
    }

    private void end(Row row, double seconds) {
        double rate = seconds > 0 ? done / seconds : 0;
        String text = title + ": completed, " + Amounts.bytes((double) done) + " in " + Amounts.seconds(seconds);
        row.with("job", title)
                .with("status", "completed")
                .with("doneBytes", done)
                .with("elapsedSeconds", seconds)
                .with("bytesPerSecond", Math.round(rate));
        if (display.isPresent()) {
            display.get().end(text);
        } else {
            out.line(text, row);
        }
    }
}
