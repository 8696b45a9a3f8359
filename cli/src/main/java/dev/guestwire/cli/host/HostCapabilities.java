package dev.guestwire.cli.host;

import dev.guestwire.Host;
import dev.guestwire.cli.command.HostVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.protocol.remote.ConnectGetDomainCapabilities;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code host capabilities}. */
@Command(
        name = "capabilities",
        description = "Prints libvirt's document of what the host can do.",
        mixinStandardHelpOptions = true)
public final class HostCapabilities extends HostVerb {
    @Option(
            names = "--guests",
            description = "What its guests can have (domcapabilities). The options below narrow that.")
    private boolean guests;

    @Option(names = "--machine", paramLabel = "TYPE", description = "Of guests of this machine type, such as q35.")
    private @Nullable String machine;

    @Option(names = "--arch", paramLabel = "ARCH", description = "Of guests of this processor, such as x86_64.")
    private @Nullable String arch;

    @Option(names = "--virttype", paramLabel = "TYPE", description = "Of guests of this kind: kvm or qemu.")
    private @Nullable String type;

    @Option(names = "--emulatorbin", paramLabel = "PATH", description = "Of guests that this program of the host runs.")
    private @Nullable String emulator;

    /** Creates the verb. */
    public HostCapabilities() {}

    @Override
    protected int run(Host host) {
        boolean narrowed = machine != null || arch != null || type != null || emulator != null;
        String xml = guests || narrowed
                ? host.call(new ConnectGetDomainCapabilities(emulator, arch, machine, type, 0))
                        .capabilities()
                : host.capabilitiesXml();
        out().text("xml", xml, target().row());
        return ExitCode.OK;
    }
}
