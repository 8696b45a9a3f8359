package dev.guestwire.cli.snapshot;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.cli.document.Document;
import dev.guestwire.cli.output.Row;
import dev.guestwire.snapshot.Checkpoint;
import dev.guestwire.snapshot.CheckpointFilter;
import dev.guestwire.xml.domain.DomainCheckpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code checkpoint}. */
@Command(
        name = "checkpoint",
        description = "Checkpoints of a guest, which incremental backups stand on.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class CheckpointVerbs extends GroupVerb {
    /** Creates the verb. */
    public CheckpointVerbs() {}

    @Command(name = "list", description = "Lists the checkpoints.", mixinStandardHelpOptions = true)
    int list(@Parameters(paramLabel = "GUEST") String name) throws Exception {
        return onGuest(name, guest -> {
            List<Row> rows = new ArrayList<>();
            for (Checkpoint checkpoint : guest.checkpoints().list(CheckpointFilter.TOPOLOGICAL)) {
                DomainCheckpoint definition = checkpoint.definition(Checkpoint.Xml.NO_DOMAIN);
                rows.add(new Row()
                        .with("checkpoint", checkpoint.name())
                        .with("created", definition.creationTime())
                        .with("parent", definition.parent())
                        .with("description", definition.description()));
            }
            out().table(List.of("checkpoint", "created", "parent"), rows);
        });
    }

    @Command(name = "create", description = "Makes a checkpoint, by a document.", mixinStandardHelpOptions = true)
    int create(@Parameters(paramLabel = "GUEST") String name, @Parameters(paramLabel = "FILE") Path file)
            throws Exception {
        return onGuest(name, guest -> {
            String document = Document.read(file);
            Checkpoint made = lasting(
                    "checkpoint of " + name,
                    "guestwire checkpoint list " + name + " tells whether it was made",
                    () -> guest.checkpoints().create(document));
            out().done("checkpoint " + made.name() + " made", row(guest).with("checkpoint", made.name()));
        });
    }

    @Command(name = "delete", description = "Deletes a checkpoint.", mixinStandardHelpOptions = true)
    int delete(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "CHECKPOINT") String checkpoint,
            @Option(names = "--metadata", description = "Only what libvirt knows of it.") boolean metadata)
            throws Exception {
        return onGuest(name, guest -> {
            Checkpoint.Delete[] flags =
                    metadata ? new Checkpoint.Delete[] {Checkpoint.Delete.METADATA_ONLY} : new Checkpoint.Delete[0];
            Checkpoint one = find(guest, checkpoint);
            lasting(
                    "deletion of checkpoint " + checkpoint,
                    "guestwire checkpoint list " + name + " tells whether it is gone",
                    () -> one.delete(flags));
            out().done("checkpoint " + checkpoint + " deleted", row(guest).with("checkpoint", checkpoint));
        });
    }

    @Command(name = "xml", description = "Prints the document of a checkpoint.", mixinStandardHelpOptions = true)
    int xml(@Parameters(paramLabel = "GUEST") String name, @Parameters(paramLabel = "CHECKPOINT") String checkpoint)
            throws Exception {
        return onGuest(
                name,
                guest -> out().text(
                                "xml",
                                find(guest, checkpoint).xmlDescription(),
                                row(guest).with("checkpoint", checkpoint)));
    }

    private static Checkpoint find(Guest guest, String name) {
        return guest.checkpoints()
                .find(name)
                .orElseThrow(() -> Lookup.missing(
                        "checkpoint",
                        name,
                        () -> guest.checkpoints().list().stream()
                                .map(Checkpoint::name)
                                .toList()));
    }
}
