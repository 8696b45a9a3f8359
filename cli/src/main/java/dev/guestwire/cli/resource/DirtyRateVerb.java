package dev.guestwire.cli.resource;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.Display;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.resource.DirtyRate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code memory dirty-rate}. */
@Command(
        name = "dirty-rate",
        description = {
            "Measures how fast a running guest changes its memory.",
            "That is what a migration has to be faster than."
        },
        mixinStandardHelpOptions = true)
final class DirtyRateVerb extends GuestVerb {
    private static final Duration AGAIN = Duration.ofMillis(100);
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final int MIB = 20;

    @Option(names = "--seconds", paramLabel = "SECONDS", description = "For so long, 1 to 60; 1 if not said.")
    private int seconds = 1;

    @Option(names = "--mode", paramLabel = "WAY", description = "How: ${COMPLETION-CANDIDATES}.")
    private DirtyRate.Mode mode = DirtyRate.Mode.PAGE_SAMPLING;

    @Option(names = "--last", description = "Measures nothing; tells what was measured last.")
    private boolean last;

    DirtyRateVerb() {}

    @Override
    protected int run(Guest guest) throws InterruptedException {
        Optional<DirtyRate> rate = last ? guest.memory().dirtyRate() : measured(guest);
        if (rate.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.WRONG_STATE, "guest " + guest.name() + " does not run", "guestwire start " + guest.name());
        }
        Optional<Long> mebibytes =
                rate.get().mebibytesPerSecond().stream().boxed().findFirst();
        out().card(row(guest)
                .with("status", rate.get().status())
                .with("periodSeconds", rate.get().period())
                .with("dirtyBytesPerSecond", mebibytes.map(count -> count << MIB)));
        return ExitCode.OK;
    }

    private Optional<DirtyRate> measured(Guest guest) throws InterruptedException {
        Optional<Display> display = out().json() ? Optional.empty() : Display.live();
        try {
            display.ifPresent(shown -> shown.begin("measuring how fast " + guest.name() + " changes its memory"));
            guest.memory().measureDirtyRate(Duration.ofSeconds(seconds), mode);
            Instant end = Instant.now().plusSeconds(seconds).plus(LATE);
            while (true) {
                Optional<DirtyRate> rate = guest.memory().dirtyRate();
                boolean measuring = rate.filter(one -> !one.status().is(DirtyRate.Status.MEASURED))
                        .isPresent();
                if (!measuring || Instant.now().isAfter(end)) {
                    return rate;
                }
                // No event tells the end of it.
                Thread.sleep(AGAIN);
            }
        } finally {
            display.ifPresent(Display::close);
        }
    }
}
