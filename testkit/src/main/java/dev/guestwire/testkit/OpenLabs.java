package dev.guestwire.testkit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The labs of this process that are not closed yet. When it ends in an orderly way, Ctrl-C included, they are. */
final class OpenLabs {
    private static final Set<Lab> LABS = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(OpenLabs::closeAll, "guestwire-labs-close"));
    }

    private OpenLabs() {}

    static void add(Lab lab) {
        LABS.add(lab);
    }

    static void remove(Lab lab) {
        LABS.remove(lab);
    }

    private static void closeAll() {
        LABS.forEach(Lab::close);
    }
}
