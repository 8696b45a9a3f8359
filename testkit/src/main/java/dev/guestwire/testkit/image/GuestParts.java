package dev.guestwire.testkit.image;

import dev.guestwire.testkit.error.MissingPrerequisiteException;
import dev.guestwire.testkit.error.Prerequisite;
import dev.guestwire.testkit.program.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a guest image is put together from, apart from what every machine has.
 *
 * @param kernelVersion as {@code uname -r} in the guest will say
 * @param kernel the bootable kernel
 * @param modules the folder with its modules
 * @param agent the guest agent
 * @param hwclock sets the hardware clock
 * @param chpasswd sets passwords
 */
record GuestParts(String kernelVersion, Path kernel, Path modules, Path agent, Path hwclock, Path chpasswd) {
    /** The variable that names a kernel of the user's own. */
    static final String KERNEL = "GUESTWIRE_GUEST_KERNEL";

    /** The variable that names its folder of modules, by default the one below {@code /lib/modules} that fits. */
    static final String MODULES = "GUESTWIRE_GUEST_MODULES";

    /** The variable that names the guest agent, by default the {@code qemu-ga} of this machine. */
    static final String AGENT = "GUESTWIRE_GUEST_AGENT";

    /**
     * {@return the user's own parts, or empty when {@value #KERNEL} is not set}
     *
     * @throws MissingPrerequisiteException naming each part that is not there
     */
    static Optional<GuestParts> ofEnvironment() {
        return Optional.ofNullable(System.getenv(KERNEL)).map(Path::of).map(GuestParts::around);
    }

    private static GuestParts around(Path kernel) {
        String version = kernel.getFileName().toString().replaceFirst("^(vmlinuz|bzImage|linux)-?", "");
        Path modules = Path.of(System.getenv().getOrDefault(MODULES, "/lib/modules/" + version));
        List<Prerequisite> missing = new ArrayList<>();
        if (!Files.isReadable(kernel)) {
            missing.add(new Prerequisite(KERNEL + "=" + kernel + ", a readable kernel", "linux-image-cloud-amd64"));
        }
        if (!Files.isDirectory(modules)) {
            missing.add(new Prerequisite(MODULES + "=" + modules + ", its modules", "linux-image-cloud-amd64"));
        }
        Optional<Path> agent =
                Optional.ofNullable(System.getenv(AGENT)).map(Path::of).filter(Files::isExecutable);
        agent = agent.or(Program.QEMU_GA::find);
        if (agent.isEmpty()) {
            missing.add(new Prerequisite(AGENT + ", a guest agent", "qemu-guest-agent"));
        }
        for (Program program : List.of(Program.HWCLOCK, Program.CHPASSWD)) {
            if (program.find().isEmpty()) {
                missing.add(program.prerequisite());
            }
        }
        if (!missing.isEmpty()) {
            throw new MissingPrerequisiteException(missing);
        }
        String name = version.isEmpty() ? modules.getFileName().toString() : version;
        return new GuestParts(
                name, kernel, modules, agent.orElseThrow(), Program.HWCLOCK.require(), Program.CHPASSWD.require());
    }
}
