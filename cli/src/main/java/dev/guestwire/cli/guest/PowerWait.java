package dev.guestwire.cli.guest;

import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.Display;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.console.Interruption;
import dev.guestwire.cli.console.Signal;
import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.JobNotCompletedException;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How long to wait for what a guest was asked for, and the waiting, which a terminal shows and Ctrl-C ends. */
final class PowerWait {
    private static final Duration FOREVER = Duration.ofDays(365);

    @Option(names = "--wait", description = "Waits until it is done, as long as that takes.")
    private boolean wait;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "Waits until it is done, at most so long.")
    private int timeout;

    PowerWait() {}

    /** What is waited for. */
    @FunctionalInterface
    interface Ending<T> {
        /** {@return how it ended} */
        T await(Duration patience) throws InterruptedException;
    }

    boolean isWanted() {
        return wait || timeout > 0;
    }

    boolean isLimited() {
        return timeout > 0;
    }

    Duration patience() {
        return timeout > 0 ? Duration.ofSeconds(timeout) : FOREVER;
    }

    /**
     * {@return how it ended}
     *
     * @param what such as {@code shutdown of web1}
     * @param next what to do if it has not ended in time
     * @param json whether programs read the output, which shows nothing meanwhile
     */
    <T> T until(String what, String next, boolean json, Ending<T> ending) {
        Optional<Display> display = json ? Optional.empty() : Display.live();
        try (Interruption interruption = Interruption.watch(signal -> {})) {
            display.ifPresent(shown -> shown.begin(what));
            try {
                return ending.await(patience());
            } catch (InterruptedException | CallInterruptedException stopped) {
                interruption.beginCleanup();
                throw new CommandFailure(
                        ExitCode.of(interruption.signal().orElse(Signal.INT)),
                        what + ": the guest was asked for it, and may do it yet; nobody waits any more",
                        next);
            } catch (JobNotCompletedException late) {
                if (late.status() == JobNotCompletedException.Status.STILL_RUNNING) {
                    throw new CommandFailure(ExitCode.FAILED, String.valueOf(late.getMessage()), next);
                }
                throw late;
            }
        } finally {
            display.ifPresent(Display::close);
        }
    }
}
