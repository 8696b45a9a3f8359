package dev.guestwire.cli.guest;

import dev.guestwire.Guest;
import dev.guestwire.GuestResources;
import dev.guestwire.GuestState;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Row;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.device.NetworkInterface;
import dev.guestwire.xml.domain.Domain;
import java.util.List;
import picocli.CommandLine.Command;

/** The verb {@code show}. */
@Command(
        name = "show",
        aliases = "dominfo",
        description = "Shows a guest: state and reason, memory, CPUs, disks, interfaces.",
        mixinStandardHelpOptions = true)
public final class ShowVerb extends GuestVerb {
    private static final long KIB = 1024;

    /** Creates the verb. */
    public ShowVerb() {}

    @Override
    protected int run(Guest guest) {
        GuestState state = guest.state();
        GuestResources resources = guest.info();
        Domain definition = guest.definition();
        out().card(row(guest)
                .with("id", guest.id())
                .with("state", state.phase())
                .with("reason", state.reason())
                .with("vcpus", resources.vcpus())
                .with("cpuTimeSeconds", resources.cpuTime())
                .with("maxMemoryBytes", resources.maxMemoryKib() * KIB)
                .with("memoryBytes", resources.memoryKib() * KIB)
                .with("persistent", guest.isPersistent())
                .with("autostart", guest.autostart())
                .with("title", definition.title())
                .with("disks", disks(definition))
                .with("interfaces", interfaces(definition)));
        return ExitCode.OK;
    }

    private static List<Row> disks(Domain definition) {
        return definition.devices(Disk.class).stream()
                .map(disk -> new Row()
                        .with("target", disk.target())
                        .with("device", disk.device())
                        .with("bus", disk.bus())
                        .with("source", source(disk)))
                .toList();
    }

    private static Object source(Disk disk) {
        return disk.source().file().or(() -> disk.source().device());
    }

    private static List<Row> interfaces(Domain definition) {
        return definition.devices(NetworkInterface.class).stream()
                .map(card -> new Row()
                        .with("mac", card.mac())
                        .with("type", card.type())
                        .with("model", card.model())
                        .with("target", card.target()))
                .toList();
    }
}
