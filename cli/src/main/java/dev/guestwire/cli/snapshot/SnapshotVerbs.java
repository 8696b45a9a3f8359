package dev.guestwire.cli.snapshot;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.cli.output.Row;
import dev.guestwire.cli.output.Word;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.snapshot.Snapshot;
import dev.guestwire.snapshot.SnapshotFilter;
import dev.guestwire.xml.domain.DomainSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code snapshot}. */
@Command(
        name = "snapshot",
        description = "Snapshots of a guest.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = SnapshotCreate.class)
public final class SnapshotVerbs extends GroupVerb {
    /** Creates the verb. */
    public SnapshotVerbs() {}

    @Command(name = "list", description = "Lists the snapshots, the oldest first.", mixinStandardHelpOptions = true)
    int list(@Parameters(paramLabel = "GUEST") String name) throws Exception {
        return onGuest(name, guest -> {
            Optional<String> current = guest.snapshots().current().map(Snapshot::name);
            List<Row> rows = new ArrayList<>();
            for (Snapshot snapshot : guest.snapshots().list(SnapshotFilter.TOPOLOGICAL)) {
                DomainSnapshot definition = snapshot.definition();
                rows.add(new Row()
                        .with("snapshot", snapshot.name())
                        .with("created", definition.creationTime())
                        .with("state", definition.state().map(SnapshotVerbs::word))
                        .with("parent", definition.parent())
                        .with("current", current.equals(Optional.of(snapshot.name())))
                        .with("description", definition.description()));
            }
            rows.sort((a, b) -> String.valueOf(a.value("created")).compareTo(String.valueOf(b.value("created"))));
            out().table(List.of("snapshot", "created", "state", "parent", "current"), rows);
        });
    }

    /** Libvirt writes these states otherwise than those of guests. */
    private static Word word(String state) {
        return new Word(state.equals("shutoff") ? "shut_off" : state.replace('-', '_'));
    }

    @Command(
            name = "revert",
            description = "Brings a guest back to what it was. What it is now is lost.",
            mixinStandardHelpOptions = true)
    int revert(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "SNAPSHOT") String snapshot,
            @Option(names = "--then", description = "What it does then: ${COMPLETION-CANDIDATES}.")
                    Optional<Snapshot.Revert> then,
            @Option(names = "--force", description = "Even if that needs another process, or is risky.") boolean force)
            throws Exception {
        return onGuest(name, guest -> {
            List<Snapshot.Revert> flags = new ArrayList<>(then.stream().toList());
            if (force) {
                flags.add(Snapshot.Revert.FORCE);
            }
            Snapshot one = find(guest, snapshot);
            lasting(
                    "revert of " + name,
                    "guestwire show " + name + " tells how it is",
                    () -> one.revert(flags.toArray(Snapshot.Revert[]::new)));
            Optional<Word> now = phase(guest);
            out().done(
                            "reverted to " + snapshot
                                    + now.map(state -> "; it is " + state + " now")
                                            .orElse(""),
                            row(guest).with("snapshot", snapshot).with("state", now));
        });
    }

    /** {@return what a guest is doing; empty if it cannot be asked now} The revert was done all the same. */
    private static Optional<Word> phase(Guest guest) {
        try {
            return Optional.of(Word.of(guest.state().phase()));
        } catch (LibvirtException untold) {
            return Optional.empty();
        }
    }

    @Command(
            name = "delete",
            description = "Deletes a snapshot; the guest stays as it is.",
            mixinStandardHelpOptions = true)
    int delete(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "SNAPSHOT") String snapshot,
            @Option(names = "--children", description = "And those made after it.") boolean children,
            @Option(names = "--metadata", description = "Only what libvirt knows of it.") boolean metadata)
            throws Exception {
        return onGuest(name, guest -> {
            List<Snapshot.Delete> flags = new ArrayList<>();
            if (children) {
                flags.add(Snapshot.Delete.CHILDREN);
            }
            if (metadata) {
                flags.add(Snapshot.Delete.METADATA_ONLY);
            }
            Snapshot one = find(guest, snapshot);
            lasting(
                    "deletion of snapshot " + snapshot,
                    "guestwire snapshot list " + name + " tells whether it is gone",
                    () -> one.delete(flags.toArray(Snapshot.Delete[]::new)));
            out().done("snapshot " + snapshot + " deleted", row(guest).with("snapshot", snapshot));
        });
    }

    @Command(name = "xml", description = "Prints the document of a snapshot.", mixinStandardHelpOptions = true)
    int xml(@Parameters(paramLabel = "GUEST") String name, @Parameters(paramLabel = "SNAPSHOT") String snapshot)
            throws Exception {
        return onGuest(
                name,
                guest -> out().text(
                                "xml",
                                find(guest, snapshot).xmlDescription(),
                                row(guest).with("snapshot", snapshot)));
    }

    private static Snapshot find(Guest guest, String name) {
        return guest.snapshots()
                .find(name)
                .orElseThrow(() -> Lookup.missing(
                        "snapshot",
                        name,
                        () -> guest.snapshots().list().stream()
                                .map(Snapshot::name)
                                .toList()));
    }
}
