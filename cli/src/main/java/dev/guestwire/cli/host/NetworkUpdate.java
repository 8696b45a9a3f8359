package dev.guestwire.cli.host;

import dev.guestwire.Host;
import dev.guestwire.cli.command.HostVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.document.Document;
import dev.guestwire.cli.document.Where;
import dev.guestwire.network.Network;
import dev.guestwire.network.NetworkChange;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code network update}. */
@Command(
        name = "update",
        description = {
            "Changes a part of a network, without stopping it where the host can.",
            "Example: guestwire network update default ADD_LAST IP_DHCP_HOST host.xml"
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class NetworkUpdate extends HostVerb {
    @Parameters(index = "0", paramLabel = "NETWORK", description = "Its name or UUID.")
    private String name;

    @Parameters(index = "1", paramLabel = "COMMAND", description = "${COMPLETION-CANDIDATES}")
    private NetworkChange.Command command;

    @Parameters(index = "2", paramLabel = "SECTION", description = "${COMPLETION-CANDIDATES}")
    private NetworkChange.Section section;

    @Parameters(index = "3", paramLabel = "FILE", description = "The element; - is standard input.")
    private Path file;

    @Option(names = "--parent-index", description = "In the how manieth element that can hold it, from 0.")
    private int parent = NetworkChange.ANY;

    @Mixin
    private Where where;

    NetworkUpdate() {}

    @Override
    protected int run(Host host) throws IOException {
        Network network = NetworkVerbs.find(host, name);
        network.update(new NetworkChange(command, section, parent, Document.read(file)), where.flags());
        out().done("updated", NetworkVerbs.named(network));
        return ExitCode.OK;
    }
}
