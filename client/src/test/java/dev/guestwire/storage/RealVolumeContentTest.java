package dev.guestwire.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.Host;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Up- and downloads of a real daemon's volumes. */
class RealVolumeContentTest {
    private static final int SIZE = 64 << 20;

    @LibvirtHost
    static Lab lab;

    @TempDir
    private Path folder;

    @Test
    void whatGoesUpComesDown() throws Exception {
        try (Host host = Host.connect(lab.qemuUri())) {
            StoragePool pool = pool(host);
            Path image = folder.resolve("image");
            byte[] bytes = new byte[SIZE];
            new Random(1).nextBytes(bytes);
            Files.write(image, bytes);
            allOfIt(volume(pool, "dense", SIZE), image);
            withHoles(pool, image);
            aPart(pool.volume("dense"), bytes);
            tooMuch(volume(pool, "small", 1 << 20), bytes);
            pool.destroy();
        }
    }

    private static StoragePool pool(Host host) {
        StoragePool pool = host.storage()
                .define("<pool type='dir'><name>streams</name><target><path>"
                        + lab.folder().resolve("streams") + "</path></target></pool>");
        pool.build();
        pool.start();
        return pool;
    }

    private static StorageVolume volume(StoragePool pool, String name, int bytes) {
        return pool.createVolume("<volume><name>" + name + "</name><capacity unit='bytes'>" + bytes
                + "</capacity><allocation>0</allocation><target><format type='raw'/></target></volume>");
    }

    private void allOfIt(StorageVolume volume, Path image) throws Exception {
        AtomicLong up = new AtomicLong();
        AtomicLong down = new AtomicLong();
        assertThat(volume.content().onProgress(up::set).upload(image)).isEqualTo(SIZE);
        Path back = folder.resolve("back");
        assertThat(volume.content().onProgress(down::set).download(back)).isEqualTo(SIZE);
        assertThat(Files.mismatch(image, back)).isEqualTo(-1);
        assertThat(up).hasValue(SIZE);
        assertThat(down).hasValue(SIZE);
    }

    /** A mebibyte of zeros in a hundred, and an end of zeros. */
    private void withHoles(StoragePool pool, Path image) throws Exception {
        byte[] bytes = Files.readAllBytes(image);
        Arrays.fill(bytes, 1 << 20, 40 << 20, (byte) 0);
        Arrays.fill(bytes, 50 << 20, SIZE, (byte) 0);
        Path sparse = Files.write(folder.resolve("sparse"), bytes);
        StorageVolume volume = volume(pool, "holes", SIZE);
        volume.content().sparse().upload(sparse);
        assertThat(volume.info().allocationBytes()).isLessThan(20 << 20);
        Path back = folder.resolve("sparse-back");
        assertThat(volume.content().sparse().download(back)).isEqualTo(SIZE);
        assertThat(Files.mismatch(sparse, back)).isEqualTo(-1);
        ByteArrayOutputStream dense = new ByteArrayOutputStream();
        volume.content().download(dense);
        assertThat(dense.toByteArray()).isEqualTo(bytes);
    }

    private static void aPart(StorageVolume volume, byte[] bytes) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        assertThat(volume.content().part(1000, 500_000).download(part)).isEqualTo(500_000);
        assertThat(part.toByteArray()).isEqualTo(Arrays.copyOfRange(bytes, 1000, 501_000));
        volume.content().part(10, 0).upload(new ByteArrayInputStream(new byte[] {1, 2, 3}));
        part.reset();
        volume.content().part(9, 5).download(part);
        assertThat(part.toByteArray()).isEqualTo(new byte[] {bytes[9], 1, 2, 3, bytes[13]});
    }

    private static void tooMuch(StorageVolume volume, byte[] bytes) {
        assertThatThrownBy(() -> volume.content().part(0, 1 << 20).upload(new ByteArrayInputStream(bytes)))
                .isInstanceOf(CallFailedException.class)
                .hasMessageContaining("No space left on device");
    }
}
