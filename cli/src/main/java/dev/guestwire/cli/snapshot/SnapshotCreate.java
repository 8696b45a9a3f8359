package dev.guestwire.cli.snapshot;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.Chosen;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.document.Document;
import dev.guestwire.error.AlreadyExistsException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.snapshot.Snapshot;
import dev.guestwire.snapshot.Snapshots;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.domain.DomainSnapshot;
import dev.guestwire.xml.domain.SnapshotDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Parameters(index = "2", arity = "0..1", paramLabel = "DESCRIPTION", description = "What it is for.")
    private Optional<String> words = Optional.empty();

    @Parameters(
            index = "3..*",
            arity = "0..*",
            paramLabel = "DISKSPEC",
            converter = DiskSpec.OfDisk.class,
            description = "As --diskspec.")
    private List<SnapshotDisk> more = List.of();

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    private Optional<String> text = Optional.empty();

    @Option(
            names = "--diskspec",
            paramLabel = "DISKSPEC",
            converter = DiskSpec.OfDisk.class,
            description = "What becomes of a disk: vda,snapshot=external,file=/path; also driver=FORMAT, stype=block."
                    + " snapshot=no leaves it out. Once for each disk.")
    private List<SnapshotDisk> disks = List.of();

    @Option(
            names = "--memspec",
            paramLabel = "MEMSPEC",
            converter = DiskSpec.OfMemory.class,
            description = "Where the memory goes: /path or file=/path,snapshot=external.")
    private @Nullable DomainSnapshot memory;

    @Option(
            names = "--xmlfile",
            paramLabel = "FILE",
            description = "The snapshot's document, which says all that; - is standard input.")
    private @Nullable Path document;

    @Option(names = "--print-xml", description = "Prints the document, and makes nothing.")
    private boolean printed;

    @Mixin
    private CreateOptions options = new CreateOptions();

    SnapshotCreate() {}

    @Override
    protected int run(Guest guest) throws IOException {
        String wanted = document();
        if (printed) {
            out().text("xml", Element.parse(wanted).toPrettyXml(), row(guest));
            return ExitCode.OK;
        }
        Snapshot made = lasting(
                "snapshot of " + guest.name(),
                "guestwire snapshot list " + guest.name() + " and guestwire disk list " + guest.name()
                        + " tell whether it was made",
                () -> create(guest, wanted, options.flags()));
        out().done("snapshot " + made.name() + " made", row(guest).with("snapshot", made.name()));
        return ExitCode.OK;
    }

    private String document() throws IOException {
        DomainSnapshot described = described();
        Path file = document;
        if (file == null) {
            return described.xml().toXml();
        }
        if (!described.xml().isBare()) {
            throw wrong("--xmlfile has what NAME, --description, --diskspec and --memspec say");
        }
        return Document.parse(Document.read(file), file.toString()).toXml();
    }

    private DomainSnapshot described() {
        if (text.isPresent() && words.isPresent()) {
            throw wrong("The description is there twice");
        }
        DomainSnapshot given = memory;
        DomainSnapshot plain = new DomainSnapshot(Element.of("domainsnapshot"))
                .withName(name.orElse(null))
                .withDescription(text.or(() -> words).orElse(null));
        DomainSnapshot whole = given == null
                ? plain
                : plain.withMemorySnapshot(given.memorySnapshot().orElse(null))
                        .withMemoryFile(given.memoryFile().orElse(null));
        return whole.withDisks(Stream.concat(more.stream(), disks.stream()).toList());
    }

    /** Nothing but the text tells what is unsupported; libvirt names the overlay's file, which ends with the name. */
    private Snapshot create(Guest guest, String wanted, Snapshots.Create... flags) {
        try {
            return guest.snapshots().create(wanted, flags);
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

    /** How it is made. */
    static final class CreateOptions {
        @Option(names = "--disk-only", description = "Not the memory: overlays over the disks, in new files.")
        private boolean diskOnly;

        @Option(names = "--quiesce", description = "The agent freezes the file systems meanwhile.")
        private boolean quiesce;

        @Option(names = "--atomic", description = "All disks or none.")
        private boolean atomic;

        @Option(names = "--no-metadata", description = "libvirt keeps no record of it.")
        private boolean noMetadata;

        @Option(
                names = "--reuse-external",
                description = "Files that exist are used as they are: they must have the right content.")
        private boolean reuse;

        @Option(names = "--live", description = "It runs while its memory is written; with --memspec.")
        private boolean live;

        @Option(names = "--halt", description = "It is off afterwards.")
        private boolean halt;

        @Option(names = "--validate", description = "Insists on libvirt's schema.")
        private boolean validate;

        @Option(names = "--redefine", description = "Makes nothing: writes libvirt's record anew; with --xmlfile.")
        private boolean redefine;

        @Option(names = "--current", description = "It becomes the current one; with --redefine.")
        private boolean current;

        CreateOptions() {}

        Snapshots.Create[] flags() {
            return Chosen.of(Snapshots.Create.class)
                    .with(diskOnly, Snapshots.Create.DISK_ONLY)
                    .with(quiesce, Snapshots.Create.QUIESCE)
                    .with(atomic, Snapshots.Create.ATOMIC)
                    .with(noMetadata, Snapshots.Create.NO_METADATA)
                    .with(reuse, Snapshots.Create.REUSE_EXT)
                    .with(live, Snapshots.Create.LIVE)
                    .with(halt, Snapshots.Create.HALT)
                    .with(validate, Snapshots.Create.VALIDATE)
                    .with(redefine, Snapshots.Create.REDEFINE)
                    .with(current, Snapshots.Create.CURRENT)
                    .array(Snapshots.Create[]::new);
        }
    }
}
