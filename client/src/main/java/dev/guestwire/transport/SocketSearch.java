package dev.guestwire.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which sockets of this machine a URI may mean, the likeliest first: libvirt's own rules.
 *
 * @param environment the variables XDG_RUNTIME_DIR, XDG_CACHE_HOME and HOME
 * @param privileged whether this process runs as root, for whom there is no session daemon
 */
public record SocketSearch(Map<String, String> environment, boolean privileged) {
    private static final Path SYSTEM_FOLDER = Path.of("/var/run/libvirt");
    private static final List<String> PROBED = List.of("xen", "qemu", "lxc", "vbox", "bhyve", "vz");
    private static final Set<String> MODULAR = Set.of(
            "qemu",
            "xen",
            "lxc",
            "vbox",
            "bhyve",
            "vz",
            "ch",
            "network",
            "storage",
            "secret",
            "nodedev",
            "nwfilter",
            "interface");

    /** {@return the search of this process} */
    public static SocketSearch ofThisProcess() {
        return new SocketSearch(System.getenv(), isRoot());
    }

    /** {@return the paths to try, in order} */
    public List<Path> candidates(LibvirtUri uri, boolean readOnly) {
        if (uri.parameter("socket").isPresent()) {
            return List.of(Path.of(uri.parameter("socket").get()));
        }
        boolean session = isSession(uri);
        Path folder = session ? sessionFolder() : SYSTEM_FOLDER;
        String suffix = readOnly && !session ? "-sock-ro" : "-sock";
        SocketMode mode = uri.parameter("mode").map(SocketMode::of).orElse(SocketMode.AUTO);
        Stream<String> direct =
                mode == SocketMode.LEGACY ? Stream.of() : modular(uri).map(driver -> "virt" + driver + "d");
        Stream<String> legacy = mode == SocketMode.DIRECT ? Stream.of() : Stream.of("libvirt");
        return Stream.concat(direct, legacy)
                .map(daemon -> folder.resolve(daemon + suffix))
                .toList();
    }

    /** {@return whether the user's own daemon is meant, not the system's} */
    boolean isSession(LibvirtUri uri) {
        boolean testDriver = uri.driver().equals("test") && uri.namesTransport();
        return !privileged && (uri.isEmpty() || uri.path().equals("/session") || testDriver);
    }

    private static Stream<String> modular(LibvirtUri uri) {
        return uri.isEmpty() ? PROBED.stream() : Stream.of(uri.driver()).filter(MODULAR::contains);
    }

    private Path sessionFolder() {
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isEmpty()) {
            return Path.of(runtime, "libvirt");
        }
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        return cache.isEmpty()
                ? Path.of(environment.getOrDefault("HOME", "/"), ".cache", "libvirt")
                : Path.of(cache, "libvirt");
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException noProc) {
            return System.getProperty("user.name", "").equals("root");
        }
    }
}
