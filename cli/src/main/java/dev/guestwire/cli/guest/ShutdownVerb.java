package dev.guestwire.cli.guest;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestsVerb;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code shutdown}. */
@Command(
        name = "shutdown",
        description = "Asks guests to shut down. They may refuse; --wait tells.",
        mixinStandardHelpOptions = true)
public final class ShutdownVerb extends GuestsVerb {
    @Option(
            names = "--mode",
            split = ",",
            paramLabel = "WAY",
            description = "How to ask: ${COMPLETION-CANDIDATES}. Several, with commas, are tried in turn.")
    private List<Flag.Shutdown> ways = List.of();

    @Option(names = "--wait", paramLabel = "SECONDS", description = "Waits until they have stopped.")
    private int wait;

    /** Creates the verb. */
    public ShutdownVerb() {}

    @Override
    protected String act(Guest guest) throws InterruptedException {
        if (wait <= 0) {
            guest.shutdown(ways.toArray(Flag.Shutdown[]::new));
            return "asked to shut down";
        }
        try (Stopping stopping = new Stopping(guest)) {
            guest.shutdown(ways.toArray(Flag.Shutdown[]::new));
            stopping.await(Duration.ofSeconds(wait));
        }
        return "stopped";
    }
}
