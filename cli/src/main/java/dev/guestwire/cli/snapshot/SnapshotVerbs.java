package dev.guestwire.cli.snapshot;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.cli.console.ExitCode;
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
import picocli.CommandLine.Mixin;
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
    int list(
            @Parameters(paramLabel = "GUEST") String name,
            @Option(names = "--tree", description = "As a tree.") boolean tree,
            @Option(names = "--name", description = "Only names, one a line.") boolean names)
            throws Exception {
        return onGuest(name, guest -> {
            if (tree && !out().json()) {
                TreeText.lines(guest.snapshots().tree()).forEach(line -> out().line(line, new Row()));
                return;
            }
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
            if (names && !out().json()) {
                rows.forEach(row -> out().line(String.valueOf(row.value("snapshot")), row));
                return;
            }
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
            @Parameters(paramLabel = "SNAPSHOT", arity = "0..1") Optional<String> snapshot,
            @Option(names = "--current", description = "The current one, in place of a name.") boolean current,
            @Mixin RevertOptions options)
            throws Exception {
        requireOne(snapshot, current);
        return onGuest(name, guest -> {
            Snapshot one = find(guest, snapshot);
            lasting(
                    "revert of " + name,
                    "guestwire show " + name + " tells how it is",
                    () -> one.revert(options.flags()));
            Optional<Word> now = phase(guest);
            out().done(
                            "reverted to " + one.name()
                                    + now.map(state -> "; it is " + state + " now")
                                            .orElse(""),
                            row(guest).with("snapshot", one.name()).with("state", now));
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
            @Parameters(paramLabel = "SNAPSHOT", arity = "0..1") Optional<String> snapshot,
            @Option(names = "--current", description = "The current one, in place of a name.") boolean current,
            @Mixin Descendants options)
            throws Exception {
        requireOne(snapshot, current);
        return onGuest(name, guest -> {
            Snapshot one = find(guest, snapshot);
            lasting(
                    "deletion of snapshot " + one.name(),
                    "guestwire snapshot list " + name + " tells whether it is gone",
                    () -> one.delete(options.snapshots()));
            out().done(options.done("snapshot", one.name()), row(guest).with("snapshot", one.name()));
        });
    }

    private void requireOne(Optional<String> snapshot, boolean current) {
        if (snapshot.isPresent() == current) {
            throw wrong("One snapshot is needed: its name, or --current");
        }
    }

    /** {@return the snapshot of a name; without one the current one} */
    private static Snapshot find(Guest guest, Optional<String> name) {
        return name.isPresent()
                ? find(guest, name.get())
                : guest.snapshots()
                        .current()
                        .orElseThrow(() -> new CommandFailure(
                                ExitCode.NOT_FOUND,
                                "guest " + guest.name() + " has no current snapshot",
                                "guestwire snapshot list " + guest.name() + " shows what there is"));
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
