package dev.guestwire.cli.demo;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * The programs that the demonstration starts, which may last. Who kills one process by its number, unlike the terminal at
 * Ctrl-C, does not reach those it started. Not among them are those that a shell had in the background when it became this
 * process.
 *
 * @param others the processes below this one that were there before
 */
record Programs(Set<ProcessHandle> others) {
    /** {@return the programs that are started from now on} */
    static Programs fromNowOn() {
        return new Programs(ProcessHandle.current().descendants().collect(Collectors.toUnmodifiableSet()));
    }

    /** Kills those that run. */
    void kill() {
        ProcessHandle.current()
                .descendants()
                .filter(program -> !others.contains(program))
                .forEach(ProcessHandle::destroyForcibly);
    }
}
