package dev.guestwire.cli.agent;

import dev.guestwire.agent.GuestExit;
import dev.guestwire.agent.GuestProcess;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.Interruption;
import dev.guestwire.cli.console.Signal;
import dev.guestwire.cli.console.Terminals;
import dev.guestwire.cli.output.Bytes;
import dev.guestwire.cli.output.Printer;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.PlainText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The end of a program in a guest, shown as if it had been run here.
 *
 * @param out where programs read
 * @param process the program
 * @param interruption what tells of signals
 * @param isOurs whether it was started just now, so that its number is told whatever comes
 */
record Ending(Printer out, GuestProcess process, Interruption interruption, boolean isOurs) {
    private static final Duration FOREVER = Duration.ofDays(36_500);
    private static final int MILLIS = 1000;
    private static final int SIGNALLED = 128;

    /**
     * Waits for it and {@return its exit code}
     *
     * @param timeout seconds; 0 for ever
     * @param row what programs see before the end
     */
    int await(double timeout, Row row) throws IOException {
        Duration patience = timeout > 0 ? Duration.ofMillis(Math.round(timeout * MILLIS)) : FOREVER;
        if (interruption.signal().isPresent()) {
            throw goesOn(ExitCode.of(interruption.signal().get()), "");
        }
        GuestExit exit;
        try {
            exit = process.await(patience);
        } catch (InterruptedException | CallInterruptedException stopped) {
            interruption.beginCleanup();
            throw goesOn(ExitCode.of(interruption.signal().orElse(Signal.INT)), "");
        } catch (JobNotCompletedException late) {
            throw late.status() == JobNotCompletedException.Status.STILL_RUNNING
                    ? goesOn(ExitCode.UNKNOWN, ": " + late.reason())
                    : unknown(late);
        } catch (LibvirtException failed) {
            throw isOurs || failed instanceof NoAnswerException ? unknown(failed) : failed;
        }
        return show(exit, row);
    }

    private CommandFailure unknown(LibvirtException failed) {
        return new CommandFailure(
                ExitCode.UNKNOWN,
                "how process " + process.pid() + " in guest " + process.guest().name()
                        + " ended, or whether it goes on, is not known: " + failed.getMessage(),
                "guestwire agent wait " + process.guest().name() + " " + process.pid() + " asks again");
    }

    private CommandFailure goesOn(int code, String why) {
        String guest = process.guest().name();
        return new CommandFailure(
                code,
                "process " + process.pid() + " goes on in guest " + guest + why,
                "guestwire agent wait " + guest + " " + process.pid() + " waits for it; no agent can stop it");
    }

    /** A pipe or a file gets the program's bytes; on a terminal they could act. */
    static void write(byte[] said, OutputStream to, boolean isTerminal) throws IOException {
        to.write(
                isTerminal
                        ? PlainText.lines(new String(said, StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8)
                        : said);
    }

    private int show(GuestExit exit, Row row) throws IOException {
        int code = exit.exitCode().orElse(SIGNALLED + exit.signal().orElse(0));
        if (out.json()) {
            out.line(
                    "",
                    row.with("pid", process.pid())
                            .with("exitCode", exit.exitCode())
                            .with("signal", exit.signal())
                            .with("output", new String(exit.output().toArray(), StandardCharsets.UTF_8))
                            .with("error", new String(exit.error().toArray(), StandardCharsets.UTF_8))
                            .with("truncated", exit.isTruncated()));
            return code;
        }
        out.out().flush();
        write(exit.output().toArray(), Bytes.out(), Terminals.isOutput());
        write(exit.error().toArray(), Bytes.error(), Terminals.isError());
        if (exit.isTruncated()) {
            throw new CommandFailure(code == 0 ? ExitCode.FAILED : code, "the agent threw some of the output away", "");
        }
        return code;
    }
}
