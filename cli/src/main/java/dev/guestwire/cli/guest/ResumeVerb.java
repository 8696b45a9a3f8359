package dev.guestwire.cli.guest;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestsVerb;
import picocli.CommandLine.Command;

/** The verb {@code resume}. */
@Command(name = "resume", description = "Lets paused guests run on.", mixinStandardHelpOptions = true)
public final class ResumeVerb extends GuestsVerb {
    /** Creates the verb. */
    public ResumeVerb() {}

    @Override
    protected String act(Guest guest) {
        guest.resume();
        return "resumed";
    }
}
