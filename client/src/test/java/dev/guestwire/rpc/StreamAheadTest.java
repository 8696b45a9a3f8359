package dev.guestwire.rpc;

import static dev.guestwire.rpc.StreamHost.DOWNLOAD;
import static dev.guestwire.rpc.StreamHost.noise;
import static dev.guestwire.rpc.StreamHost.rest;
import static dev.guestwire.rpc.Wire.ANSWER;
import static dev.guestwire.rpc.Wire.INFO;
import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.remote.StorageVolDownload;
import dev.guestwire.testkit.fake.FakeStream;
import dev.guestwire.testkit.fake.Hold;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data of a stream that come before the answer to the call that opens it. */
@Timeout(120)
class StreamAheadTest {
    private static final int CHUNK = 262_120;

    @ParameterizedTest
    @ValueSource(ints = {1000 * 1024, 1500 * 1024, 8 * 1024 * 1024})
    void anyAmountMayComeBeforeTheAnswer(int length) throws Exception {
        byte[] content = noise(length);
        try (StreamHost host = new StreamHost()) {
            Hold hold = host.daemon.hold(StorageVolDownload.class);
            Caller.Call<StreamLane<Empty>> opening = Caller.PLATFORM.start(() -> host.lanes.openStream(DOWNLOAD));
            hold.awaitHeld(1, SOON);
            send(host.played(DOWNLOAD), content);
            hold.release();
            StreamLane<Empty> stream = opening.result();
            assertThat(rest(stream)).isEqualTo(content);
            assertThat(host.lanes.call(INFO)).isEqualTo(ANSWER);
        }
    }

    /** The answer is over, so a full stream is left in the socket again, and read on when there is room. */
    @Test
    void afterTheAnswerAFullStreamWaitsAgain() throws Exception {
        byte[] content = noise(6 * 1024 * 1024);
        try (StreamHost host = new StreamHost()) {
            StreamLane<Empty> stream = host.lanes.openStream(DOWNLOAD);
            send(host.played(DOWNLOAD), content);
            while (!stream.inbox().isFull()) {
                Thread.onSpinWait();
            }
            assertThat(host.lanes.call(INFO)).as("a call while it is full").isEqualTo(ANSWER);
            assertThat(stream.inbox().weight()).isLessThan(content.length);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(rest(stream));
            assertThat(all.toByteArray()).isEqualTo(content);
        }
    }

    /** Who finishes a stream that is full does not wait in vain for the confirmation behind it. */
    @Test
    void aFullStreamCanBeFinished() throws Exception {
        try (StreamHost host = new StreamHost()) {
            StreamLane<Empty> stream = host.lanes.openStream(DOWNLOAD);
            send(host.played(DOWNLOAD), noise(6 * 1024 * 1024));
            while (!stream.inbox().isFull()) {
                Thread.onSpinWait();
            }
            stream.finish();
            host.received(DOWNLOAD).connection().awaitEnd(SOON);
        }
    }

    private static void send(FakeStream played, byte[] content) {
        for (int at = 0; at < content.length; at += CHUNK) {
            played.send(java.util.Arrays.copyOfRange(content, at, Math.min(content.length, at + CHUNK)));
        }
        played.end();
    }
}
