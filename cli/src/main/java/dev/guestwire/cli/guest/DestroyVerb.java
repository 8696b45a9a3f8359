package dev.guestwire.cli.guest;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestsVerb;
import java.util.EnumSet;
import java.util.Set;
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

    @Option(names = "--remove-logs", description = "Removes the hypervisor's log of that run, too.")
    private boolean removeLogs;

    /** Creates the verb. */
    public DestroyVerb() {}

    @Override
    protected String act(Guest guest) {
        Set<Flag.Destroy> flags = EnumSet.noneOf(Flag.Destroy.class);
        if (graceful) {
            flags.add(Flag.Destroy.GRACEFUL);
        }
        if (removeLogs) {
            flags.add(Flag.Destroy.REMOVE_LOGS);
        }
        guest.destroy(flags.toArray(Flag.Destroy[]::new));
        return "destroyed";
    }
}
