package dev.guestwire.cli.guest;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.Chosen;
import dev.guestwire.cli.command.GuestsVerb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code start}. */
@Command(
        name = "start",
        description = "Starts guests; those with a saved memory go on where they were.",
        mixinStandardHelpOptions = true)
public final class StartVerb extends GuestsVerb {
    @Option(names = "--paused", description = "They do not run yet; guestwire resume lets them.")
    private boolean paused;

    @Option(names = "--bypass-cache", description = "Reads the saved memory without the file system's cache.")
    private boolean bypassCache;

    @Option(names = "--force-boot", description = "Throws a saved memory away and boots.")
    private boolean forceBoot;

    @Option(names = "--reset-nvram", description = "Begins with the firmware's first settings.")
    private boolean resetNvram;

    /** Creates the verb. */
    public StartVerb() {}

    @Override
    protected String act(Guest guest) {
        Flag.Start[] flags = Chosen.of(Flag.Start.class)
                .with(paused, Flag.Start.PAUSED)
                .with(bypassCache, Flag.Start.BYPASS_CACHE)
                .with(forceBoot, Flag.Start.FORCE_BOOT)
                .with(resetNvram, Flag.Start.RESET_NVRAM)
                .array(Flag.Start[]::new);
        lasting(
                "start of " + guest.name(),
                "guestwire show " + guest.name() + " tells whether it runs",
                () -> guest.start(flags));
        return paused ? "started, paused" : "started";
    }
}
