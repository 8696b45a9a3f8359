package dev.guestwire.cli.document;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.cli.command.Chosen;
import dev.guestwire.cli.command.HostVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Row;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code create}. */
@Command(
        name = "create",
        description = "Starts a guest from a document; it is gone when it stops.",
        mixinStandardHelpOptions = true)
public final class CreateVerb extends HostVerb {
    @Parameters(index = "0", paramLabel = "FILE", description = "The document; - is standard input.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command.
    private Path file;

    @Option(names = "--paused", description = "It does not run yet; guestwire resume lets it.")
    private boolean paused;

    @Option(names = "--validate", description = "Insists: a document that libvirt's schema refuses starts nothing.")
    private boolean validate;

    /** Creates the verb. */
    public CreateVerb() {}

    @Override
    protected int run(Host host) throws Exception {
        String xml = Document.read(file);
        Document.parse(xml, file.toString());
        Guest guest = host.create(
                xml,
                Chosen.of(Flag.Start.class)
                        .with(paused, Flag.Start.PAUSED)
                        .with(validate, Flag.Start.VALIDATE)
                        .array(Flag.Start[]::new));
        out().done("created", new Row().with("guest", guest.name()).with("uuid", guest.uuid()));
        return ExitCode.OK;
    }
}
