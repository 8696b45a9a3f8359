package dev.guestwire.cli.host;

import dev.guestwire.Host;
import dev.guestwire.cli.command.HostVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.protocol.remote.ConnectGetDomainCapabilities;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code host capabilities}. */
@Command(
        name = "capabilities",
        description = "Prints libvirt's document of what the host can do.",
        mixinStandardHelpOptions = true)
public final class HostCapabilities extends HostVerb {
    @Option(names = "--guests", description = "What its guests can have (domcapabilities).")
    private boolean guests;

    /** Creates the verb. */
    public HostCapabilities() {}

    @Override
    protected int run(Host host) {
        String xml = guests
                ? host.call(new ConnectGetDomainCapabilities(null, null, null, null, 0))
                        .capabilities()
                : host.capabilitiesXml();
        out().text("xml", xml, target().row());
        return ExitCode.OK;
    }
}
