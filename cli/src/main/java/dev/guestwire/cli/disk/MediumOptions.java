package dev.guestwire.cli.disk;

import dev.guestwire.Flag.Update;
import dev.guestwire.cli.command.Chosen;
import picocli.CommandLine.Option;

/** Where a medium is changed. */
final class MediumOptions {
    @Option(
            names = "--live",
            description = "The running guest. Without --live and --config: the running guest, or the definition of one"
                    + " that is off.")
    private boolean live;

    @Option(names = "--config", description = "The definition, for the next start. --live --config: both.")
    private boolean config;

    @Option(names = "--force", description = "Also if the guest has locked the tray.")
    private boolean force;

    MediumOptions() {}

    Update[] flags() {
        return Chosen.of(Update.class)
                .with(live, Update.LIVE)
                .with(config, Update.CONFIG)
                .with(force, Update.FORCE)
                .array(Update[]::new);
    }
}
