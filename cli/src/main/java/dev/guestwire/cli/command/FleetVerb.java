package dev.guestwire.cli.command;

import dev.guestwire.Host;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.LibvirtException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A verb that asks several hosts at once. One that is down is told of, and does not hide the others.
 *
 * @param <T> what a host answers
 */
public abstract class FleetVerb<T> extends Verb {
    /** Creates a verb. */
    protected FleetVerb() {}

    @Override
    public final Integer call() throws Exception {
        List<Target> targets = settings().targets();
        List<Answer<T>> answers = new ArrayList<>();
        int code = ExitCode.OK;
        for (Result<T> result : results(targets)) {
            // A switch over types is made at run time, which takes a millisecond of each start.
            if (result instanceof Good<T> good) {
                answers.add(good.answer());
            } else if (result instanceof Failure<T> failure) {
                code = complain(failure.reason(), failure.target());
            }
        }
        if (answers.isEmpty()) {
            return code;
        }
        show(answers);
        return code == ExitCode.OK && answers.stream().allMatch(answer -> isWhole(answer.value()))
                ? code
                : ExitCode.PARTIAL;
    }

    private List<Result<T>> results(List<Target> targets) throws Exception {
        if (targets.size() == 1) {
            return List.of(result(targets.getFirst()));
        }
        List<Result<T>> results = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Result<T>>> futures = new ArrayList<>();
            targets.forEach(target -> futures.add(executor.submit(() -> result(target))));
            for (Future<Result<T>> future : futures) {
                results.add(future.get());
            }
        }
        return results;
    }

    private Result<T> result(Target target) {
        try (Host host = target.open()) {
            return new Good<>(new Answer<>(target, ask(host)));
        } catch (LibvirtException | CommandFailure reason) {
            return new Failure<>(target, reason);
        }
    }

    /** Asks one host. */
    protected abstract T ask(Host host);

    /** {@return whether an answer tells of all guests that it should; it was shown already} */
    protected boolean isWhole(T answer) {
        return true;
    }

    /** Says in the row of a guest, and on standard error, that it did not answer. */
    protected final void unanswered(Row row, String guest, LibvirtException why) {
        row.with("state", "no answer").with("failure", why.getMessage());
        err().line("guestwire: guest " + guest + " did not answer: " + why.getMessage());
        err().flush();
    }

    /** Shows what the hosts that answered said, in the order of the command line. */
    protected abstract void show(List<Answer<T>> answers);

    private sealed interface Result<T> {}

    private record Good<T>(Answer<T> answer) implements Result<T> {}

    /**
     * What a host said.
     *
     * @param target the host
     * @param value its answer
     */
    public record Answer<T>(Target target, T value) {}

    private record Failure<T>(Target target, RuntimeException reason) implements Result<T> {}
}
