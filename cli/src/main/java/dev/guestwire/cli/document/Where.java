package dev.guestwire.cli.document;

import dev.guestwire.Flag;
import dev.guestwire.cli.command.Chosen;
import picocli.CommandLine.Option;

/** What of a guest a change is made to. */
public final class Where {
    @Option(names = "--live", description = "What runs now. Without --live and --config: as it is at the moment.")
    private boolean live;

    @Option(
            names = {"--config", "--persistent"},
            description = "Its definition, for the next start. --live --config: both.")
    private boolean config;

    /** Creates the options. */
    public Where() {}

    /** {@return what a change is made to; none: what the guest is at the moment} */
    public Flag.Affect[] flags() {
        return Chosen.of(Flag.Affect.class)
                .with(live, Flag.Affect.LIVE)
                .with(config, Flag.Affect.CONFIG)
                .array(Flag.Affect[]::new);
    }

    Flag.Update[] updates() {
        return Chosen.of(Flag.Update.class)
                .with(live, Flag.Update.LIVE)
                .with(config, Flag.Update.CONFIG)
                .array(Flag.Update[]::new);
    }
}
