package dev.guestwire.cli.guest;

import dev.guestwire.Guest;
import dev.guestwire.GuestResources;
import dev.guestwire.GuestState;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.command.Only;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Row;
import dev.guestwire.cli.output.Word;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.device.NetworkInterface;
import dev.guestwire.xml.domain.Domain;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The verb {@code show}. */
@Command(
        name = "show",
        aliases = "dominfo",
        description = "Shows a guest: state and reason, memory, CPUs, disks, interfaces.",
        mixinStandardHelpOptions = true)
public final class ShowVerb extends GuestVerb {
    private static final long KIB = 1024;

    @Mixin
    private final Only only = new Only();

    /** Creates the verb. */
    public ShowVerb() {}

    @Override
    protected boolean isStoppedAtOnce() {
        return true;
    }

    @Override
    protected int run(Guest guest) {
        GuestState state = guest.state();
        GuestResources resources = guest.info();
        Domain definition = guest.definition();
        Row all = row(guest)
                .with("id", guest.id())
                .with("state", state.phase())
                .with("reason", out().json() ? state.reason() : plain(state))
                .with("vcpus", resources.vcpus())
                .with("cpuTimeSeconds", resources.cpuTime())
                .with("maxMemoryBytes", resources.maxMemoryKib() * KIB)
                .with("memoryBytes", resources.memoryKib() * KIB)
                .with("persistent", guest.isPersistent())
                .with("autostart", guest.autostart())
                .with("title", definition.title())
                .with("disks", disks(definition))
                .with("interfaces", interfaces(definition));
        only.show(out(), all);
        return ExitCode.OK;
    }

    /** Libvirt's reasons begin with the state that they are reasons of. */
    private static String plain(GuestState state) {
        String reason = String.valueOf(Word.of(state.reason()));
        String phase = Word.of(state.phase()) + " ";
        return reason.startsWith(phase) ? reason.substring(phase.length()) : reason;
    }

    private static List<Row> disks(Domain definition) {
        return definition.devices(Disk.class).stream()
                .map(disk -> new Row()
                        .with("target", disk.target())
                        .with("device", disk.device())
                        .with("bus", disk.bus())
                        .with("source", disk.source().location()))
                .toList();
    }

    private static List<Row> interfaces(Domain definition) {
        return definition.devices(NetworkInterface.class).stream()
                .map(card -> new Row()
                        .with("mac", card.mac())
                        .with("type", card.type())
                        .with("source", card.source().location())
                        .with("model", card.model())
                        .with("target", card.target()))
                .toList();
    }
}
