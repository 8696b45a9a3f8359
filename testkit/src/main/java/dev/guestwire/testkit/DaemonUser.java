package dev.guestwire.testkit;

import dev.guestwire.testkit.error.LabException;
import dev.guestwire.testkit.program.Command;
import dev.guestwire.testkit.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who the daemon and its guests run as: the user of this process or, when that is root, nobody. libvirtd started by root
 * is always the system's daemon, never a private one.
 *
 * @param uid the user
 * @param gid the group
 * @param prefix the words before a command that make it run as that user; empty when it does anyway
 */
record DaemonUser(int uid, int gid, List<String> prefix) {
    private static final Path KVM = Path.of("/dev/kvm");
    private static final Pattern VIRTUALIZES = Pattern.compile("^flags\\b.* (vmx|svm)( |$)");

    static DaemonUser choose() {
        if (!isRoot()) {
            return new DaemonUser(id("-u"), id("-g"), List.of());
        }
        int uid = id("-u", "nobody");
        int gid = id("-g", "nobody");
        List<String> prefix = new ArrayList<>(List.of(Program.SETPRIV.require().toString()));
        prefix.addAll(List.of("--reuid=" + uid, "--regid=" + gid));
        prefix.add(kvmGroup() == 0 ? "--clear-groups" : "--groups=" + kvmGroup());
        prefix.add("--");
        return new DaemonUser(uid, gid, List.copyOf(prefix));
    }

    static boolean isRoot() {
        return number(Path.of("/proc/self"), "unix:uid") == 0;
    }

    /** {@return the given command, to be run as this user} */
    List<String> run(List<String> words) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(words);
        return all;
    }

    /**
     * {@return whether guests of this user run under KVM: the processor must be able to, since other hypervisors offer
     * the same device and run only kernels made for them, and the user be allowed to}
     */
    boolean mayUseKvm() {
        return processorVirtualizes()
                && Files.exists(KVM)
                && new Command(run(List.of("/bin/sh", "-c", ": <>" + KVM)), null)
                                .run()
                                .exit()
                        == 0;
    }

    /** Gives a file or folder to this user. */
    void own(Path file) throws IOException {
        if (!prefix.isEmpty()) {
            Files.setAttribute(file, "unix:gid", gid);
            Files.setAttribute(file, "unix:uid", uid);
        }
    }

    private static boolean processorVirtualizes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.anyMatch(VIRTUALIZES.asPredicate());
        } catch (IOException e) {
            return false;
        }
    }

    /** The group whose members may use KVM, or 0 when there is none but root's. */
    private static int kvmGroup() {
        return Files.exists(KVM) ? number(KVM, "unix:gid") : 0;
    }

    /** {@return the user a process runs as, by its folder in /proc} */
    static int uidOf(Path process) throws IOException {
        for (String line : Files.readAllLines(process.resolve("status"))) {
            if (line.startsWith("Uid:")) {
                return Integer.parseInt(line.split("\t", -1)[1]);
            }
        }
        throw new IOException("No user in " + process);
    }

    private static int number(Path file, String attribute) {
        try {
            return (Integer) Files.getAttribute(file, attribute);
        } catch (IOException e) {
            throw new LabException("Cannot read the " + attribute + " of " + file + ": " + e, e);
        }
    }

    private static int id(String... arguments) {
        return Integer.parseInt(Command.of("id", arguments).output().strip());
    }
}
