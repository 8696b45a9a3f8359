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

    /** The variable that names its folder of modules, by default the one below {@code /lib/modules} that fits. */
    static final String MODULES = "GUESTWIRE_GUEST_MODULES";

    /** The variable that names the guest agent, by default the {@code qemu-ga} of this machine. */
    static final String AGENT = "GUESTWIRE_GUEST_AGENT";

    private OwnParts() {}

    /**
     * {@return the user's own parts, or empty when {@value #KERNEL} is not set}
     *
     * @throws MissingPrerequisiteException naming each part that is not there
     */
    static Optional<GuestParts> find() {
        List<Prerequisite> missing = missing();
        if (!missing.isEmpty()) {
            throw new MissingPrerequisiteException(missing);
        }
        return kernel().map(kernel -> new GuestParts(
                version(kernel),
                kernel,
                modules(kernel),
                agent().orElseThrow(),
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
            if (agent().isEmpty()) {
                missing.add(new Prerequisite(AGENT + ", a guest agent", "qemu-guest-agent"));
            }
            missing.addAll(Program.missing(Program.HWCLOCK, Program.CHPASSWD));
        });
        return missing;
    }

    private static Optional<Path> kernel() {
        return Optional.ofNullable(System.getenv(KERNEL)).map(Path::of);
    }

    private static Path modules(Path kernel) {
        return Path.of(System.getenv().getOrDefault(MODULES, "/lib/modules/" + version(kernel)));
    }

    private static Optional<Path> agent() {
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
