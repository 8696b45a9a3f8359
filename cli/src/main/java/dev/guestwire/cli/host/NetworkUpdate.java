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
            "Example: guestwire network update default add-last ip-dhcp-host host.xml"
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
final class NetworkUpdate extends HostVerb {
    @Parameters(index = "0", paramLabel = "NETWORK", description = "Its name or UUID.")
    private String name;

    @Parameters(
            index = "1",
            paramLabel = "COMMAND",
            converter = What.class,
            completionCandidates = What.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private NetworkChange.Command command;

    @Parameters(
            index = "2",
            paramLabel = "SECTION",
            converter = Part.class,
            completionCandidates = Part.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private NetworkChange.Section section;

    @Parameters(index = "3", paramLabel = "FILE", description = "The element; - is standard input.")
    private Path file;

    @Option(
            names = "--parent-index",
            paramLabel = "N",
            description = "In the how manieth element that can hold it, from 0.")
    private int parent = NetworkChange.ANY;

    @Mixin
    private Where where;

    NetworkUpdate() {}

    @Override
    protected int run(Host host) throws IOException {
        Network network = NetworkVerbs.find(host, name);
        network.update(new NetworkChange(command, section, parent, Document.read(file)), where.of(network::isActive));
        out().done("updated", NetworkVerbs.named(network));
        return ExitCode.OK;
    }

    /** The words of a change, as virsh has them. */
    static final class What extends Words<NetworkChange.Command> {
        What() {
            super(NetworkChange.Command.class);
        }

        @Override
        public NetworkChange.Command convert(String word) {
            return word.equals("add") ? NetworkChange.Command.ADD_LAST : super.convert(word);
        }
    }

    /** The words for parts of a network, as virsh has them. */
    static final class Part extends Words<NetworkChange.Section> {
        Part() {
            super(NetworkChange.Section.class);
        }
    }
}
