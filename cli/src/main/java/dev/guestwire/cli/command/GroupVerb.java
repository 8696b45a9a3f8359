package dev.guestwire.cli.command;

import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.LibvirtException;

/** A verb that has verbs of its own, each a method. */
public abstract class GroupVerb extends Verb {
    /** Creates a verb. */
    protected GroupVerb() {}

    @Override
    public final Integer call() {
        throw wrong("Missing a verb");
    }

    /** Connects and works; {@return the exit code} */
    protected final int onHost(Work<Host> work) throws Exception {
        Target target = target();
        try (Host host = target.open()) {
            return ended(stoppable(() -> {
                work.run(host);
                return ExitCode.OK;
            }));
        } catch (LibvirtException | CommandFailure failure) {
            return complain(failure, target);
        }
    }

    /** Connects, finds a guest and works; {@return the exit code} */
    protected final int onGuest(String name, Work<Guest> work) throws Exception {
        return onHost(host -> work.run(Lookup.guest(host, name)));
    }

    /** {@return a row that begins with the guest} */
    protected static Row row(Guest guest) {
        return new Row().with("guest", guest.name()).with("uuid", guest.uuid());
    }

    /**
     * What a verb does.
     *
     * @param <T> to what
     */
    @FunctionalInterface
    protected interface Work<T> {
        /** Does it. */
        void run(T subject) throws Exception;
    }
}
