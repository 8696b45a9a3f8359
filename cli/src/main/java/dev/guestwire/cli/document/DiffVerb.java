package dev.guestwire.cli.document;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.xml.Differences;
import dev.guestwire.xml.Element;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The verb {@code diff}. */
@Command(
        name = "diff",
        description = {
            "Tells what differs: between a running guest and its next start, or between its definition and a file.",
            "Exit code 0: nothing differs; 1: something does."
        },
        mixinStandardHelpOptions = true)
public final class DiffVerb extends GuestVerb {
    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The other document; - is standard input.")
    private Optional<Path> file = Optional.empty();

    /** Creates the verb. */
    public DiffVerb() {}

    @Override
    protected int run(Guest guest) throws Exception {
        Element kept = Element.parse(guest.xmlDescription(Flag.Xml.INACTIVE));
        Element other = file.isPresent()
                ? Document.parse(Document.read(file.get()), file.get().toString())
                : Element.parse(guest.xmlDescription());
        List<String> changes = file.isPresent() ? Differences.between(kept, other) : Differences.between(other, kept);
        if (out().json()) {
            out().card(row(guest).with("differences", changes));
        } else {
            changes.forEach(change -> out().line(change, row(guest)));
        }
        return changes.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
}
