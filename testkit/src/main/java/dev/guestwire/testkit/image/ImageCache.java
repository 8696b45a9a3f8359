package dev.guestwire.testkit.image;

import dev.guestwire.testkit.error.LabException;
import dev.guestwire.testkit.error.MissingPrerequisiteException;
import dev.guestwire.testkit.error.Prerequisite;
import dev.guestwire.testkit.program.FileTree;
import dev.guestwire.testkit.program.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The folder that keeps guest images, one folder each, named by recipe and kernel. An image is built beside its place
 * and moved there whole, under a lock that other processes respect.
 */
public final class ImageCache {
    /** The name of the kernel's file in an image's folder. */
    public static final String KERNEL = "vmlinuz";

    /** The name of the initramfs's file in an image's folder. */
    public static final String INITRAMFS = "initramfs.gz";

    /** A file lock is held by the whole process, so threads need one of their own. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final Path folder;

    /** Creates a cache in a folder, which need not exist. */
    public ImageCache(Path folder) {
        this.folder = folder;
    }

    /**
     * {@return the folder of the cache: {@code GUESTWIRE_CACHE}, or {@code guestwire} in {@code XDG_CACHE_HOME} or
     * {@code ~/.cache}}
     */
    public static Path place() {
        String own = System.getenv("GUESTWIRE_CACHE");
        if (own != null && !own.isEmpty()) {
            return Path.of(own).toAbsolutePath();
        }
        String caches = System.getenv("XDG_CACHE_HOME");
        Path home = caches != null && caches.startsWith("/")
                ? Path.of(caches)
                : Path.of(System.getProperty("user.home"), ".cache");
        return home.resolve("guestwire");
    }

    /** {@return what this machine lacks to have an image: nothing when one is there} */
    public List<Prerequisite> missing() {
        List<Prerequisite> own = OwnParts.missing();
        if (!own.isEmpty()) {
            return own;
        }
        try {
            return find(prefix()).isPresent() ? List.of() : missingToBuild();
        } catch (IOException e) {
            throw new LabException("Cannot read the image cache " + folder + ": " + e, e);
        }
    }

    /**
     * {@return the folder of the image, which is built first when it is not there}
     *
     * @param progress told, in a few words, what is being done; not called when the image is there
     */
    public Path image(Consumer<String> progress) {
        THREADS.lock();
        try {
            Optional<Path> kept = find(prefix());
            return kept.isPresent() ? kept.get() : buildAlone(progress);
        } catch (IOException e) {
            throw new LabException(
                    "Cannot build the guest image in " + folder + " (GUESTWIRE_CACHE names another place): " + e, e);
        } finally {
            THREADS.unlock();
        }
    }

    private Path buildAlone(Consumer<String> progress) throws IOException {
        Files.createDirectories(folder);
        try (FileChannel file =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock(file, progress)) {
            String prefix = prefix();
            Optional<Path> kept = find(prefix);
            return kept.isPresent() ? kept.get() : build(prefix, progress);
        }
    }

    private static FileLock lock(FileChannel file, Consumer<String> progress) throws IOException {
        FileLock free = file.tryLock();
        if (free != null) {
            return free;
        }
        progress.accept("Waiting for another process that builds the guest image");
        return file.lock();
    }

    private Path build(String prefix, Consumer<String> progress) throws IOException {
        List<Prerequisite> missing = missingToBuild();
        if (!missing.isEmpty()) {
            throw new MissingPrerequisiteException(missing);
        }
        deleteRemains();
        Path work = Files.createTempDirectory(folder, "build-");
        try {
            Optional<OwnParts.Kernel> own = OwnParts.find();
            Optional<GuestParts> installed = own.flatMap(OwnParts::with);
            GuestParts parts = installed.isPresent() ? installed.get() : new DebianPackages(work, progress).fetch(own);
            progress.accept("Building the guest image with Linux " + parts.kernelVersion());
            Path image = Files.createDirectory(work.resolve("image"));
            Files.copy(parts.kernel(), image.resolve(KERNEL), StandardCopyOption.REPLACE_EXISTING);
            try (OutputStream out = Files.newOutputStream(image.resolve(INITRAMFS))) {
                new Initramfs(parts).write(out);
            }
            for (String name : List.of(KERNEL, INITRAMFS)) {
                Files.setAttribute(image.resolve(name), "unix:mode", 0644);
            }
            return Files.move(image, folder.resolve(prefix + parts.kernelVersion()), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileTree.delete(work);
        }
    }

    private static List<Prerequisite> missingToBuild() {
        List<Prerequisite> missing = new ArrayList<>(Program.missing(Program.BUSYBOX, Program.MKE2FS, Program.LDD));
        if (OwnParts.find().isEmpty()) {
            missing.addAll(DebianPackages.missing());
        }
        return missing;
    }

    private Optional<Path> find(String prefix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(prefix))
                    .max(Path::compareTo);
        }
    }

    private static String prefix() throws IOException {
        StringBuilder content = new StringBuilder(Initramfs.recipe());
        Optional<OwnParts.Kernel> own = OwnParts.find();
        if (own.isPresent()) {
            content.append(own.get()).append(Files.getLastModifiedTime(own.get().file()));
            Optional<Path> agent = OwnParts.agent();
            if (agent.isPresent()) {
                content.append(agent.get()).append(Files.getLastModifiedTime(agent.get()));
            }
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(content.toString().getBytes(StandardCharsets.UTF_8));
            return "guest-" + HexFormat.of().formatHex(hash, 0, 6) + "-";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void deleteRemains() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                if (entry.getFileName().toString().startsWith("build-")) {
                    FileTree.delete(entry);
                }
            }
        }
    }
}
