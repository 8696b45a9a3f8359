package dev.guestwire.testkit.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Writes the archive Linux unpacks as its first file system: cpio in its "newc" form (kernel documentation, "initramfs
 * buffer format"). Everything belongs to root and has no time, so that the same content gives the same bytes.
 */
final class CpioArchive implements AutoCloseable {
    private static final int FOLDER = 0040755;
    private static final int PROGRAM = 0100755;
    private static final int LINK = 0120777;
    private static final byte[] EMPTY = {};

    private final OutputStream out;
    private final Set<String> folders = new HashSet<>();
    private int inode;

    CpioArchive(OutputStream out) {
        this.out = out;
    }

    /** Adds a folder and those above it, unless they are there. */
    void folder(String path) throws IOException {
        Path parent = Path.of(path).getParent();
        if (parent != null && parent.getNameCount() > 0) {
            folder(parent.toString());
        }
        if (folders.add(path)) {
            entry(path, FOLDER, EMPTY);
        }
    }

    /** Adds a file that anybody may read and run, with its folders. */
    void file(String path, byte[] content) throws IOException {
        foldersOf(path);
        entry(path, PROGRAM, content);
    }

    /** Adds a symbolic link, with its folders. */
    void link(String path, String target) throws IOException {
        foldersOf(path);
        entry(path, LINK, target.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        entry("/TRAILER!!!", 0, EMPTY);
        out.close();
    }

    private void foldersOf(String path) throws IOException {
        Path parent = Path.of(path).getParent();
        if (parent != null && parent.getNameCount() > 0) {
            folder(parent.toString());
        }
    }

    private void entry(String path, int mode, byte[] content) throws IOException {
        byte[] name = (path.substring(1) + "\0").getBytes(StandardCharsets.UTF_8);
        String header = "070701" + hex(++inode) + hex(mode) + hex(0) + hex(0) + hex(1) + hex(0) + hex(content.length)
                + hex(0).repeat(4) + hex(name.length) + hex(0);
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        out.write(name);
        pad(header.length() + name.length);
        out.write(content);
        pad(content.length);
    }

    private void pad(int written) throws IOException {
        out.write(new byte[-written & 3]);
    }

    private static String hex(int value) {
        return String.format(Locale.ROOT, "%08x", value);
    }
}
