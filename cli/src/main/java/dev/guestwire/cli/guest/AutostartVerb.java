package dev.guestwire.cli.guest;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestsVerb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verb {@code autostart}. */
@Command(
        name = "autostart",
        description = "Lets guests start with their host, or not.",
        mixinStandardHelpOptions = true)
public final class AutostartVerb extends GuestsVerb {
    @Option(names = "--disable", description = "They start no more with their host.")
    private boolean disable;

    /** Creates the verb. */
    public AutostartVerb() {}

    @Override
    protected String act(Guest guest) {
        guest.autostart(!disable);
        return disable ? "starts no more with the host" : "starts with the host";
    }
}
