package dev.guestwire.testkit.image;

import dev.guestwire.testkit.error.LabException;
import dev.guestwire.testkit.error.Prerequisite;
import dev.guestwire.testkit.program.Command;
import dev.guestwire.testkit.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes the guest's parts from Debian's archive: packages are fetched and unpacked, never installed. */
final class DebianPackages {
    /** The package that depends on the newest kernel for virtual machines. */
    static final String KERNEL = "linux-image-cloud-amd64";

    private static final Pattern KERNEL_PACKAGE = Pattern.compile("Depends: (linux-image-(\\S+))");

    private final Path folder;
    private final Consumer<String> progress;

    DebianPackages(Path folder, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /** {@return what a system without apt lacks} */
    static List<Prerequisite> missing() {
        if (Program.missing(Program.APT_GET, Program.APT_CACHE, Program.DPKG_DEB)
                .isEmpty()) {
            return List.of();
        }
        String what = "apt-get and dpkg-deb, which bring the guest's kernel (elsewhere name a kernel in "
                + OwnParts.KERNEL + " and the folder of its modules in " + OwnParts.MODULES + ")";
        return List.of(new Prerequisite(what, KERNEL + " qemu-guest-agent"));
    }

    /**
     * Fetches and unpacks everything into the folder.
     *
     * @param own a kernel that is there already; with it, the rest is fetched
     * @throws LabException when the archive cannot be reached or has not what is needed
     */
    GuestParts fetch(Optional<OwnParts.Kernel> own) throws IOException {
        try {
            OwnParts.Kernel kernel = own.isPresent() ? own.get() : fetchKernel();
            return fetchAround(kernel);
        } catch (LabException e) {
            throw new LabException(
                    "Cannot fetch the guest's parts; does `apt-get update` help? Or name a kernel of your own in "
                            + OwnParts.KERNEL + ". " + e.getMessage(),
                    e);
        }
    }

    private OwnParts.Kernel fetchKernel() throws IOException {
        Matcher kernel = KERNEL_PACKAGE.matcher(
                Command.of(Program.APT_CACHE, "depends", KERNEL).output());
        if (!kernel.find()) {
            throw new LabException("apt-cache knows no package that " + KERNEL + " depends on");
        }
        String version = kernel.group(2);
        fetch(kernel.group(1));
        for (String part : parts(kernel.group(1), version)) {
            fetch(part);
        }
        return new OwnParts.Kernel(
                version,
                oneOf("boot/vmlinuz-" + version, "usr/lib/modules/" + version + "/vmlinuz"),
                oneOf("lib/modules/" + version, "usr/lib/modules/" + version));
    }

    /** {@return the packages of the same kernel that one depends on: from Debian 14 on, its file and its modules} */
    private static List<String> parts(String kernelPackage, String version) {
        return Pattern.compile("Depends: (linux-\\S+-" + Pattern.quote(version) + ")")
                .matcher(Command.of(Program.APT_CACHE, "depends", kernelPackage).output())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private GuestParts fetchAround(OwnParts.Kernel kernel) throws IOException {
        for (String name : List.of("qemu-guest-agent", "util-linux-extra", "passwd")) {
            fetch(name);
        }
        return new GuestParts(
                kernel.version(),
                kernel.file(),
                kernel.modules(),
                OwnParts.agent().orElseGet(() -> oneOf("usr/sbin/qemu-ga", "usr/bin/qemu-ga")),
                oneOf("sbin/hwclock", "usr/sbin/hwclock"),
                oneOf("usr/sbin/chpasswd", "sbin/chpasswd"));
    }

    private void fetch(String name) throws IOException {
        progress.accept("Fetching " + name);
        Path place = Files.createTempDirectory(folder, "deb");
        // As root apt would switch to a user of its own, who cannot write here.
        Command.of(Program.APT_GET, "-q", "-o", "APT::Sandbox::User=root", "download", name)
                .in(place)
                .output();
        try (Stream<Path> files = Files.list(place)) {
            Path file = files.findFirst().orElseThrow(() -> new LabException("apt-get brought no file for " + name));
            Command.of(Program.DPKG_DEB, "-x", file.toString(), folder.toString())
                    .output();
        }
    }

    private Path oneOf(String... paths) {
        return Stream.of(paths)
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new LabException("The packages have none of " + String.join(", ", paths)));
    }
}
