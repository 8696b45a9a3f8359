package dev.guestwire.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.remote.DomainOpenConsole;
import dev.guestwire.protocol.remote.StorageVol;
import dev.guestwire.protocol.remote.StorageVolDownload;
import dev.guestwire.protocol.remote.StorageVolUpload;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.testkit.fake.FakeStream;
import dev.guestwire.testkit.fake.ReceivedCall;
import java.io.ByteArrayOutputStream;
import java.util.Random;

/** A daemon that opens streams, and what tests do with them. */
final class StreamHost implements AutoCloseable {
    private static final StorageVol DISK = new StorageVol("pool", "disk", "/pool/disk");
    static final StorageVolDownload DOWNLOAD = new StorageVolDownload(DISK, 0, 0, 0);
    static final StorageVolUpload UPLOAD = new StorageVolUpload(DISK, 0, 0, 0);
    static final DomainOpenConsole CONSOLE = new DomainOpenConsole(Wire.GUEST, null, 0);

    final FakeLibvirtd daemon = Wire.daemon()
            .on(StorageVolDownload.class, call -> Answer.done())
            .on(StorageVolUpload.class, call -> Answer.done())
            .on(DomainOpenConsole.class, call -> Answer.done());
    final Lanes lanes = Wire.open(daemon);

    @Override
    public void close() {
        lanes.close();
        daemon.close();
    }

    FakeStream played(Call<?> call) {
        return received(call).stream();
    }

    ReceivedCall received(Call<?> call) {
        return daemon.calls().stream()
                .filter(received -> received.call().equals(call))
                .toList()
                .getLast();
    }

    static String text(StreamLane<?> stream) {
        return new String(rest(stream), UTF_8);
    }

    static byte[] rest(StreamLane<?> stream) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[50_000];
        for (int count = stream.read(some, 0, some.length); count >= 0; count = stream.read(some, 0, some.length)) {
            all.write(some, 0, count);
        }
        return all.toByteArray();
    }

    static int readOne(StreamLane<?> stream) {
        byte[] one = new byte[1];
        return stream.read(one, 0, 1) < 0 ? -1 : one[0];
    }

    static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
