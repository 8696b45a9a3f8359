package dev.guestwire.testkit;

import dev.guestwire.testkit.error.LabException;
import dev.guestwire.testkit.program.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder that holds all of one host. Its name is short, because libvirt puts sockets deep below it and the path of a
 * socket has 107 bytes at most.
 *
 * @param path the folder
 * @param user who owns it
 */
record HostFolder(Path path, DaemonUser user) {
    private static final String PREFIX = "gw-";
    private static final String CAPABILITIES = "c/libvirt/qemu/cache/capabilities";
    private static final String UNFINISHED = "new-gw-";

    /** The longest place of folders with which the agent's channel of a guest still has a path that fits. */
    private static final int LONGEST_PLACE = 15;

    /** The smallest and the first too large number of six letters and digits: every folder's path has one length. */
    private static final long SHORTEST = 36L * 36 * 36 * 36 * 36;

    private static final long NAMES = SHORTEST * 36;

    private static final Set<PosixFilePermission> PRIVATE =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /** Makes a new folder, owned by this process from the moment it has its name. */
    static HostFolder create(DaemonUser user) throws IOException {
        Path work = Files.createTempDirectory(place(), UNFINISHED);
        Owner.self().write(work);
        HostFolder made = new HostFolder(work, user);
        for (String name :
                List.of("r", "c", "c/libvirt", "c/libvirt/qemu", "c/libvirt/qemu/cache", CAPABILITIES, "libvirt")) {
            made.give(Files.createDirectory(work.resolve(name)));
        }
        Files.setPosixFilePermissions(work, PRIVATE);
        user.own(work);
        String name = PREFIX + Long.toString(new SecureRandom().nextLong(SHORTEST, NAMES), Character.MAX_RADIX);
        return new HostFolder(Files.move(work, place().resolve(name), StandardCopyOption.ATOMIC_MOVE), user);
    }

    /** {@return the folders of this user's hosts, of all processes} */
    static List<HostFolder> all(DaemonUser user) throws IOException {
        try (Stream<Path> entries = Files.list(place())) {
            return entries.filter(HostFolder::isNamedLikeOne)
                    .filter(entry -> belongsTo(entry, user))
                    .map(entry -> new HostFolder(entry, user))
                    .toList();
        }
    }

    private static boolean belongsTo(Path entry, DaemonUser user) {
        try {
            Map<String, Object> facts = Files.readAttributes(entry, "unix:isDirectory,uid", LinkOption.NOFOLLOW_LINKS);
            return Boolean.TRUE.equals(facts.get("isDirectory"))
                    && facts.get("uid") instanceof Integer uid
                    && uid == user.uid();
        } catch (IOException e) {
            // Its owner has just removed it.
            return false;
        }
    }

    private static boolean isNamedLikeOne(Path entry) {
        String name = entry.getFileName().toString();
        return name.startsWith(PREFIX) || name.startsWith(UNFINISHED);
    }

    private static Path place() {
        Path place = Path.of(System.getenv().getOrDefault("GUESTWIRE_RUN", "/tmp"));
        if (place.toString().length() > LONGEST_PLACE) {
            throw new LabException("GUESTWIRE_RUN=" + place + " is too long: a socket's path has 107 bytes at most");
        }
        return place;
    }

    Path socketFolder() {
        return path.resolve("r/libvirt");
    }

    Path config() {
        return path.resolve("daemon.conf");
    }

    Path log() {
        return path.resolve("daemon.log");
    }

    Path output() {
        return path.resolve("daemon.out");
    }

    Path capabilities() {
        return path.resolve(CAPABILITIES);
    }

    /** The number of a running guest's QEMU process, as the daemon noted it. */
    Optional<Long> qemuPid(String guest) {
        try {
            Path file = socketFolder().resolve("qemu/run").resolve(guest + ".pid");
            return Optional.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The variables the daemon runs with; nothing else of this process's reaches it. */
    Map<String, String> environment(String searchPath) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("PATH", searchPath);
        variables.put("LC_ALL", "C");
        variables.put("HOME", path.toString());
        variables.put("XDG_RUNTIME_DIR", path.resolve("r").toString());
        variables.put("XDG_CONFIG_HOME", path.toString());
        variables.put("XDG_CACHE_HOME", path.resolve("c").toString());
        variables.put("XDG_DATA_HOME", path.resolve("c").toString());
        variables.put(LabProcesses.MARK, path.toString());
        return variables;
    }

    /** Writes a file that the daemon's user owns. */
    void write(Path file, String content) throws IOException {
        give(Files.writeString(file, content));
    }

    /** Hands a file to the daemon's user. */
    Path give(Path file) throws IOException {
        user.own(file);
        return file;
    }

    /** Copies a file into this folder, unless it is there, and hands it to the daemon's user. */
    Path bring(Path file) throws IOException {
        Path place = path.resolve(file.getFileName());
        if (!Files.exists(place)) {
            Path copy = Files.createTempFile(path, "copy", null);
            give(Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING));
            Files.move(copy, place, StandardCopyOption.ATOMIC_MOVE);
        }
        return place;
    }

    /** Kills the processes of this host and removes the folder, except what the next host can use. */
    void dispose() throws IOException {
        LabProcesses.killAll(this);
        CapabilitiesCache.keep(this);
        FileTree.delete(path);
    }
}
