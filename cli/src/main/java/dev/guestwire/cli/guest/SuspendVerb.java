package dev.guestwire.cli.guest;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestsVerb;
import picocli.CommandLine.Command;

/** The verb {@code suspend}. */
@Command(name = "suspend", description = "Pauses guests; they keep their memory.", mixinStandardHelpOptions = true)
public final class SuspendVerb extends GuestsVerb {
    /** Creates the verb. */
    public SuspendVerb() {}

    @Override
    protected String act(Guest guest) {
        guest.suspend();
        return "paused";
    }
}
