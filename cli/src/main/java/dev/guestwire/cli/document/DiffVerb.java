package dev.guestwire.cli.document;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.error.CallFailedException;
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
            "Left out is what libvirt fills in by itself, such as generated addresses, aliases and controllers, and what a start",
            "adds. Values are compared as libvirt reads them: 64 MiB is 65536 KiB.",
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
        List<String> changes = file.isPresent()
                ? toFile(guest, read(file.get()))
                : differences(
                        Element.parse(guest.xmlDescription()), Element.parse(guest.xmlDescription(Flag.Xml.INACTIVE)));
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

    /** Compares with a file, which may have passwords: so they are asked for, and left out if that is refused. */
    private List<String> toFile(Guest guest, Element other) {
        Element named = withWholeMachine(guest, other);
        try {
            return differences(Element.parse(guest.xmlDescription(Flag.Xml.INACTIVE, Flag.Xml.SECURE)), named);
        } catch (CallFailedException refused) {
            Element kept = Element.parse(guest.xmlDescription(Flag.Xml.INACTIVE));
            err().line("passwords are not compared: this connection may not read them");
            return differences(kept, withoutPasswords(named));
        }
    }

    private static Element withoutPasswords(Element domain) {
        return domain.withChild(
                "devices",
                devices -> devices.withContent(devices.children().stream()
                        .map(device -> device.withAttribute("passwd", null))
                        .toList()));
    }

    /** Libvirt keeps a machine by its whole name: {@code q35} is the newest of its kind on the host. */
    private static Element withWholeMachine(Guest guest, Element domain) {
        Element type = domain.part("os").part("type");
        Optional<String> machine = type.attribute("machine");
        if (machine.isEmpty() || machine.get().contains("-")) {
            return domain;
        }
        return guest.host().capabilities().guests().stream()
                .filter(kind -> type.attribute("arch").isEmpty() || kind.arch().equals(type.attribute("arch")))
                .flatMap(kind -> kind.machines().stream())
                .filter(one -> one.name().equals(machine))
                .flatMap(one -> one.canonical().stream())
                .findFirst()
                .map(whole -> domain.withChild(
                        "os", os -> os.withChild("type", kept -> kept.withAttribute("machine", whole))))
                .orElse(domain);
    }

    private List<String> differences(Element before, Element after) {
        return all ? Differences.between(before, after) : new Domain(before).differences(new Domain(after));
    }
}
