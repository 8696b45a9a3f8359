package dev.guestwire.cli.command;

import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.cli.output.Row;
import picocli.CommandLine.Parameters;

/** A verb for one guest. */
public abstract class GuestVerb extends HostVerb {
    @Parameters(index = "0", paramLabel = "GUEST", description = "Its name, UUID or number.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command.
    private String name;

    /** Creates a verb. */
    protected GuestVerb() {}

    /** Names the guest, as the command line does; {@return this verb} */
    public final GuestVerb on(String guest) {
        name = guest;
        return this;
    }

    @Override
    protected final int run(Host host) throws Exception {
        return run(Lookup.guest(host, name));
    }

    /** Works on the guest and {@return the exit code} */
    protected abstract int run(Guest guest) throws Exception;

    /** {@return a row that begins with the guest} */
    protected static Row row(Guest guest) {
        return new Row().with("guest", guest.name()).with("uuid", guest.uuid());
    }
}
