package dev.guestwire.cli.snapshot;

import dev.guestwire.cli.command.Chosen;
import dev.guestwire.snapshot.Snapshot;
import java.util.List;
import picocli.CommandLine.Option;

/** What a guest does when it is what it was. */
final class RevertOptions {
    @Option(names = "--then", description = "What it does then: ${COMPLETION-CANDIDATES}. May be there several times.")
    private List<Snapshot.Revert> then = List.of();

    @Option(names = "--running", description = "It runs then.")
    private boolean running;

    @Option(names = "--paused", description = "It is paused then.")
    private boolean paused;

    @Option(names = "--force", description = "Even if that needs another process, or is risky.")
    private boolean force;

    @Option(names = "--reset-nvram", description = "It begins with the firmware's first settings.")
    private boolean resetNvram;

    RevertOptions() {}

    Snapshot.Revert[] flags() {
        Chosen<Snapshot.Revert> chosen = Chosen.of(Snapshot.Revert.class)
                .with(running, Snapshot.Revert.RUNNING)
                .with(paused, Snapshot.Revert.PAUSED)
                .with(force, Snapshot.Revert.FORCE)
                .with(resetNvram, Snapshot.Revert.RESET_NVRAM);
        then.forEach(one -> chosen.with(true, one));
        return chosen.array(Snapshot.Revert[]::new);
    }
}
