package dev.guestwire.cli.agent;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.Interruption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code agent wait}. */
@Command(
        name = "wait",
        description = {
            "Waits for a program that agent exec started in a guest.",
            "Its exit code becomes this one's. The agent tells it once only."
        },
        mixinStandardHelpOptions = true)
final class WaitVerb extends GuestVerb {
    @Parameters(index = "1", paramLabel = "PID", description = "Its number in the guest, as agent exec told.")
    private long pid;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait for its end; for ever if not given.")
    private double timeout;

    WaitVerb() {}

    @Override
    protected int run(Guest guest) throws Exception {
        try (Interruption interruption = Interruption.watch(signal -> {})) {
            return new Ending(out(), guest.agent().process(pid), interruption, false).await(timeout, row(guest));
        }
    }
}
