package dev.guestwire.cli.snapshot;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.cli.output.Row;
import dev.guestwire.snapshot.Checkpoint;
import dev.guestwire.snapshot.CheckpointFilter;
import dev.guestwire.xml.domain.DomainCheckpoint;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The verb {@code checkpoint}. */
@Command(
        name = "checkpoint",
        description = "Checkpoints of a guest, which incremental backups stand on.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = CheckpointCreate.class)
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

    @Command(name = "delete", description = "Deletes a checkpoint.", mixinStandardHelpOptions = true)
    int delete(
            @Parameters(paramLabel = "GUEST") String name,
            @Parameters(paramLabel = "CHECKPOINT") String checkpoint,
            @Mixin Descendants options)
            throws Exception {
        return onGuest(name, guest -> {
            Checkpoint one = find(guest, checkpoint);
            lasting(
                    "deletion of checkpoint " + checkpoint,
                    "guestwire checkpoint list " + name + " tells whether it is gone",
                    () -> one.delete(options.checkpoints()));
            out().done(options.done("checkpoint", checkpoint), row(guest).with("checkpoint", checkpoint));
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
