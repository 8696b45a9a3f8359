package dev.guestwire.cli.document;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.xml.Differences;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.domain.Domain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code diff}. */
@Command(
        name = "diff",
        description = {
            "Tells what differs: between a running guest and its next start, or between its definition and a file.",
            "Left out is what does not last: aliases, generated addresses, and what libvirt fills in at a start.",
            "Exit code 0: nothing differs; 1: something does."
        },
        footer = {
            "%nExamples:",
            "  guestwire diff web            # what a restart would change",
            "  guestwire diff web new.xml    # what guestwire define new.xml would change"
        },
        mixinStandardHelpOptions = true)
public final class DiffVerb extends GuestVerb {
    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The other document; - is standard input.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = {"-a", "--all"},
            description = "What does not last, too.")
    private boolean all;

    /** Creates the verb. */
    public DiffVerb() {}

    @Override
    protected int run(Guest guest) throws Exception {
        Element kept = Element.parse(guest.xmlDescription(Flag.Xml.INACTIVE));
        List<String> changes = file.isPresent()
                ? differences(kept, read(file.get()))
                : differences(Element.parse(guest.xmlDescription()), kept);
        if (out().json()) {
            out().card(row(guest).with("differences", changes));
        } else if (changes.isEmpty()) {
            out().line(guest.name() + ": nothing differs", row(guest));
        } else {
            changes.forEach(change -> out().line(change, row(guest)));
        }
        return changes.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static Element read(Path file) throws IOException {
        Element other = Document.parse(Document.read(file), file.toString());
        if (!other.name().equals("domain")) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    file + " is the definition of a <" + other.name() + ">, not of a guest",
                    "guestwire xml GUEST prints the definition of a guest, to begin with");
        }
        return other;
    }

    private List<String> differences(Element before, Element after) {
        return all ? Differences.between(before, after) : new Domain(before).differences(new Domain(after));
    }
}
