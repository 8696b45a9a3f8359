package dev.guestwire.rpc;

import static dev.guestwire.rpc.StreamHost.CONSOLE;
import static dev.guestwire.rpc.StreamHost.DOWNLOAD;
import static dev.guestwire.rpc.StreamHost.UPLOAD;
import static dev.guestwire.rpc.StreamHost.readOne;
import static dev.guestwire.rpc.StreamHost.text;
import static dev.guestwire.rpc.Wire.ANSWER;
import static dev.guestwire.rpc.Wire.INFO;
import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.PacketStatus;
import dev.guestwire.protocol.PacketType;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.remote.StorageVolDownload;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeConnection;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.testkit.fake.FakeStream;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way in which a byte stream can go wrong, and that it goes wrong for nobody else. */
@Timeout(240)
class StreamFaultTest {
    private static final RemoteError FULL =
            RemoteError.of(ErrorCode.SYSTEM_ERROR, ErrorDomain.STORAGE, "No space left on device");
    private static final Duration SHORT = Duration.ofMillis(100);

    private final StreamHost host = new StreamHost();
    private final FakeLibvirtd daemon = host.daemon;
    private final Lanes lanes = host.lanes;

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void aRefusedStreamLeavesNoConnectionBehind() throws Exception {
        daemon.on(
                StorageVolDownload.class,
                call -> Answer.error(ErrorCode.NO_STORAGE_VOL, ErrorDomain.STORAGE, "no such volume"));
        assertThatThrownBy(() -> lanes.openStream(DOWNLOAD))
                .isInstanceOf(CallFailedException.class)
                .hasMessageContaining("no such volume");
        host.received(DOWNLOAD).connection().awaitEnd(SOON);
        assertThat(lanes.isOpen()).isTrue();
    }

    /** What came before the error is still read; afterwards nobody waits for an answer that does not come. */
    @Test
    void anErrorOfTheDaemonComesAfterItsBytesAndEndsTheStream() throws Exception {
        StreamLane<Empty> stream = lanes.openStream(DOWNLOAD);
        host.played(DOWNLOAD).send((byte) 'a').fail(FULL);
        assertThat(readOne(stream)).isEqualTo('a');
        for (int again = 0; again < 2; again++) {
            assertThatThrownBy(() -> readOne(stream))
                    .isInstanceOfSatisfying(
                            CallFailedException.class,
                            refused -> assertThat(refused.error()).isEqualTo(FULL));
        }
        stream.close();
        host.received(DOWNLOAD).connection().awaitEnd(SOON);
        assertThat(lanes.call(INFO)).isEqualTo(ANSWER);
    }

    @Test
    void anErrorThatCrossesTheEndIsNotLost() throws Exception {
        StreamLane<Empty> stream = lanes.openStream(UPLOAD);
        FakeStream played = host.played(UPLOAD).silent();
        stream.write(new byte[10], 0, 10);
        Caller.Call<Boolean> finishing = Caller.VIRTUAL.start(() -> {
            stream.finish();
            return true;
        });
        assertThat(played.receive(SOON)).hasSize(10);
        played.fail(FULL);
        assertThat(finishing.failure(CallFailedException.class)).hasMessageContaining("No space left");
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void anErrorWakesAWriterWhomTheDaemonDoesNotHear(Caller caller) throws Exception {
        StreamLane<Empty> stream = lanes.openStream(UPLOAD);
        FakeConnection connection = host.received(UPLOAD).connection();
        Caller.Call<Boolean> writing = stalledWriter(caller, stream, connection);
        connection.resume();
        host.played(UPLOAD).fail(FULL);
        assertThat(writing.failure(CallFailedException.class)).hasMessageContaining("No space left");
    }

    private static Caller.Call<Boolean> stalledWriter(Caller caller, StreamLane<?> stream, FakeConnection connection) {
        connection.stall();
        Caller.Call<Boolean> writing = caller.start(() -> {
            byte[] some = new byte[100_000];
            while (true) {
                stream.write(some, 0, some.length);
            }
        });
        writing.awaitParked();
        return writing;
    }

    @Test
    void aCutWithinAPacketGivesWhatCameWholeAndThenTheLoss() {
        StreamLane<Empty> stream = lanes.openStream(DOWNLOAD);
        host.played(DOWNLOAD).send((byte) 'a').cut(40, new byte[100]);
        assertThat(readOne(stream)).isEqualTo('a');
        assertThatThrownBy(() -> readOne(stream))
                .isInstanceOf(ConnectionLostException.class)
                .hasMessageContaining("StorageVolDownload")
                .hasMessageContaining("broke off in the middle of its stream: the daemon closed the connection")
                .hasMessageNotContaining("no answer");
        assertThatThrownBy(stream::finish).isInstanceOf(ConnectionLostException.class);
        stream.close();
        assertThat(lanes.call(INFO)).as("its loss is only its own").isEqualTo(ANSWER);
    }

    @Test
    void aPacketLargerThanLibvirtAllowsEndsTheStreamAlone() {
        StreamLane<Empty> stream = lanes.openStream(DOWNLOAD);
        host.received(DOWNLOAD).connection().send(Bytes.of((byte) 2, (byte) 0, (byte) 0, (byte) 5));
        assertThatThrownBy(() -> readOne(stream))
                .isInstanceOf(ConnectionLostException.class)
                .hasMessageContaining("not libvirt's format");
        assertThat(lanes.call(INFO)).isEqualTo(ANSWER);
    }

    @Test
    void aNegativeHoleAndABrokenErrorEndTheStream() {
        StreamLane<Empty> hole = lanes.openStream(DOWNLOAD);
        host.played(DOWNLOAD).send(PacketType.STREAM_HOLE, PacketStatus.CONTINUE, out -> {
            out.int64(-1);
            out.int32(0);
        });
        assertThatThrownBy(() -> readOne(hole)).isInstanceOf(ConnectionLostException.class);
        StreamLane<Empty> error = lanes.openStream(DOWNLOAD);
        host.played(DOWNLOAD).send(PacketType.STREAM, PacketStatus.ERROR, out -> out.int32(1));
        assertThatThrownBy(() -> readOne(error)).isInstanceOf(ConnectionLostException.class);
    }

    @Test
    void packetsOfOtherStreamsAndAfterTheEndAreDropped() {
        StreamLane<Empty> stream = lanes.openStream(DOWNLOAD);
        PacketHeader other = PacketHeader.stream(DOWNLOAD, 4711, PacketType.STREAM, PacketStatus.CONTINUE);
        host.received(DOWNLOAD).connection().send(other, out -> out.int32(1));
        host.played(DOWNLOAD).send((byte) 'a').end().send((byte) 'b');
        assertThat(text(stream)).isEqualTo("a");
        assertThat(readOne(stream)).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void aReadThatIsGivenUpCanBeTriedAgain(Caller caller) throws Exception {
        StreamLane<Empty> stream = lanes.openStream(CONSOLE);
        stream.patience(SHORT);
        caller.start(() -> readOne(stream)).failure(DeadlineExceededException.class);
        stream.patience(SOON);
        host.played(CONSOLE).send((byte) 'a');
        assertThat(readOne(stream)).isEqualTo('a');
        stream.close();
    }

    @Test
    void aWriteThatIsGivenUpEndsTheStream() throws Exception {
        StreamLane<Empty> stream = lanes.openStream(UPLOAD);
        stream.patience(SHORT);
        host.received(UPLOAD).connection().stall();
        byte[] much = new byte[8_000_000];
        Caller.PLATFORM
                .start(() -> {
                    stream.write(much, 0, much.length);
                    return true;
                })
                .failure(DeadlineExceededException.class);
        assertThatThrownBy(() -> stream.write(much, 0, 1)).isInstanceOf(ConnectionLostException.class);
        host.received(UPLOAD).connection().resume();
        host.received(UPLOAD).connection().awaitEnd(SOON);
        assertThat(lanes.call(INFO)).isEqualTo(ANSWER);
    }

    @Test
    void anUnconfirmedEndIsNotTakenForAGoodOne() throws Exception {
        StreamLane<Empty> stream = lanes.openStream(UPLOAD);
        host.played(UPLOAD).silent();
        stream.patience(SHORT);
        assertThatThrownBy(stream::finish).isInstanceOf(DeadlineExceededException.class);
        assertThatThrownBy(stream::finish).isInstanceOf(ConnectionLostException.class);
        host.received(UPLOAD).connection().awaitEnd(SOON);
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void anInterruptEndsTheStreamAndNothingElse(Caller caller) throws Exception {
        StreamLane<Empty> reading = lanes.openStream(CONSOLE);
        Caller.Call<Integer> reader = caller.start(() -> readOne(reading));
        reader.awaitParked();
        reader.thread().interrupt();
        reader.failure(CallInterruptedException.class);
        host.received(CONSOLE).connection().awaitEnd(SOON);

        StreamLane<Empty> written = lanes.openStream(UPLOAD);
        FakeConnection connection = host.received(UPLOAD).connection();
        Caller.Call<Boolean> writer = stalledWriter(caller, written, connection);
        writer.thread().interrupt();
        writer.failure(CallInterruptedException.class);
        connection.resume();
        connection.awaitEnd(SOON);
        assertThat(lanes.call(INFO)).isEqualTo(ANSWER);
    }

    @Test
    void closingDoesNotWaitLongForADeafDaemon() throws Exception {
        StreamLane<Empty> stream = lanes.openStream(CONSOLE);
        FakeConnection connection = host.received(CONSOLE).connection();
        Caller.Call<Boolean> writer = stalledWriter(Caller.VIRTUAL, stream, connection);
        stream.close();
        writer.failure(ConnectionLostException.class);
        connection.resume();
        connection.awaitEnd(SOON);
    }
}
