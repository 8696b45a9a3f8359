package dev.guestwire.cli.command;

import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.Gate;
import dev.guestwire.cli.output.Printer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A verb: it shows and complains as all do. */
public abstract class Verb implements Callable<Integer> {
    /** Null when picocli did not start it. */
    @Spec
    private @Nullable CommandSpec spec;

    private @Nullable Invocation quick;
    private int ended = ExitCode.OK;

    /** Creates a verb. */
    protected Verb() {}

    /** Runs it without picocli and {@return the exit code}; what its options say is in it already. */
    public final int run(Invocation invocation) throws Exception {
        quick = invocation;
        return call();
    }

    private Invocation invocation() {
        return quick == null ? Invocation.of(Objects.requireNonNull(spec)) : quick;
    }

    /** {@return the options that every verb has} */
    protected final Settings settings() {
        return invocation().settings();
    }

    /** {@return where to show what was found or done} */
    protected final Printer out() {
        return new Printer(invocation().out(), settings().isJson());
    }

    /** {@return where complaints and questions go} */
    protected final Gate err() {
        return invocation().err();
    }

    /**
     * {@return what a call answers that lasts and cannot be called off} Ctrl-C meanwhile waits for the answer for some time, and
     * the verb goes on to tell it; its exit code is the signal's then.
     *
     * @param what in words, such as {@code snapshot of web1}
     * @param next how to see what became of it, if the answer never comes
     */
    protected final <T> T lasting(String what, String next, Supplier<T> call) {
        try (Beginning begun = Beginning.of(what, next, err())) {
            T result = begun.begin(call);
            ended = begun.code().orElse(ended);
            return result;
        }
    }

    /** Does what lasts and answers nothing, as the other one. */
    protected final void lasting(String what, String next, Runnable call) {
        lasting(what, next, () -> {
            call.run();
            return true;
        });
    }

    /** {@return the exit code of work on a host} A signal stops it, and people read what the daemon may carry out yet. */
    static int stoppable(Callable<Integer> work) throws Exception {
        try (StoppableWork stoppable = new StoppableWork()) {
            return stoppable.run(work);
        }
    }

    /** {@return the exit code: of the signal that came in what lasted, or else the verb's own} */
    final int ended(int code) {
        return ended == ExitCode.OK ? code : ended;
    }

    /** {@return the complaint that the command line is wrong} */
    protected final RuntimeException wrong(String message) {
        return spec == null
                ? new CommandFailure(ExitCode.USAGE, message, "")
                : new ParameterException(Invocation.typed(spec).commandLine(), message);
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
        return invocation().complain(failure, "\n  host: " + target.label());
    }

    /** Tells of a failure and {@return the exit code} */
    public static int complain(CommandSpec spec, Exception failure) {
        return Invocation.of(spec).complain(failure, "");
    }
}
