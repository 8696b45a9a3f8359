package dev.guestwire.cli.command;

import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.Input;
import dev.guestwire.cli.console.Interruption;
import dev.guestwire.cli.console.Signal;
import dev.guestwire.error.CallInterruptedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The work of a verb on a host, which Ctrl-C or a kill stops: the call that it waits for is broken off, and people read what the
 * daemon may carry out yet. What must not be broken off at once, or is to be ended, watches for signals itself meanwhile:
 * {@link Beginning}, {@link dev.guestwire.cli.job.JobWatch}.
 */
final class StoppableWork implements AutoCloseable {
    /** How long work may go on that no signal breaks off, until the process ends all the same. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Interruption interruption = Interruption.watch(this::endAtLast);

    private void endAtLast(Signal signal) {
        Thread.ofVirtual().name("guestwire-end").start(() -> {
            try {
                if (Input.isAwaited() || !ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    Runtime.getRuntime().exit(ExitCode.of(signal));
                }
            } catch (InterruptedException nobodyInterruptsThisThread) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Works on the calling thread, which must have made this, and {@return the exit code} */
    int run(Callable<Integer> work) throws Exception {
        try {
            return work.call();
        } catch (CallInterruptedException broken) {
            Optional<Signal> signal = interruption.signal();
            if (signal.isEmpty()) {
                throw broken;
            }
            throw broken.mayHaveRun()
                    ? new CommandFailure(
                            ExitCode.of(signal.get()),
                            "stopped: " + broken.getMessage() + ", or may do so yet" + Complaint.also(broken),
                            NextStep.of(broken))
                    : stopped(signal.get(), Complaint.also(broken));
        } catch (InterruptedException broken) {
            throw stopped(interruption.signal().orElseThrow(() -> broken), "");
        } finally {
            interruption.beginCleanup();
        }
    }

    private static CommandFailure stopped(Signal signal, String also) {
        return new CommandFailure(ExitCode.of(signal), "stopped; what was done until then stays done" + also, "");
    }

    @Override
    public void close() {
        ended.countDown();
        interruption.close();
    }
}
