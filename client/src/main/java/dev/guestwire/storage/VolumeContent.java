package dev.guestwire.storage;

import dev.guestwire.ByteStream;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.remote.StorageVolDownload;
import dev.guestwire.protocol.remote.StorageVolUpload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The bytes in a volume, or a part of them, and how they travel. Immutable.
 *
 * {@snippet :
 * volume.content().sparse().onProgress(bytes -> bar.show(bytes)).upload(Path.of("image.raw"));
 * }
 *
 * <p>An upload is good only when the method returns: then the daemon has confirmed it. What was moved before a failure
 * stays where it came to.
 *
 * @param volume whose bytes
 * @param offset where the part begins
 * @param length how many bytes; 0 for all that follow
 * @param isSparse whether parts full of zeros are told by their length instead of sent
 * @param progress hears after each part how many bytes were moved so far, holes included; on the thread that moves them
 */
public record VolumeContent(StorageVolume volume, long offset, long length, boolean isSparse, LongConsumer progress) {
    private static final int SPARSE_STREAM = 1;
    private static final int BLOCK = 262_120;
    private static final int SPARSE_BLOCK = 65_536;

    /** Checks the numbers. */
    public VolumeContent {
        if (offset < 0 || length < 0) {
            throw new InvalidInputException(
                    "a part of a volume cannot begin at " + offset + " and have " + length + " bytes", null);
        }
    }

    /** {@return a part of it}; a length of 0 stands for all that follows. */
    public VolumeContent part(long from, long bytes) {
        return new VolumeContent(volume, from, bytes, isSparse, progress);
    }

    /**
     * {@return the same with holes: {@code VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM} and its like for downloads}
     *
     * <p>Upload so into new volumes only: libvirt passes over a hole, so what was there before shows through it.
     */
    public VolumeContent sparse() {
        return new VolumeContent(volume, offset, length, true, progress);
    }

    /** {@return the same with somebody who hears how many bytes were moved so far} */
    public VolumeContent onProgress(LongConsumer listener) {
        return new VolumeContent(volume, offset, length, isSparse, listener);
    }

    /**
     * Writes it to a file, over what is there; holes stay holes: {@code virStorageVolDownload}.
     *
     * @return how many bytes the file has now
     * @throws UncheckedIOException if it cannot be written
     */
    public long download(Path to) {
        try (ByteStream<Empty> stream = openDownload();
                RandomAccessFile file = new RandomAccessFile(to.toFile(), "rw")) {
            file.setLength(0);
            byte[] block = new byte[BLOCK];
            long done = 0;
            while (true) {
                long hole = stream.skipHole();
                int count = hole > 0 ? 0 : stream.read(block, 0, block.length);
                if (count < 0) {
                    file.setLength(done);
                    return done;
                }
                file.seek(done);
                file.write(block, 0, count);
                done += hole + count;
                progress.accept(done);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write volume " + volume + " to " + to, failed);
        }
    }

    /**
     * Writes it to an output stream, which is not closed; holes become zeros: {@code virStorageVolDownload}.
     *
     * @return how many bytes
     * @throws UncheckedIOException if they cannot be written
     */
    public long download(OutputStream to) {
        try (ByteStream<Empty> stream = openDownload()) {
            byte[] block = new byte[BLOCK];
            long done = 0;
            for (int count = stream.read(block, 0, block.length);
                    count >= 0;
                    count = stream.read(block, 0, block.length)) {
                to.write(block, 0, count);
                done += count;
                progress.accept(done);
            }
            return done;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write volume " + volume, failed);
        }
    }

    /**
     * Fills it with a file: {@code virStorageVolUpload}.
     *
     * @return how many bytes
     * @throws UncheckedIOException if the file cannot be read
     * @throws dev.guestwire.error.CallFailedException if the daemon cannot write, or the file does not fit
     */
    public long upload(Path from) {
        try (InputStream file = Files.newInputStream(from)) {
            return upload(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + from + " for volume " + volume, failed);
        }
    }

    /**
     * Fills it with all that an input stream has; that is not closed: {@code virStorageVolUpload}.
     *
     * @return how many bytes
     * @throws UncheckedIOException if it cannot be read
     * @throws dev.guestwire.error.CallFailedException if the daemon cannot write, or the bytes do not fit
     */
    public long upload(InputStream from) {
        try (ByteStream<Empty> stream = openUpload()) {
            byte[] block = new byte[isSparse ? SPARSE_BLOCK : BLOCK];
            long done = 0;
            long hole = 0;
            for (int count = from.readNBytes(block, 0, block.length);
                    count > 0;
                    count = from.readNBytes(block, 0, block.length)) {
                if (isSparse && isZero(block, count)) {
                    hole += count;
                } else {
                    leave(stream, hole);
                    hole = 0;
                    stream.write(block, 0, count);
                }
                done += count;
                progress.accept(done);
            }
            leave(stream, hole);
            stream.finish();
            return done;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read what volume " + volume + " shall hold", failed);
        }
    }

    private static void leave(ByteStream<Empty> stream, long hole) {
        if (hole > 0) {
            stream.writeHole(hole);
        }
    }

    private static boolean isZero(byte[] block, int count) {
        return block[0] == 0 && Arrays.equals(block, 0, count - 1, block, 1, count);
    }

    /** {@return a stream of its bytes, to be closed: {@code virStorageVolDownload}} */
    public ByteStream<Empty> openDownload() {
        return volume.host().open(new StorageVolDownload(volume.handle(), offset, length, flags()));
    }

    /** {@return a stream into it, to be finished and closed: {@code virStorageVolUpload}} */
    public ByteStream<Empty> openUpload() {
        return volume.host().open(new StorageVolUpload(volume.handle(), offset, length, flags()));
    }

    private int flags() {
        return isSparse ? SPARSE_STREAM : 0;
    }
}
