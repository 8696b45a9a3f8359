package dev.guestwire.cli.guest;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestsVerb;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code reboot}. */
@Command(name = "reboot", description = "Asks guests to boot anew.", mixinStandardHelpOptions = true)
public final class RebootVerb extends GuestsVerb {
    @Option(
            names = "--mode",
            split = ",",
            paramLabel = "WAY",
            description = "How to ask: ${COMPLETION-CANDIDATES}. Several, with commas, are tried in turn.")
    private List<Flag.Shutdown> ways = List.of();

    /** Creates the verb. */
    public RebootVerb() {}

    @Override
    protected String act(Guest guest) {
        guest.reboot(ways.toArray(Flag.Shutdown[]::new));
        return "asked to reboot";
    }
}
