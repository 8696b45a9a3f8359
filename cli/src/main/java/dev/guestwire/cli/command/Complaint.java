package dev.guestwire.cli.command;

import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.BusyException;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.ConnectFailedException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.error.WrongStateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * What to tell of a failure.
 *
 * @param message what failed; of a call of the daemon, its name, the guest and the reason
 * @param next what to do; empty if there is nothing to say
 * @param exitCode what the shell gets
 */
public record Complaint(String message, String next, int exitCode) {
    /** {@return what to tell of an exception} */
    public static Complaint of(Exception failure) {
        return switch (failure) {
            case CommandFailure ours -> new Complaint(text(ours), ours.next(), ours.exitCode());
            case ConnectFailedException none ->
                new Complaint(
                        text(none), "guestwire doctor tells what is there and what is missing", ExitCode.UNREACHABLE);
            case NoAnswerException silence -> silent(silence);
            case CallFailedException refusal -> refused(refusal);
            case JobNotCompletedException job ->
                new Complaint(
                        text(job),
                        "",
                        job.status() == JobNotCompletedException.Status.UNKNOWN ? ExitCode.UNKNOWN : ExitCode.FAILED);
            case NoSuchFileException file -> new Complaint("no such file: " + file.getFile(), "", ExitCode.FAILED);
            case UncheckedIOException io -> new Complaint("cannot read or write: " + text(io), "", ExitCode.FAILED);
            case IOException io -> new Complaint("cannot read or write: " + text(io), "", ExitCode.FAILED);
            default -> new Complaint(text(failure), "", ExitCode.FAILED);
        };
    }

    private static Complaint silent(NoAnswerException silence) {
        return silence.mayHaveRun()
                ? new Complaint(
                        text(silence),
                        "look whether it was done (guestwire show, guestwire list --all) before trying again",
                        ExitCode.UNKNOWN)
                : new Complaint(text(silence), "try again; it was not done", ExitCode.FAILED);
    }

    private static Complaint refused(CallFailedException refusal) {
        String guest = refusal.guest().filter(name -> !name.isEmpty()).orElse("GUEST");
        return switch (refusal) {
            case NotFoundException none ->
                new Complaint(text(none), "guestwire list --all shows the guests", ExitCode.NOT_FOUND);
            case WrongStateException state ->
                new Complaint(text(state), "guestwire show " + guest + " tells its state", ExitCode.WRONG_STATE);
            case BusyException busy ->
                new Complaint(text(busy), "guestwire job info " + guest + " tells what is going on", ExitCode.BUSY);
            case AgentUnavailableException agent ->
                new Complaint(
                        text(agent),
                        "the guest needs qemu-guest-agent, running, and a channel org.qemu.guest_agent.0 in its definition",
                        ExitCode.FAILED);
            case UnsupportedException unsupported ->
                new Complaint(text(unsupported), "guestwire host info tells the host's releases", ExitCode.FAILED);
            default -> new Complaint(text(refusal), "", ExitCode.FAILED);
        };
    }

    private static String text(Exception failure) {
        return Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
    }
}
