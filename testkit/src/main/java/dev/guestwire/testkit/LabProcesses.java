package dev.guestwire.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the processes of a host: those of its user that carry its mark, as the daemon and what it starts do, and the
 * emulators whose command line names its folder, since libvirt gives them a fresh environment.
 */
final class LabProcesses {
    /** The variable that marks the processes of a host; its value is the host's folder. */
    static final String MARK = "GUESTWIRE_HOST";

    private static final Pattern EMULATOR = Pattern.compile("(^|/)qemu-[^/]*$");

    private LabProcesses() {}

    static List<LabProcess> of(HostFolder folder) throws IOException {
        List<LabProcess> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (belongs(process, folder)) {
                    LabProcess.find(Long.parseLong(process.getFileName().toString()))
                            .filter(LabProcess::isAlive)
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }

    /** Kills them all, and those they start meanwhile. */
    static void killAll(HostFolder folder) throws IOException {
        List<LabProcess> left = of(folder);
        while (!left.isEmpty()) {
            left.forEach(LabProcess::kill);
            left = of(folder);
        }
    }

    private static boolean belongs(Path process, HostFolder folder) {
        try {
            if (DaemonUser.uidOf(process) != folder.user().uid()) {
                return false;
            }
            String path = folder.path().toString();
            String mark = MARK + "=" + path;
            if (List.of(words(process.resolve("environ"))).contains(mark)) {
                return true;
            }
            String[] command = words(process.resolve("cmdline"));
            return EMULATOR.matcher(command[0]).find()
                    && String.join("\n", command).contains(path + "/");
        } catch (IOException e) {
            return false;
        }
    }

    private static String[] words(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).split("\0", -1);
    }
}
