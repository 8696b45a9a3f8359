package dev.guestwire.cli.guest;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The verb {@code rename}. */
@Command(
        name = "rename",
        aliases = "domrename",
        description = "Gives a guest that is shut off another name.",
        mixinStandardHelpOptions = true)
public final class RenameVerb extends GuestVerb {
    @Parameters(index = "1", paramLabel = "NAME", description = "The new name.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command.
    private String name;

    /** Creates the verb. */
    public RenameVerb() {}

    @Override
    protected int run(Guest guest) {
        out().done("renamed from " + guest.name(), row(guest.rename(name)));
        return ExitCode.OK;
    }
}
