package dev.guestwire.cli.document;

import dev.guestwire.Flag;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What of a guest a change is made to. */
public final class Where {
    @Option(
            names = "--live",
            description = "What runs now. Without --live and --config: what the guest is at the moment.")
    private boolean live;

    @Option(
            names = {"--config", "--persistent"},
            description = "Its definition, for the next start. --live --config: both.")
    private boolean config;

    /** Creates the options. */
    public Where() {}

    /** {@return what a change is made to; none: what the guest is at the moment} */
    public Flag.Affect[] flags() {
        List<Flag.Affect> flags = new ArrayList<>();
        if (live) {
            flags.add(Flag.Affect.LIVE);
        }
        if (config) {
            flags.add(Flag.Affect.CONFIG);
        }
        return flags.toArray(Flag.Affect[]::new);
    }

    Flag.Update[] updates() {
        List<Flag.Update> flags = new ArrayList<>();
        if (live) {
            flags.add(Flag.Update.LIVE);
        }
        if (config) {
            flags.add(Flag.Update.CONFIG);
        }
        return flags.toArray(Flag.Update[]::new);
    }
}
