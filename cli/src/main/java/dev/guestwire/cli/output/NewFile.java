package dev.guestwire.cli.output;

import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file to be written whole or not at all: it gets its name when all is in it. A device or a pipe is written to at once.
 *
 * @param path its name
 */
public record NewFile(Path path) {
    /** What writes it. */
    @FunctionalInterface
    public interface Writer {
        /** Writes to a file that is there and empty. */
        void write(Path file) throws Exception;
    }

    /**
     * Fails if it is there already.
     *
     * @param force whether that is no matter
     */
    public NewFile requireNew(boolean force) {
        if (Files.isDirectory(path)) {
            throw new CommandFailure(ExitCode.FAILED, path + " is a folder", "name a file");
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new CommandFailure(
                    ExitCode.FAILED, "there is no folder " + folder + " for " + path.getFileName(), "");
        }
        if (!force && Files.isRegularFile(path)) {
            throw new CommandFailure(ExitCode.FAILED, path + " is there already", "--force writes over it");
        }
        return this;
    }

    /**
     * Fails if the daemon would write over it: libvirt does so without a word. A host is reached over a socket of this machine,
     * so its files are looked for here; what is no plain file, such as a device, is what somebody wants to be written to.
     *
     * @param force whether that is no matter
     */
    public NewFile requireNewForDaemon(boolean force) {
        if (!force && Files.isRegularFile(path)) {
            throw new CommandFailure(
                    ExitCode.FAILED, path + " is there already, and the daemon would write over it", "--force lets it");
        }
        return this;
    }

    /** Writes it. After a failure nothing of it is left, and what was there before still is. */
    public void write(Writer writer) throws Exception {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            writer.write(path);
            return;
        }
        Path whole = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        Path part = whole.resolveSibling(
                "." + whole.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.newByteChannel(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                    .close();
            writer.write(part);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Writes bytes to it. */
    public void write(byte[] bytes) throws IOException {
        try {
            write(file -> Files.write(file, bytes));
        } catch (IOException | RuntimeException failed) {
            throw failed;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
