package dev.guestwire.testkit;

import java.io.IOException;
import java.util.Optional;

/** Removes the hosts of Java processes that ended without closing them. */
final class Sweep {
    private Sweep() {}

    /** Ends the processes and removes the folders of every host whose owner is certainly gone. */
    static void run(DaemonUser user) throws IOException {
        for (HostFolder folder : HostFolder.all(user)) {
            Optional<Owner> owner = Owner.read(folder.path());
            if (owner.isPresent() && owner.get().isGone()) {
                folder.dispose();
            }
        }
    }
}
