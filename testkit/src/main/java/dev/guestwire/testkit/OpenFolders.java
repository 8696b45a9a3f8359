package dev.guestwire.testkit;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folders of this process's hosts. When it ends in an orderly way, Ctrl-C included, those left are removed. */
final class OpenFolders {
    private static final Set<HostFolder> FOLDERS = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(OpenFolders::disposeAll, "guestwire-labs-close"));
    }

    private OpenFolders() {}

    static void add(HostFolder folder) {
        FOLDERS.add(folder);
    }

    static void remove(HostFolder folder) {
        FOLDERS.remove(folder);
    }

    private static void disposeAll() {
        for (HostFolder folder : FOLDERS) {
            try {
                folder.dispose();
            } catch (IOException | RuntimeException e) {
                System.getLogger(OpenFolders.class.getName()).log(WARNING, "Cannot remove " + folder.path(), e);
            }
        }
    }
}
