package dev.guestwire.testkit;

import static java.lang.System.Logger.Level.DEBUG;

import dev.guestwire.testkit.image.ImageCache;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Keeps what a daemon learned about QEMU for the next one: asking QEMU takes a new daemon three seconds. libvirt checks
 * for itself whether the notes still fit the programs and the kernel.
 */
final class CapabilitiesCache {
    private CapabilitiesCache() {}

    static void fill(HostFolder folder) throws IOException {
        Path notes = folder.capabilities();
        if (Files.isDirectory(place(folder))) {
            try (DirectoryStream<Path> kept = Files.newDirectoryStream(place(folder), "*.xml")) {
                for (Path note : kept) {
                    folder.give(Files.copy(note, notes.resolve(note.getFileName())));
                }
            }
        }
    }

    /** Keeps the notes if it can; if not, the next start takes its three seconds. */
    static void keep(HostFolder folder) {
        try (DirectoryStream<Path> notes = Files.newDirectoryStream(folder.capabilities(), "*.xml")) {
            for (Path note : notes) {
                if (Files.isRegularFile(note, LinkOption.NOFOLLOW_LINKS)) {
                    keep(note, place(folder));
                }
            }
        } catch (IOException e) {
            System.getLogger(CapabilitiesCache.class.getName()).log(DEBUG, "Capabilities are not kept", e);
        }
    }

    private static void keep(Path note, Path place) throws IOException {
        Files.createDirectories(place);
        Path fresh = Files.createTempFile(place, "note", null);
        Files.copy(note, fresh, StandardCopyOption.REPLACE_EXISTING);
        Files.move(fresh, place.resolve(note.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    /** libvirt's notes depend on the user, who may or may not use KVM. */
    private static Path place(HostFolder folder) {
        return ImageCache.place().resolve("capabilities-" + folder.user().uid());
    }
}
