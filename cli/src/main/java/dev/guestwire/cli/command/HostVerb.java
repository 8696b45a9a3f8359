package dev.guestwire.cli.command;

import dev.guestwire.Host;
import dev.guestwire.error.LibvirtException;

/** A verb for one host. */
public abstract class HostVerb extends Verb {
    /** Creates a verb. */
    protected HostVerb() {}

    /** Connects, and {@return the exit code of the work} */
    @Override
    public final Integer call() throws Exception {
        Target target = target();
        try (Host host = target.open()) {
            return ended(isStoppedAtOnce() ? run(host) : stoppable(() -> run(host)));
        } catch (LibvirtException | CommandFailure failure) {
            return complain(failure, target);
        }
    }

    /** {@return whether a signal may end the process at once, as nothing is ever changed} That saves time at the start. */
    protected boolean isStoppedAtOnce() {
        return false;
    }

    /** Works on the host and {@return the exit code} */
    protected abstract int run(Host host) throws Exception;
}
