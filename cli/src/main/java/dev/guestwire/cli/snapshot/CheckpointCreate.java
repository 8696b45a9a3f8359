package dev.guestwire.cli.snapshot;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.Chosen;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.document.Document;
import dev.guestwire.snapshot.Checkpoint;
import dev.guestwire.snapshot.Checkpoints;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.domain.DomainCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code checkpoint create}. */
@Command(
        name = "create",
        description = "Makes a checkpoint of all disks that can have one, by a name; or by a document.",
        mixinStandardHelpOptions = true)
final class CheckpointCreate extends GuestVerb {
    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME|FILE",
            description =
                    "Its name; or its document: a path with a / or the name of a file that is there, or - for standard"
                            + " input.")
    private @Nullable String word;

    @Option(names = "--name", paramLabel = "NAME", description = "Its name, whatever files there are.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    private Optional<String> text = Optional.empty();

    @Option(names = "--redefine", description = "Makes nothing: writes libvirt's record anew, by a document.")
    private boolean redefine;

    @Option(
            names = "--redefine-validate",
            description = "The disks must have what the record says; with --redefine, which it stands for.")
    private boolean validate;

    @Option(names = "--quiesce", description = "The agent freezes the file systems meanwhile.")
    private boolean quiesce;

    @Option(names = "--print-xml", description = "Prints the document, and makes nothing.")
    private boolean printed;

    CheckpointCreate() {}

    @Override
    protected int run(Guest guest) throws IOException {
        String document = document();
        if (printed) {
            out().text("xml", Element.parse(document).toPrettyXml(), row(guest));
            return ExitCode.OK;
        }
        Checkpoints.Create[] flags = Chosen.of(Checkpoints.Create.class)
                .with(redefine || validate, Checkpoints.Create.REDEFINE)
                .with(validate, Checkpoints.Create.REDEFINE_VALIDATE)
                .with(quiesce, Checkpoints.Create.QUIESCE)
                .array(Checkpoints.Create[]::new);
        Checkpoint made = lasting(
                "checkpoint of " + guest.name(),
                "guestwire checkpoint list " + guest.name() + " tells whether it was made",
                () -> guest.checkpoints().create(document, flags));
        out().done(
                        "checkpoint " + made.name() + (redefine || validate ? " recorded" : " made"),
                        row(guest).with("checkpoint", made.name()));
        return ExitCode.OK;
    }

    private String document() throws IOException {
        String given = word;
        if (given == null) {
            return described(name);
        }
        if (name.isPresent()) {
            throw wrong("The checkpoint has two names, " + given + " and " + name.get());
        }
        if (!isFile(given)) {
            return described(Optional.of(given));
        }
        if (text.isPresent()) {
            throw wrong("A document has its own description");
        }
        return Document.parse(Document.read(Path.of(given)), given).toXml();
    }

    private String described(Optional<String> called) {
        return new DomainCheckpoint(Element.of("domaincheckpoint"))
                .withName(called.orElse(null))
                .withDescription(text.orElse(null))
                .xml()
                .toXml();
    }

    private static boolean isFile(String word) {
        return word.equals("-") || word.contains("/") || word.endsWith(".xml") || Files.isRegularFile(Path.of(word));
    }
}
