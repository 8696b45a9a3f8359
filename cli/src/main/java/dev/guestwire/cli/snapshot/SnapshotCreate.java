package dev.guestwire.cli.snapshot;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.Chosen;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.error.AlreadyExistsException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.snapshot.Snapshot;
import dev.guestwire.snapshot.Snapshots;
import dev.guestwire.xml.domain.DomainSnapshot;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code snapshot create}. */
@Command(
        name = "create",
        description = "Makes a snapshot of a guest: of disks and memory, or of disks only.",
        mixinStandardHelpOptions = true)
final class SnapshotCreate extends GuestVerb {
    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Its name; else the daemon's choice.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    private Optional<String> text = Optional.empty();

    @Option(names = "--disk-only", description = "Not the memory: overlays over the disks, in new files.")
    private boolean diskOnly;

    @Option(names = "--quiesce", description = "The agent freezes the file systems meanwhile.")
    private boolean quiesce;

    @Option(names = "--atomic", description = "All disks or none.")
    private boolean atomic;

    SnapshotCreate() {}

    @Override
    protected int run(Guest guest) {
        DomainSnapshot definition = DomainSnapshot.parse("<domainsnapshot/>");
        definition = name.isPresent() ? definition.withName(name.get()) : definition;
        definition = text.isPresent() ? definition.withDescription(text.get()) : definition;
        Snapshots.Create[] flags = Chosen.of(Snapshots.Create.class)
                .with(diskOnly, Snapshots.Create.DISK_ONLY)
                .with(quiesce, Snapshots.Create.QUIESCE)
                .with(atomic, Snapshots.Create.ATOMIC)
                .array(Snapshots.Create[]::new);
        DomainSnapshot wanted = definition;
        Snapshot made = lasting(
                "snapshot of " + guest.name(),
                "guestwire snapshot list " + guest.name() + " and guestwire disk list " + guest.name()
                        + " tell whether it was made",
                () -> create(guest, wanted, flags));
        out().done("snapshot " + made.name() + " made", row(guest).with("snapshot", made.name()));
        return ExitCode.OK;
    }

    /** Nothing but the text tells what is unsupported; libvirt names the overlay's file, which ends with the name. */
    private Snapshot create(Guest guest, DomainSnapshot definition, Snapshots.Create... flags) {
        try {
            return guest.snapshots().create(definition, flags);
        } catch (UnsupportedException | AlreadyExistsException refused) {
            String told = String.valueOf(refused.error().message());
            if (name.isPresent() && told.endsWith("." + name.get())) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "the host has a file for snapshot " + name.get() + " already: "
                                + told.substring(told.indexOf('/') < 0 ? 0 : told.indexOf('/')),
                        "another NAME; or delete that file, if no guest stands on it (guestwire disk info tells)");
            }
            throw refused;
        }
    }
}
