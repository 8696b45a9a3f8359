package dev.guestwire.cli.command;

import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.JobNotCompletedException;
import java.util.List;
import picocli.CommandLine.Parameters;

/** A verb that does the same to each of some guests. One that fails does not keep it from the others. */
public abstract class GuestsVerb extends HostVerb {
    @Parameters(arity = "1..*", paramLabel = "GUEST", description = "Names, UUIDs or numbers.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command.
    private List<String> names;

    /** Creates a verb. */
    protected GuestsVerb() {}

    /** Names the guests, as the command line does; {@return this verb} */
    public final GuestsVerb on(List<String> guests) {
        names = List.copyOf(guests);
        return this;
    }

    @Override
    protected final int run(Host host) throws Exception {
        int failures = 0;
        int code = ExitCode.OK;
        for (String name : names) {
            try {
                Guest guest = Lookup.guest(host, name);
                Row row = new Row().with("guest", guest.name()).with("uuid", guest.uuid());
                out().done(act(guest, row), row);
                if (ended(ExitCode.OK) != ExitCode.OK) {
                    return ended(ExitCode.OK);
                }
            } catch (CallFailedException
                    | DeadlineExceededException
                    | JobNotCompletedException
                    | CommandFailure failure) {
                failures++;
                code = complain(failure, target());
                if (code > ExitCode.SIGNALLED) {
                    return code;
                }
            }
        }
        return failures == 0 || failures == names.size() ? code : ExitCode.PARTIAL;
    }

    /** Does it to one guest and {@return what was done, such as {@code started}} */
    protected abstract String act(Guest guest) throws Exception;

    /**
     * Does it to one guest and {@return what was done}
     *
     * @param row takes what there is to tell programs beside that
     */
    protected String act(Guest guest, Row row) throws Exception {
        return act(guest);
    }
}
