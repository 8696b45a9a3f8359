package dev.guestwire.cli.document;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import java.util.EnumSet;
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

    /** Creates the verb. */
    public XmlVerb() {}

    @Override
    protected int run(Guest guest) {
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
        out().text("xml", guest.xmlDescription(flags.toArray(Flag.Xml[]::new)), row(guest));
        return ExitCode.OK;
    }
}
