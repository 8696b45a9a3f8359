package dev.guestwire.cli.guest;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestsVerb;
import dev.guestwire.cli.output.Amounts;
import dev.guestwire.cli.output.Row;
import dev.guestwire.power.RebootRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verb {@code reboot}. */
@Command(
        name = "reboot",
        description = "Asks guests to boot anew. With --wait or --timeout it tells whether they did.",
        mixinStandardHelpOptions = true)
public final class RebootVerb extends GuestsVerb {
    private static final double MILLIS = 1e3;

    @Option(
            names = "--mode",
            split = ",",
            paramLabel = "WAY",
            description = "How to ask: ${COMPLETION-CANDIDATES}. Several, with commas, are tried in turn.")
    private List<Flag.Shutdown> ways = List.of();

    @Mixin
    private PowerWait waiting = new PowerWait();

    @Option(names = "--start-if-off", description = "Starts a guest that shut down instead, of those waited for.")
    private boolean startIfOff;

    /** Creates the verb. */
    public RebootVerb() {}

    @Override
    protected String act(Guest guest, Row row) {
        if (!waiting.isWanted()) {
            String result = act(guest);
            row.with("how", null).with("tookSeconds", null);
            return result;
        }
        RebootRequest plain = guest.power().reboot().by(ways.toArray(Flag.Shutdown[]::new));
        RebootRequest request = startIfOff ? plain.startingIfOff() : plain;
        RebootRequest.Reboot reboot = waiting.until(
                "reboot of " + guest.name(),
                "wait longer, or guestwire reset " + guest.name(),
                out().json(),
                request::await);
        row.with("how", reboot.how()).with("tookSeconds", reboot.took());
        String took = Amounts.seconds(reboot.took().toMillis() / MILLIS);
        return switch (reboot.how()) {
            case RESET -> "rebooted after " + took;
            case STARTED -> "stopped and started after " + took;
        };
    }

    @Override
    protected String act(Guest guest) {
        if (startIfOff) {
            throw wrong("--start-if-off is for those who wait: --wait or --timeout");
        }
        guest.reboot(ways.toArray(Flag.Shutdown[]::new));
        return "asked to reboot";
    }
}
