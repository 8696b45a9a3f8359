package dev.guestwire.testkit.image;

import dev.guestwire.testkit.error.MissingPrerequisiteException;
import dev.guestwire.testkit.error.Prerequisite;
import dev.guestwire.testkit.program.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parts that the user names in variables, for systems whose packages the kit does not know, or for another kernel. */
final class OwnParts {
    /** The variable that names a kernel of the user's own. */
    static final String KERNEL = "GUESTWIRE_GUEST_KERNEL";

    /**
     * The variable that names its folder of modules. By default it is the one that fits in {@code ../lib/modules} beside the
     * kernel, where unpacked packages have it, or in {@code /lib/modules}.
     */
    static final String MODULES = "GUESTWIRE_GUEST_MODULES";

    /** The variable that names the guest agent: by default this machine's {@code qemu-ga}, or Debian's, which is fetched. */
    static final String AGENT = "GUESTWIRE_GUEST_AGENT";

    private OwnParts() {}

    /**
     * A kernel of the user's own.
     *
     * @param version as {@code uname -r} in the guest will say
     * @param file the bootable kernel
     * @param modules the folder with its modules
     */
    record Kernel(String version, Path file, Path modules) {}

    /**
     * {@return the user's own kernel, or empty when {@value #KERNEL} is not set}
     *
     * @throws MissingPrerequisiteException naming each part that is not there
     */
    static Optional<Kernel> find() {
        List<Prerequisite> missing = missing();
        if (!missing.isEmpty()) {
            throw new MissingPrerequisiteException(missing);
        }
        return kernel().map(kernel -> new Kernel(version(kernel), kernel, modules(kernel)));
    }

    /** {@return all parts with that kernel, or empty when this machine has no agent of its own to go with it} */
    static Optional<GuestParts> with(Kernel kernel) {
        if (!missingPrograms().isEmpty()) {
            return Optional.empty();
        }
        return agent().map(agent -> new GuestParts(
                kernel.version(),
                kernel.file(),
                kernel.modules(),
                agent,
                Program.HWCLOCK.require(),
                Program.CHPASSWD.require()));
    }

    /** {@return which of the user's own parts are not there; none when {@value #KERNEL} is not set} */
    static List<Prerequisite> missing() {
        List<Prerequisite> missing = new ArrayList<>();
        kernel().ifPresent(kernel -> {
            if (!Files.isReadable(kernel)) {
                missing.add(new Prerequisite(KERNEL + "=" + kernel + ", a readable kernel", DebianPackages.KERNEL));
            }
            if (!Files.isDirectory(modules(kernel))) {
                missing.add(new Prerequisite(MODULES + "=" + modules(kernel) + ", its modules", DebianPackages.KERNEL));
            }
            if (!DebianPackages.missing().isEmpty()) {
                missing.addAll(missingPrograms());
            }
        });
        return missing;
    }

    private static List<Prerequisite> missingPrograms() {
        List<Prerequisite> missing = new ArrayList<>(Program.missing(Program.HWCLOCK, Program.CHPASSWD));
        if (agent().isEmpty()) {
            missing.addFirst(new Prerequisite(AGENT + ", a guest agent", "qemu-guest-agent"));
        }
        return missing;
    }

    private static Optional<Path> kernel() {
        return Optional.ofNullable(System.getenv(KERNEL)).map(Path::of);
    }

    private static Path modules(Path kernel) {
        String named = System.getenv(MODULES);
        if (named != null && !named.isEmpty()) {
            return Path.of(named);
        }
        Path unpacked =
                kernel.resolveSibling("../lib/modules/" + version(kernel)).normalize();
        return Files.isDirectory(unpacked) ? unpacked : Path.of("/lib/modules/" + version(kernel));
    }

    static Optional<Path> agent() {
        return Optional.ofNullable(System.getenv(AGENT))
                .map(Path::of)
                .filter(Files::isExecutable)
                .or(Program.QEMU_GA::find);
    }

    private static String version(Path kernel) {
        String version = kernel.getFileName().toString().replaceFirst("^(vmlinuz|bzImage)-?", "");
        return version.isEmpty() ? "own" : version;
    }
}
