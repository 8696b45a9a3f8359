package dev.guestwire.testkit;

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

/** What a machine must have before a {@link Lab} can run on it. */
public final class Prerequisites {
    private static final List<Path> LIBRARY_FOLDERS = List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"));
    private static final String QEMU_DRIVER = "libvirt/connection-driver/libvirt_driver_qemu.so";

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
