package dev.guestwire.cli.guest;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestsVerb;
import dev.guestwire.cli.output.Amounts;
import dev.guestwire.cli.output.Row;
import dev.guestwire.power.PowerOff;
import dev.guestwire.power.ShutdownRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verb {@code shutdown}. */
@Command(
        name = "shutdown",
        description = {
            "Asks guests to shut down. They may refuse; --wait tells.",
            "With --wait, --timeout or --force-after it asks again every ten seconds, and tells how each guest ended."
        },
        mixinStandardHelpOptions = true)
public final class ShutdownVerb extends GuestsVerb {
    private static final double MILLIS = 1e3;

    @Option(
            names = "--mode",
            split = ",",
            paramLabel = "WAY",
            description = "How to ask: ${COMPLETION-CANDIDATES}. Several, with commas, are tried in turn.")
    private List<Flag.Shutdown> ways = List.of();

    @Mixin
    private PowerWait waiting = new PowerWait();

    @Option(
            names = "--force-after",
            paramLabel = "SECONDS",
            description = "Waits so long, and then pulls the plug of a guest that still runs.")
    private int forceAfter;

    @Option(names = "--every", paramLabel = "SECONDS", description = "How often it is asked, of those waited for.")
    private int every;

    @Option(names = "--resume", description = "Lets a paused guest go on first; else such a one is refused.")
    private boolean resume;

    /** Creates the verb. */
    public ShutdownVerb() {}

    @Override
    protected String act(Guest guest, Row row) {
        if (forceAfter > 0 && waiting.isLimited()) {
            throw wrong("--timeout and --force-after do not go together: the one gives up, the other pulls the plug");
        }
        if (forceAfter > 0 || waiting.isWanted()) {
            return stopped(guest, row);
        }
        String result = act(guest);
        row.with("how", null).with("reason", null).with("requests", 1L).with("tookSeconds", null);
        return result;
    }

    @Override
    protected String act(Guest guest) {
        if (resume || every > 0) {
            throw wrong("--resume and --every are for those who wait: --wait, --timeout or --force-after");
        }
        guest.shutdown(ways.toArray(Flag.Shutdown[]::new));
        return "asked to shut down";
    }

    private String stopped(Guest guest, Row row) {
        ShutdownRequest plain = guest.power().shutdown().by(ways.toArray(Flag.Shutdown[]::new));
        ShutdownRequest often = every > 0 ? plain.every(Duration.ofSeconds(every)) : plain;
        ShutdownRequest bold = resume ? often.resuming() : often;
        ShutdownRequest request = forceAfter > 0 ? bold.thenDestroy() : bold;
        PowerOff off = waiting.until(
                "shutdown of " + guest.name(),
                "wait longer, --force-after SECONDS, or guestwire destroy " + guest.name(),
                out().json(),
                patience -> request.await(forceAfter > 0 ? Duration.ofSeconds(forceAfter) : patience));
        row.with("how", off.how())
                .with("reason", off.reason())
                .with("requests", off.requests())
                .with("tookSeconds", off.took());
        return words(off);
    }

    private static String words(PowerOff off) {
        String reason = off.reason()
                .map(known -> known.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .orElse("nobody heard the reason");
        String took = Amounts.seconds(off.took().toMillis() / MILLIS);
        return switch (off.how()) {
            case ALREADY_OFF -> "was off already";
            case BY_ITSELF -> "stopped by itself after " + took;
            case DESTROYED -> "did not stop by itself; destroyed after " + took;
            case DESTROYED_LATER_RUN -> "stopped and was started anew; that run was destroyed after " + took;
            case OTHERWISE -> "stopped in another way (" + reason + ") after " + took;
            case KEPT_BY_BACKUP -> "has shut down; a backup keeps it, paused, until it ends";
            case VANISHED -> "is gone, and nothing tells how it ended";
        };
    }
}
