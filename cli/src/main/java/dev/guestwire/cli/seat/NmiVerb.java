package dev.guestwire.cli.seat;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestsVerb;
import picocli.CommandLine.Command;

/** The verb {@code inject-nmi}. */
@Command(
        name = "inject-nmi",
        description = {
            "Sends guests a non-maskable interrupt.",
            "What they do then is theirs to decide: Linux prints where it is or panics, if it was told to; Windows makes a"
                    + " memory dump."
        },
        mixinStandardHelpOptions = true)
public final class NmiVerb extends GuestsVerb {
    /** Creates the verb. */
    public NmiVerb() {}

    @Override
    protected String act(Guest guest) {
        guest.injectNmi();
        return "NMI injected";
    }
}
