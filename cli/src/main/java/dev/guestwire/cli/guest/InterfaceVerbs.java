package dev.guestwire.cli.guest;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.agent.InterfaceAddresses;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.cli.output.Row;
import dev.guestwire.cli.resource.TrafficVerb;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.resource.CardStatistics;
import dev.guestwire.xml.device.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code interface}. */
@Command(
        name = "interface",
        aliases = "iface",
        description = "Network cards of a guest.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = TrafficVerb.class)
public final class InterfaceVerbs extends GroupVerb {
    /** Creates the verb. */
    public InterfaceVerbs() {}

    @Command(name = "list", description = "Lists the cards.", mixinStandardHelpOptions = true)
    int list(
            @Parameters(paramLabel = "GUEST") String name,
            @Option(names = "--inactive", description = "What it will have at its next start.") boolean inactive)
            throws Exception {
        return onGuest(name, guest -> {
            List<Row> rows = new ArrayList<>();
            Flag.Xml[] which = inactive ? new Flag.Xml[] {Flag.Xml.INACTIVE} : new Flag.Xml[0];
            for (NetworkInterface card : guest.definition(which).devices().stream()
                    .filter(NetworkInterface.class::isInstance)
                    .map(NetworkInterface.class::cast)
                    .toList()) {
                rows.add(new Row()
                        .with("mac", card.mac())
                        .with("type", card.type())
                        .with("source", card.source().location())
                        .with("model", card.model())
                        .with("target", card.target()));
            }
            out().table(List.of("mac", "type", "source", "model", "target"), rows);
        });
    }

    @Command(name = "stats", description = "Tells how much was sent and received.", mixinStandardHelpOptions = true)
    int stats(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "CARD", arity = "0..1", description = "Its MAC address, or its end on the host.")
                    Optional<String> card)
            throws Exception {
        return onGuest(name, guest -> {
            List<Row> rows = new ArrayList<>();
            for (NetworkInterface one : cards(guest, card)) {
                rows.add(row(one, statistics(guest, one, card.isPresent())));
            }
            out().table(List.of("mac", "target", "receivedBytes", "receivedPackets", "sentBytes", "sentPackets"), rows);
        });
    }

    private static List<NetworkInterface> cards(Guest guest, Optional<String> wanted) {
        List<NetworkInterface> all = guest.devices(NetworkInterface.class);
        if (wanted.isEmpty()) {
            return all;
        }
        List<NetworkInterface> found = all.stream()
                .filter(card ->
                        card.mac().filter(wanted.get()::equalsIgnoreCase).isPresent()
                                || card.target().equals(wanted))
                .toList();
        if (found.isEmpty()) {
            throw Lookup.missing(
                    "interface",
                    wanted.get(),
                    () -> all.stream().flatMap(card -> card.mac().stream()).toList());
        }
        return found;
    }

    /** Of a card without an end on the host the daemon knows nothing. */
    private static Optional<CardStatistics> statistics(Guest guest, NetworkInterface card, boolean needed) {
        try {
            String end = card.target().or(card::mac).orElse("");
            return Optional.of(guest.traffic(end).statistics());
        } catch (CallFailedException refused) {
            if (needed) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    private static Row row(NetworkInterface card, Optional<CardStatistics> told) {
        Row row = new Row().with("mac", card.mac()).with("target", card.target());
        add(row, "received", told.map(CardStatistics::received));
        return add(row, "sent", told.map(CardStatistics::sent));
    }

    private static Row add(Row row, String way, Optional<CardStatistics.Counters> counters) {
        return row.with(way + "Bytes", counters.map(CardStatistics.Counters::bytes))
                .with(way + "Packets", counters.map(CardStatistics.Counters::packets))
                .with(way + "Errors", counters.map(CardStatistics.Counters::errors))
                .with(way + "Drops", counters.map(CardStatistics.Counters::drops));
    }

    @Command(
            name = "addresses",
            description = {
                "Lists the addresses of its cards.",
                "agent: as the guest has them; lease: as libvirt's DHCP servers gave them; arp: as the host met them."
            },
            mixinStandardHelpOptions = true)
    int addresses(
            @Parameters(paramLabel = "GUEST") String name,
            @Option(names = "--source", description = "Who is asked: agent, lease or arp.", defaultValue = "LEASE")
                    InterfaceAddresses.Source source)
            throws Exception {
        return onGuest(name, guest -> out().table(Addresses.COLUMNS, Addresses.rows(guest, source)));
    }
}
