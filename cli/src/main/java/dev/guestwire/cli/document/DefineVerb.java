package dev.guestwire.cli.document;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.cli.command.HostVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Row;
import dev.guestwire.xml.Element;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code define}. */
@Command(
        name = "define",
        description = "Defines a guest by a document, or defines it anew. It is not started.",
        mixinStandardHelpOptions = true)
public final class DefineVerb extends HostVerb {
    @Parameters(index = "0", paramLabel = "FILE", description = "The document; - is standard input.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command.
    private Path file;

    @Option(names = "--no-validate", description = "Does not check the document against libvirt's schema.")
    private boolean unchecked;

    /** Creates the verb. */
    public DefineVerb() {}

    @Override
    protected int run(Host host) throws Exception {
        String xml = Document.read(file);
        Element sent = Document.parse(xml, file.toString());
        Guest guest = host.define(xml, unchecked ? new Flag.Define[0] : new Flag.Define[] {Flag.Define.VALIDATE});
        Kept.tell(guest, sent, err());
        out().done("defined", new Row().with("guest", guest.name()).with("uuid", guest.uuid()));
        return ExitCode.OK;
    }
}
