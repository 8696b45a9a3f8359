package dev.guestwire.testkit;

import dev.guestwire.testkit.error.LabException;
import dev.guestwire.testkit.error.MissingPrerequisiteException;
import dev.guestwire.testkit.error.Prerequisite;
import dev.guestwire.testkit.image.ImageCache;
import dev.guestwire.testkit.program.Program;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a machine must have before a {@link Lab} can run on it. */
public final class Prerequisites {
    private static final List<Path> LIBRARY_FOLDERS = List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"));
    private static final String QEMU_DRIVER = "libvirt/connection-driver/libvirt_driver_qemu.so";

    /** A file of each folder that the kernel fills, and the line that mounts the folder. */
    private static final Map<String, String> SYSTEM_FOLDERS = new TreeMap<>(Map.of(
            "proc/self", "mount -t proc proc /proc",
            "sys/devices", "mount -t sysfs sysfs /sys",
            "dev/null", "mount --rbind /dev ROOT/dev, from outside of the root folder",
            "dev/ptmx", "mount -t devpts devpts /dev/pts"));

    private Prerequisites() {}

    /** {@return what this machine lacks for private hosts and their guests, each with its Debian package} */
    public static List<Prerequisite> missing() {
        List<Prerequisite> missing = new ArrayList<>(missingForHosts());
        missing.addAll(new ImageCache(ImageCache.place()).missing());
        return missing;
    }

    static void requireForHosts() {
        List<Prerequisite> missing = missingForHosts();
        if (!missing.isEmpty()) {
            throw new MissingPrerequisiteException(missing);
        }
        requireSystemFolders(Path.of("/"));
    }

    /**
     * Refuses a machine, or a root folder that a process was moved into, without the kernel's own folders: libvirt 12.8.0
     * starts no guest without {@code /sys}, and says only that the cause is unknown.
     */
    static void requireSystemFolders(Path root) {
        for (Map.Entry<String, String> folder : SYSTEM_FOLDERS.entrySet()) {
            Path sign = root.resolve(folder.getKey());
            if (!Files.exists(sign)) {
                throw new LabException("There is no " + sign + ", which a private host and its guests need. Mount it: "
                        + folder.getValue());
            }
        }
    }

    private static List<Prerequisite> missingForHosts() {
        List<Prerequisite> missing = new ArrayList<>();
        if (Program.VIRTQEMUD.find().isEmpty()) {
            missing.addAll(Program.missing(Program.LIBVIRTD));
        }
        if (!hasQemuDriver()) {
            missing.add(new Prerequisite("libvirt's QEMU driver", "libvirt-daemon-driver-qemu"));
        }
        missing.addAll(Program.missing(Program.QEMU, Program.QEMU_IMG));
        if (DaemonUser.isRoot()) {
            missing.addAll(Program.missing(Program.SETPRIV));
        }
        return missing;
    }

    /** Looks where distributions put drivers; a daemon from elsewhere is taken at its word. */
    private static boolean hasQemuDriver() {
        boolean elsewhere = Program.LIBVIRTD
                .find()
                .filter(path -> path.startsWith("/usr/local"))
                .isPresent();
        return elsewhere || LIBRARY_FOLDERS.stream().anyMatch(Prerequisites::hasQemuDriver);
    }

    private static boolean hasQemuDriver(Path libraries) {
        if (Files.exists(libraries.resolve(QEMU_DRIVER))) {
            return true;
        }
        try (DirectoryStream<Path> architectures = Files.newDirectoryStream(libraries, "*-linux-*")) {
            for (Path architecture : architectures) {
                if (Files.exists(architecture.resolve(QEMU_DRIVER))) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
