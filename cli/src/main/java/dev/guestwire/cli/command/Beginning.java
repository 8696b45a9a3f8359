package dev.guestwire.cli.command;

import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.Gate;
import dev.guestwire.cli.console.Interruption;
import dev.guestwire.cli.console.Signal;
import dev.guestwire.error.CallInterruptedException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that a call of the daemon begins, and that is known only when the call was answered. Ctrl-C meanwhile waits for the
 * answer for some time and says so; then whoever began it can end it, or say how it goes on. A second Ctrl-C waits no more.
 *
 * <p>For the thread that made it. Close it when nothing is left to be ended.
 */
public final class Beginning implements AutoCloseable {
    /** How long the daemon's answer is waited for after Ctrl-C. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final String what;
    private final String next;
    private final Interruption interruption;
    private volatile boolean asking;

    private Beginning(String what, String next, Gate err) {
        this.what = what;
        this.next = next;
        this.interruption = Interruption.watch(signal -> {
            if (asking) {
                err.line(what + ": waiting up to " + ANSWER.toSeconds()
                        + " s for the daemon's answer, to know what has begun; Ctrl-C again waits no more");
                err.flush();
            }
        });
    }

    /**
     * Begins to watch for signals.
     *
     * @param what in words, such as {@code backup of web1}
     * @param next how to see what goes on, and to end it, if the answer never comes
     * @param err where people read
     */
    public static Beginning of(String what, String next, Gate err) {
        return new Beginning(what, next, err);
    }

    /** {@return what the call answers; a signal does not break it off at once} */
    public <T> T begin(Supplier<T> call) {
        asking = true;
        try {
            return interruption.hold(ANSWER, call);
        } catch (CallInterruptedException unanswered) {
            throw new CommandFailure(
                    code().orElse(ExitCode.of(Signal.INT)),
                    what + ": "
                            + (unanswered.mayHaveRun()
                                    ? "the daemon did not answer, and may carry it out yet"
                                    : "nothing was begun")
                            + Complaint.also(unanswered),
                    unanswered.mayHaveRun() ? next : "");
        } finally {
            asking = false;
        }
    }

    /** {@return the signal that came} */
    public Optional<Signal> signal() {
        return interruption.signal();
    }

    /** {@return the exit code of a command that the signal ends, if one came} */
    public Optional<Integer> code() {
        return signal().map(ExitCode::of);
    }

    /** {@return what watches for signals, for who goes on waiting} */
    public Interruption interruption() {
        return interruption;
    }

    @Override
    public void close() {
        interruption.close();
    }
}
