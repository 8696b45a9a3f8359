package dev.guestwire.cli.document;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.xml.Element;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code xml}. */
@Command(
        name = "xml",
        aliases = "dumpxml",
        description = "Prints the definition of a guest, without passwords.",
        mixinStandardHelpOptions = true)
public final class XmlVerb extends GuestVerb {
    @Option(names = "--inactive", description = "What it will be at its next start, not what runs now.")
    private boolean inactive;

    @Option(names = "--security-info", description = "With passwords. Mind who reads the output.")
    private boolean secure;

    @Option(names = "--migratable", description = "Fit for another host.")
    private boolean migratable;

    @Option(
            names = "--xpath",
            paramLabel = "EXPRESSION",
            description = "Only what it finds, such as //disk/source/@file; one after the other.")
    private Optional<String> xpath = Optional.empty();

    @Option(names = "--wrap", description = "What --xpath finds is in one element, nodes.")
    private boolean wrap;

    @Option(names = "--update-cpu", description = "With the CPU as this host would make it.")
    private boolean updateCpu;

    /** Creates the verb. */
    public XmlVerb() {}

    @Override
    protected int run(Guest guest) throws Exception {
        Set<Flag.Xml> flags = EnumSet.noneOf(Flag.Xml.class);
        if (inactive) {
            flags.add(Flag.Xml.INACTIVE);
        }
        if (secure) {
            flags.add(Flag.Xml.SECURE);
        }
        if (migratable) {
            flags.add(Flag.Xml.MIGRATABLE);
        }
        if (updateCpu) {
            flags.add(Flag.Xml.UPDATE_CPU);
        }
        if (wrap && xpath.isEmpty()) {
            throw wrong("--wrap needs --xpath");
        }
        String xml = guest.xmlDescription(flags.toArray(Flag.Xml[]::new));
        if (xpath.isPresent()) {
            show(guest, XPathResult.of(xml, xpath.get()));
        } else {
            out().text("xml", xml, row(guest));
        }
        return ExitCode.OK;
    }

    private void show(Guest guest, List<String> found) {
        if (wrap) {
            Element all = Element.parse("<nodes>" + String.join("", found) + "</nodes>");
            out().text("xml", all.toPrettyXml(), row(guest));
        } else if (out().json()) {
            out().card(row(guest).with("found", found));
        } else {
            found.forEach(text -> out().text("xml", text, row(guest)));
        }
    }
}
