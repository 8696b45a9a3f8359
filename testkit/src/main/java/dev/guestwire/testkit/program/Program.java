package dev.guestwire.testkit.program;

import dev.guestwire.testkit.error.MissingPrerequisiteException;
import dev.guestwire.testkit.error.Prerequisite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A program the kit runs or puts into the guest, and the Debian package that brings it. */
public enum Program {
    /** The monolithic daemon. */
    LIBVIRTD("libvirtd", "libvirt-daemon"),
    /** The modular daemon for QEMU guests, used where there is no libvirtd. */
    VIRTQEMUD("virtqemud", "libvirt-daemon"),
    /** The machine emulator. */
    QEMU("qemu-system-x86_64", "qemu-system-x86"),
    /** Makes disk images. */
    QEMU_IMG("qemu-img", "qemu-utils"),
    /** Starts a program as another user. */
    SETPRIV("setpriv", "util-linux"),
    /** The guest's shell and tools. */
    BUSYBOX("busybox", "busybox-static"),
    /** Makes the guest's file system. */
    MKE2FS("mke2fs", "e2fsprogs"),
    /** Lists the shared libraries of a program. */
    LDD("ldd", "libc-bin"),
    /** Fetches packages without installing them. */
    APT_GET("apt-get", "apt"),
    /** Knows the candidate versions of packages. */
    APT_CACHE("apt-cache", "apt"),
    /** Unpacks a package. */
    DPKG_DEB("dpkg-deb", "dpkg"),
    /** The guest agent, for systems without apt-get. */
    QEMU_GA("qemu-ga", "qemu-guest-agent"),
    /** Sets the hardware clock in the guest, for systems without apt-get. */
    HWCLOCK("hwclock", "util-linux-extra"),
    /** Sets passwords in the guest, for systems without apt-get. */
    CHPASSWD("chpasswd", "passwd");

    /** Folders of programs, searched after those in PATH: an ordinary user's PATH often has no sbin. */
    private static final List<String> SYSTEM_FOLDERS =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/libexec");

    private final String command;
    private final String debianPackage;

    Program(String command, String debianPackage) {
        this.command = command;
        this.debianPackage = debianPackage;
    }

    /** {@return the program's path, or empty when this machine has none} */
    public Optional<Path> find() {
        return folders()
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * {@return the program's path}
     *
     * @throws MissingPrerequisiteException when this machine has none
     */
    public Path require() {
        return find().orElseThrow(() -> new MissingPrerequisiteException(List.of(prerequisite())));
    }

    /** {@return those of the given programs that this machine has not} */
    public static List<Prerequisite> missing(Program... programs) {
        return Stream.of(programs)
                .filter(program -> program.find().isEmpty())
                .map(Program::prerequisite)
                .toList();
    }

    private Prerequisite prerequisite() {
        return new Prerequisite(command, debianPackage);
    }

    /** {@return the search path given to every program the kit starts} */
    public static String searchPath() {
        return String.join(":", folders().toList());
    }

    private static Stream<String> folders() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(
                        Stream.of(path.split(":", -1)).filter(folder -> folder.startsWith("/")),
                        SYSTEM_FOLDERS.stream())
                .distinct();
    }
}
