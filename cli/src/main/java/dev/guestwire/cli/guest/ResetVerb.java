package dev.guestwire.cli.guest;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestsVerb;
import picocli.CommandLine.Command;

/** The verb {@code reset}. */
@Command(
        name = "reset",
        description = "Resets guests, as the button of a machine does; what is not on disk is lost.",
        mixinStandardHelpOptions = true)
public final class ResetVerb extends GuestsVerb {
    /** Creates the verb. */
    public ResetVerb() {}

    @Override
    protected String act(Guest guest) {
        guest.reset();
        return "reset";
    }
}
