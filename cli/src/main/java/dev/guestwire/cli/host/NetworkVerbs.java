package dev.guestwire.cli.host;

import dev.guestwire.Host;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.cli.document.Document;
import dev.guestwire.cli.output.Row;
import dev.guestwire.network.DhcpLease;
import dev.guestwire.network.Network;
import dev.guestwire.network.NetworkPort;
import dev.guestwire.xml.Element;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code network}. */
@Command(
        name = "network",
        aliases = "net",
        description = "Virtual networks.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = NetworkUpdate.class)
public final class NetworkVerbs extends GroupVerb {
    /** Creates the verb. */
    public NetworkVerbs() {}

    @Command(name = "list", description = "Lists the networks.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--all", hidden = true, description = "As virsh has it; all are listed anyway.")
                    boolean all)
            throws Exception {
        return onHost(host -> {
            List<Row> rows = new ArrayList<>();
            host.networks().list().forEach(network -> rows.add(row(network)));
            rows.sort(Row.byName());
            out().table(List.of("network", "active", "autostart", "persistent"), rows);
        });
    }

    @Command(name = "info", description = "Tells what a network is.", mixinStandardHelpOptions = true)
    int info(@Parameters(paramLabel = "NETWORK") String name) throws Exception {
        return onHost(host -> {
            Network network = find(host, name);
            out().card(row(network)
                    .with("bridge", network.definition().xml().child("bridge").flatMap(at -> at.attribute("name"))));
        });
    }

    @Command(name = "ports", description = "Lists what is plugged into a network.", mixinStandardHelpOptions = true)
    int ports(@Parameters(paramLabel = "NETWORK") String name) throws Exception {
        return onHost(host -> {
            List<Row> rows = new ArrayList<>();
            for (NetworkPort port : find(host, name).ports()) {
                Element xml = Element.parse(port.xmlDescription());
                rows.add(new Row()
                        .with("port", port.uuid())
                        .with(
                                "owner",
                                xml.child("owner")
                                        .flatMap(owner -> owner.child("name"))
                                        .map(Element::text))
                        .with("mac", xml.child("mac").flatMap(mac -> mac.attribute("address"))));
            }
            out().table(List.of("port", "owner", "mac"), rows);
        });
    }

    @Command(
            name = "create",
            description = "Starts a network by a document; the host forgets it when it stops.",
            mixinStandardHelpOptions = true)
    int create(@Parameters(paramLabel = "FILE") Path file) throws Exception {
        return onHost(host -> out().done("created", named(host.networks().create(Document.read(file)))));
    }

    @Command(name = "xml", description = "Prints the definition of a network.", mixinStandardHelpOptions = true)
    int xml(
            @Parameters(paramLabel = "NETWORK") String name,
            @Option(names = "--inactive", description = "What it will be at its next start.") boolean inactive)
            throws Exception {
        return onHost(host -> {
            Network network = find(host, name);
            Network.Xml[] which = inactive ? new Network.Xml[] {Network.Xml.INACTIVE} : new Network.Xml[0];
            out().text("xml", network.xmlDescription(which), named(network));
        });
    }

    @Command(name = "define", description = "Defines a network by a document.", mixinStandardHelpOptions = true)
    int define(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--validate", description = "Insists on libvirt's schema.") boolean validate)
            throws Exception {
        Network.Define[] flags = validate ? new Network.Define[] {Network.Define.VALIDATE} : new Network.Define[0];
        return onHost(host -> out().done("defined", named(host.networks().define(Document.read(file), flags))));
    }

    @Command(name = "start", description = "Starts a network.", mixinStandardHelpOptions = true)
    int start(@Parameters(paramLabel = "NETWORK") String name) throws Exception {
        return change(name, "started", Network::start);
    }

    @Command(name = "destroy", description = "Stops a network.", mixinStandardHelpOptions = true)
    int destroy(@Parameters(paramLabel = "NETWORK") String name) throws Exception {
        return change(name, "stopped", Network::destroy);
    }

    @Command(name = "undefine", description = "Forgets a network.", mixinStandardHelpOptions = true)
    int undefine(@Parameters(paramLabel = "NETWORK") String name) throws Exception {
        return change(name, "undefined", Network::undefine);
    }

    @Command(name = "autostart", description = "Lets a network start with its host.", mixinStandardHelpOptions = true)
    int autostart(
            @Parameters(paramLabel = "NETWORK") String name,
            @Option(names = "--disable", description = "No more.") boolean disable)
            throws Exception {
        String result = disable ? "starts no more with the host" : "starts with the host";
        return change(name, result, network -> network.autostart(!disable));
    }

    @Command(name = "leases", description = "Lists the addresses that a network gave.", mixinStandardHelpOptions = true)
    int leases(@Parameters(paramLabel = "NETWORK") String name) throws Exception {
        return onHost(host -> {
            List<Row> rows = new ArrayList<>();
            for (DhcpLease lease : find(host, name).dhcpLeases()) {
                rows.add(new Row()
                        .with("mac", lease.mac())
                        .with("address", lease.address() + "/" + lease.prefix())
                        .with("hostname", lease.hostname())
                        .with("expires", lease.expiry()));
            }
            out().table(List.of("mac", "address", "hostname", "expires"), rows);
        });
    }

    private int change(String name, String result, Work<Network> work) throws Exception {
        return onHost(host -> {
            Network network = find(host, name);
            work.run(network);
            out().done(result, named(network));
        });
    }

    static Network find(Host host, String name) {
        return Lookup.uuid(name)
                .flatMap(host.networks()::findNetwork)
                .or(() -> host.networks().findNetwork(name))
                .orElseThrow(() -> Lookup.missing(
                        "network",
                        name,
                        () -> host.networks().list().stream().map(Network::name).toList()));
    }

    static Row named(Network network) {
        return new Row().with("network", network.name()).with("uuid", network.uuid());
    }

    private static Row row(Network network) {
        return named(network)
                .with("active", network.isActive())
                .with("autostart", network.autostart())
                .with("persistent", network.isPersistent());
    }
}
