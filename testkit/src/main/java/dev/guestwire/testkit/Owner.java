package dev.guestwire.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The Java process a host's folder belongs to, as noted in it: enough to tell one that is gone from one that lives, and
 * from one that cannot be seen from here.
 *
 * @param pid its process id
 * @param startTicks its start, as in {@link LabProcess}
 * @param boot which run of the machine it is in
 * @param pidNamespace where its process id counts: a container has its own
 */
record Owner(long pid, long startTicks, String boot, String pidNamespace) {
    private static final String FILE = "owner";

    static Owner self() throws IOException {
        long pid = ProcessHandle.current().pid();
        long ticks = LabProcess.find(pid).orElseThrow().startTicks();
        return new Owner(pid, ticks, currentBoot(), currentPidNamespace());
    }

    /** {@return the owner noted in a folder, or empty when it has no such note} */
    static Optional<Owner> read(Path folder) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(FILE));
            return Optional.of(
                    new Owner(Long.parseLong(lines.get(0)), Long.parseLong(lines.get(1)), lines.get(2), lines.get(3)));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    void write(Path folder) throws IOException {
        Files.write(folder.resolve(FILE), List.of(Long.toString(pid), Long.toString(startTicks), boot, pidNamespace));
    }

    /** {@return whether it is certain that the process has ended} */
    boolean isGone() throws IOException {
        if (!boot.equals(currentBoot())) {
            return true;
        }
        return pidNamespace.equals(currentPidNamespace()) && !new LabProcess(pid, startTicks).isAlive();
    }

    private static String currentBoot() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    }

    private static String currentPidNamespace() throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    }
}
