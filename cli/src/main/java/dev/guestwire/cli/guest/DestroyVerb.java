package dev.guestwire.cli.guest;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestsVerb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code destroy}. */
@Command(
        name = "destroy",
        description = "Stops guests at once, as pulling the plug does. Their definitions stay.",
        mixinStandardHelpOptions = true)
public final class DestroyVerb extends GuestsVerb {
    @Option(names = "--graceful", description = "Fails rather than kill a process that does not end.")
    private boolean graceful;

    /** Creates the verb. */
    public DestroyVerb() {}

    @Override
    protected String act(Guest guest) {
        guest.destroy(graceful ? new Flag.Destroy[] {Flag.Destroy.GRACEFUL} : new Flag.Destroy[0]);
        return "destroyed";
    }
}
