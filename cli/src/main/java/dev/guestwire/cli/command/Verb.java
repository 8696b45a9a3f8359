package dev.guestwire.cli.command;

import dev.guestwire.cli.output.Printer;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** A verb: it shows and complains as all do. */
public abstract class Verb implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command.
    private CommandSpec spec;

    /** Creates a verb. */
    protected Verb() {}

    /** {@return the options that every verb has} */
    protected final Settings settings() {
        return (Settings) spec.root().userObject();
    }

    /** {@return where to show what was found or done} */
    protected final Printer out() {
        return new Printer(spec.commandLine().getOut(), settings().isJson());
    }

    /** {@return where complaints and questions go} */
    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** {@return the complaint that the command line is wrong} */
    protected final ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** {@return the host that is meant} */
    protected final Target target() {
        List<Target> targets = settings().targets();
        if (targets.size() > 1) {
            throw wrong("This works on one host; give --connect once");
        }
        return targets.getFirst();
    }

    /** Tells of a failure on a host and {@return the exit code} */
    protected final int complain(Exception failure, Target target) {
        return complain(typed(), failure, "\n  host: " + target.label());
    }

    /** {@return the verb that was typed: this one, or of a group the one that is a method of it} */
    private CommandSpec typed() {
        ParseResult parsed = spec.commandLine().getParseResult();
        return parsed != null && parsed.hasSubcommand() ? parsed.subcommand().commandSpec() : spec;
    }

    /** Tells of a failure and {@return the exit code} */
    public static int complain(CommandSpec spec, Exception failure, String where) {
        Complaint complaint = Complaint.of(failure);
        PrintWriter err = spec.commandLine().getErr();
        Complaint.trace(failure, err);
        err.println(spec.qualifiedName() + ": " + complaint.message() + where
                + (complaint.next().isEmpty() ? "" : "\n  next: " + complaint.next()));
        err.flush();
        return complaint.exitCode();
    }
}
