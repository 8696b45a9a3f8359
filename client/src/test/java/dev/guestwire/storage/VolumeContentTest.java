package dev.guestwire.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.Packet;
import dev.guestwire.protocol.PacketStatus;
import dev.guestwire.protocol.PacketType;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.StreamHole;
import dev.guestwire.protocol.remote.StorageVol;
import dev.guestwire.protocol.remote.StorageVolDownload;
import dev.guestwire.protocol.remote.StorageVolUpload;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeStream;
import dev.guestwire.testkit.fake.Hold;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What up- and downloads say to the daemon, and what they make of its bytes. */
@Timeout(240)
class VolumeContentTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final StorageVol DISK = new StorageVol("pool", "disk", "/pool/disk");

    @TempDir
    private Path folder;

    private final FakeHost fake = new FakeHost();
    private final VolumeContent content = new StorageVolume(fake.host, DISK).content();
    private final List<Long> progress = new ArrayList<>();

    VolumeContentTest() {
        fake.daemon
                .on(StorageVolDownload.class, call -> Answer.done())
                .on(StorageVolUpload.class, call -> Answer.done());
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private FakeStream lastStream() throws InterruptedException {
        while (true) {
            var call = fake.daemon.nextCall(SOON);
            if (call.call() instanceof StorageVolDownload || call.call() instanceof StorageVolUpload) {
                return call.stream();
            }
        }
    }

    @Test
    void partAndHolesAreAskedFor() {
        content.part(1L << 40, 7).openDownload().close();
        content.sparse().openDownload().close();
        content.part(8, 9).sparse().openUpload().close();
        content.openUpload().close();
        assertThat(fake.daemon.calls(StorageVolDownload.class))
                .containsExactly(new StorageVolDownload(DISK, 1L << 40, 7, 0), new StorageVolDownload(DISK, 0, 0, 1));
        assertThat(fake.daemon.calls(StorageVolUpload.class))
                .containsExactly(new StorageVolUpload(DISK, 8, 9, 1), new StorageVolUpload(DISK, 0, 0, 0));
        assertThatThrownBy(() -> content.part(-1, 0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> content.part(0, -1)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aDownloadWritesHolesAsHolesAndAsZeros() throws Exception {
        Path file = folder.resolve("disk.raw");
        Files.write(file, new byte[100]);
        CompletableFuture<Long> toFile = CompletableFuture.supplyAsync(
                () -> content.sparse().onProgress(progress::add).download(file));
        lastStream().hole(5).send((byte) 1, (byte) 2).hole(10).end();
        assertThat(toFile.join()).isEqualTo(17);
        assertThat(Files.readAllBytes(file)).isEqualTo(new byte[] {0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        assertThat(progress).containsExactly(5L, 7L, 17L);

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CompletableFuture<Long> toStream =
                CompletableFuture.supplyAsync(() -> content.sparse().download(out));
        lastStream().hole(2).send((byte) 1).end();
        assertThat(toStream.join()).isEqualTo(3);
        assertThat(out.toByteArray()).isEqualTo(new byte[] {0, 0, 1});
    }

    @Test
    void aSparseUploadTellsZerosByTheirLength() throws Exception {
        byte[] bytes = new byte[4 * 65_536 + 10];
        bytes[2 * 65_536 + 3] = 1;
        CompletableFuture<Long> upload = CompletableFuture.supplyAsync(
                () -> content.sparse().onProgress(progress::add).upload(new ByteArrayInputStream(bytes)));
        FakeStream stream = lastStream();
        assertHole(stream.next(SOON), 2 * 65_536);
        Packet part = stream.next(SOON);
        assertThat(part.header().type()).isEqualTo(PacketType.STREAM);
        assertThat(part.payload().length()).isEqualTo(65_536);
        assertHole(stream.next(SOON), 65_536 + 10);
        assertThat(stream.next(SOON).header().status()).isEqualTo(PacketStatus.OK);
        assertThat(upload.join()).isEqualTo(bytes.length);
        assertThat(progress).last().isEqualTo((long) bytes.length);
    }

    private static void assertHole(Packet packet, long length) {
        assertThat(packet.header().type()).isEqualTo(PacketType.STREAM_HOLE);
        assertThat(StreamHole.read(packet.reader()).length()).isEqualTo(length);
    }

    @Test
    void anUploadIsGoodOnlyWhenTheDaemonSaysSo() throws Exception {
        Path file = Files.write(folder.resolve("image"), new byte[] {1, 2, 3});
        Hold hold = fake.daemon.hold(StorageVolUpload.class);
        CompletableFuture<Long> upload = CompletableFuture.supplyAsync(() -> content.upload(file));
        hold.awaitHeld(1, SOON);
        FakeStream stream = lastStream().silent();
        hold.release();
        assertThat(stream.receive(SOON)).isEqualTo(new byte[] {1, 2, 3});
        stream.fail(RemoteError.of(ErrorCode.SYSTEM_ERROR, ErrorDomain.STORAGE, "No space left on device"));
        assertThatThrownBy(upload::join)
                .hasCauseInstanceOf(CallFailedException.class)
                .hasMessageContaining("No space left on device");
    }

    @Test
    void aSourceThatFailsAbortsTheUpload() throws Exception {
        InputStream broken = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw new IOException("unplugged");
            }
        };
        assertThatThrownBy(() -> content.upload(broken))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("unplugged");
        assertThat(lastStream().next(SOON).header().status()).isEqualTo(PacketStatus.ERROR);
        assertThatThrownBy(() -> content.upload(folder.resolve("missing")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("missing");
    }
}
