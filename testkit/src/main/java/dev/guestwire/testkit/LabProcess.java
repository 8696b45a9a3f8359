package dev.guestwire.testkit;

import dev.guestwire.testkit.error.LabException;
import dev.guestwire.testkit.program.Command;
import dev.guestwire.testkit.program.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A process of a lab, its daemon or the QEMU of a guest, to be stopped, continued or killed by tests of faults. A number
 * given to another process later is not mistaken for it.
 *
 * @param pid its process id
 * @param startTicks when it started, in clock ticks since the machine booted
 */
public record LabProcess(long pid, long startTicks) {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** {@return the process that now has the id, or empty when none has} */
    static Optional<LabProcess> find(long pid) {
        return stat(pid).map(stat -> new LabProcess(pid, stat.startTicks()));
    }

    /** {@return whether it runs or is paused; a dead one that nobody has taken note of does not} */
    public boolean isAlive() {
        return state().isPresent();
    }

    /** Stops it where it is (SIGSTOP): to the others it hangs. Returns when it has stopped. */
    public void pause() {
        requireAlive();
        signal("STOP");
        await("stop", () -> state().filter("tT"::contains).isPresent());
    }

    /** Lets it go on after a {@link #pause()} (SIGCONT). */
    public void resume() {
        requireAlive();
        signal("CONT");
    }

    /** Kills it (SIGKILL) and returns when it is gone; does nothing when it is gone already. */
    public void kill() {
        if (isAlive()) {
            signal("KILL");
            await("end", () -> !isAlive());
        }
    }

    /**
     * Waits until nothing is left of a killed process, its listening sockets included; not for one whose parent lets it lie.
     *
     * @throws LabException when it is still there after a minute
     */
    public void awaitExit() {
        try {
            ProcessHandle.of(pid)
                    .ifPresent(process -> process.onExit()
                            .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                            .join());
        } catch (CompletionException late) {
            throw new LabException("Process " + pid + " has not ended within a minute", late);
        }
    }

    private void requireAlive() {
        if (!isAlive()) {
            throw new LabException("Process " + pid + " is gone");
        }
    }

    private void signal(String name) {
        new Command(List.of("/bin/sh", "-c", "kill -" + name + " " + pid), null).run();
    }

    private void await(String what, BooleanSupplier done) {
        if (!Poll.until(LIMIT, done)) {
            throw new LabException("Process " + pid + " did not " + what + " within " + LIMIT);
        }
    }

    private Optional<String> state() {
        return stat(pid)
                .filter(stat -> stat.startTicks() == startTicks)
                .map(Stat::state)
                .filter(state -> !"ZX".contains(state));
    }

    private static Optional<Stat> stat(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The name, in parentheses, may hold anything; proc(5) counts the fields behind it from 3, the state.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(new Stat(fields[0], Long.parseLong(fields[19])));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private record Stat(String state, long startTicks) {}
}
