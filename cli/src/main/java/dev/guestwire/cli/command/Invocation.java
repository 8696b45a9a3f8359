package dev.guestwire.cli.command;

import dev.guestwire.cli.console.Gate;
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
public record Invocation(String name, Settings settings, Gate out, Gate err) {
    /** A call whose output and complaints go through a {@link Gate}. */
    public Invocation(String name, Settings settings, PrintWriter out, PrintWriter err) {
        this(name, settings, Gate.before(out), Gate.before(err));
    }

    /** {@return the call that picocli read}; of a group the name is that of the verb in it that was typed. */
    static Invocation of(CommandSpec spec) {
        return new Invocation(
                typed(spec).qualifiedName(),
                (Settings) spec.root().userObject(),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
    }

    /** {@return the verb that was typed, where a group of verbs runs it} */
    static CommandSpec typed(CommandSpec spec) {
        ParseResult parsed = spec.commandLine().getParseResult();
        return parsed != null && parsed.hasSubcommand() ? parsed.subcommand().commandSpec() : spec;
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
