package dev.guestwire.cli.command;

import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.LogLines;
import dev.guestwire.cli.console.TextFile;
import dev.guestwire.cli.console.Unwritten;
import dev.guestwire.error.BusyException;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.ConcurrentChangeException;
import dev.guestwire.error.ConnectFailedException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.MalformedDataException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.OperationTimedOutException;
import dev.guestwire.error.PlainText;
import dev.guestwire.error.WrongStateException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to tell of a failure.
 *
 * @param message what failed; of a call of the daemon, its name, the guest and the reason
 * @param next what to do; empty if there is nothing to say
 * @param exitCode what the shell gets
 */
public record Complaint(String message, String next, int exitCode) {
    private static final String DEBUG = LogLines.DEBUG;

    /** What to do next names guests, whose names may hold what begins a line. */
    public Complaint {
        next = PlainText.line(next);
    }

    /** {@return what to tell of an exception} */
    public static Complaint of(Exception failure) {
        return switch (failure) {
            case CommandFailure ours -> new Complaint(text(ours), ours.next(), ours.exitCode());
            case ConnectFailedException none ->
                new Complaint(
                        text(none), "guestwire doctor tells what is there and what is missing", ExitCode.UNREACHABLE);
            case NoAnswerException silence -> silent(silence);
            case CallFailedException refusal -> refused(refusal);
            case JobNotCompletedException job -> ended(job);
            case ConcurrentChangeException changed ->
                new Complaint(
                        text(changed),
                        "look at the definition as it is now (guestwire xml GUEST --inactive), and change that",
                        ExitCode.WRONG_STATE);
            case MalformedDataException data ->
                new Complaint(
                        text(data),
                        "guestwire doctor tells the daemon's release; " + DEBUG
                                + "=1 in the environment prints where it was",
                        ExitCode.FAILED);
            case InvalidInputException input ->
                new Complaint(text(input), "--help after the verb tells what it takes", ExitCode.FAILED);
            case UncheckedIOException io -> file(Objects.requireNonNull(io.getCause()));
            case IOException io -> file(io);
            default -> unexpected(failure);
        };
    }

    /** {@return what to do about the refusal that a job ended by, if something is known that helps} */
    public static Optional<String> next(JobNotCompletedException job) {
        return NextStep.of(job).map(PlainText::line);
    }

    private static Complaint silent(NoAnswerException silence) {
        return silence.mayHaveRun()
                ? new Complaint(text(silence) + also(silence), NextStep.of(silence), ExitCode.UNKNOWN)
                : new Complaint(text(silence), "try again; it was not done", ExitCode.FAILED);
    }

    private static Complaint refused(CallFailedException refusal) {
        int code = switch (refusal) {
            case NotFoundException none -> ExitCode.NOT_FOUND;
            case WrongStateException state -> ExitCode.WRONG_STATE;
            case BusyException busy -> ExitCode.BUSY;
            case OperationTimedOutException late -> late.mayHaveRun() ? ExitCode.UNKNOWN : ExitCode.BUSY;
            default -> ExitCode.FAILED;
        };
        return new Complaint(text(refusal) + also(refusal), NextStep.of(refusal), code);
    }

    /** {@return what is to be known besides, such as that file systems may be frozen, as a further line; empty: nothing} */
    static String also(Exception failure) {
        return Stream.of(failure.getSuppressed())
                .filter(JobNotCompletedException.class::isInstance)
                .map(told -> "\n  also: " + ((JobNotCompletedException) told).reason())
                .collect(Collectors.joining());
    }

    private static Complaint ended(JobNotCompletedException job) {
        return switch (job.status()) {
            case FAILED ->
                new Complaint(
                        text(job),
                        NextStep.of(job).orElse("guestwire job info GUEST --completed may tell more of it"),
                        ExitCode.FAILED);
            case CANCELLED -> new Complaint(text(job), "it can be begun again", ExitCode.FAILED);
            case STILL_RUNNING ->
                new Complaint(text(job), "guestwire job list, guestwire disk jobs GUEST show it", ExitCode.FAILED);
            case UNKNOWN -> new Complaint(text(job), "look whether it was done before trying again", ExitCode.UNKNOWN);
        };
    }

    /** Of a fault of ours or of this machine: neither names of classes nor a trace, unless somebody asks for them. */
    private static Complaint unexpected(Exception failure) {
        String message = failure.getMessage();
        boolean plain = message != null && !message.isBlank() && !(failure instanceof NullPointerException);
        return new Complaint(
                "an error that was not foreseen" + (plain ? ": " + message : ""),
                DEBUG + "=1 in the environment prints where it happened; please report that",
                ExitCode.FAILED);
    }

    private static Complaint file(IOException failure) {
        String file = failure instanceof FileSystemException about ? String.valueOf(about.getFile()) : "";
        return switch (failure) {
            case Unwritten output ->
                new Complaint(text(output), "it ended there; what was done until then stays done", ExitCode.OUTPUT);
            case TextFile.NotUtf8 other ->
                new Complaint(
                        text(other), "iconv -f ISO-8859-1 -t UTF-8 turns a file in Latin-1 into one", ExitCode.FAILED);
            case NoSuchFileException none -> new Complaint("no such file: " + file, "", ExitCode.FAILED);
            case AccessDeniedException denied ->
                new Complaint("no permission to read or write " + file, "", ExitCode.FAILED);
            case FileAlreadyExistsException exists ->
                new Complaint("there is a file " + file + " already", "give another name", ExitCode.FAILED);
            default -> {
                String message = Optional.ofNullable(failure.getMessage()).orElse("the reason is not known");
                boolean folder = message.equals("Is a directory");
                yield new Complaint(
                        folder ? "that is a folder, not a file" : "cannot read or write: " + message,
                        "",
                        ExitCode.FAILED);
            }
        };
    }

    /** Prints where it happened, if {@code GUESTWIRE_DEBUG} asks for that. */
    static void trace(Exception failure, PrintWriter err) {
        if (LogLines.areWanted()) {
            failure.printStackTrace(err);
        }
    }

    private static String text(Exception failure) {
        return Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
    }
}
