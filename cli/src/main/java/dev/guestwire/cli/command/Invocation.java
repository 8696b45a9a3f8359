package dev.guestwire.cli.command;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * How a verb was called.
 *
 * @param name what was typed: the command's name and the verb's
 * @param settings the options that every verb has
 * @param out where to show what was found or done
 * @param err where complaints and questions go
 */
public record Invocation(String name, Settings settings, PrintWriter out, PrintWriter err) {
    /** {@return the call that picocli read}; of a group the name is that of the verb in it that was typed. */
    static Invocation of(CommandSpec spec) {
        ParseResult parsed = spec.commandLine().getParseResult();
        CommandSpec typed =
                parsed != null && parsed.hasSubcommand() ? parsed.subcommand().commandSpec() : spec;
        return new Invocation(
                typed.qualifiedName(),
                (Settings) spec.root().userObject(),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
    }

    /** Tells of a failure and {@return the exit code} */
    public int complain(Exception failure, String where) {
        Complaint complaint = Complaint.of(failure);
        Complaint.trace(failure, err);
        err.println(name + ": " + complaint.message() + where
                + (complaint.next().isEmpty() ? "" : "\n  next: " + complaint.next()));
        err.flush();
        return complaint.exitCode();
    }
}
