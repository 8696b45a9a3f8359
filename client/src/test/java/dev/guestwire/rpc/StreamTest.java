package dev.guestwire.rpc;

import static dev.guestwire.rpc.StreamHost.CONSOLE;
import static dev.guestwire.rpc.StreamHost.DOWNLOAD;
import static dev.guestwire.rpc.StreamHost.UPLOAD;
import static dev.guestwire.rpc.StreamHost.noise;
import static dev.guestwire.rpc.StreamHost.readOne;
import static dev.guestwire.rpc.StreamHost.rest;
import static dev.guestwire.rpc.StreamHost.text;
import static dev.guestwire.rpc.Wire.ANSWER;
import static dev.guestwire.rpc.Wire.INFO;
import static dev.guestwire.rpc.Wire.SOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.Packet;
import dev.guestwire.protocol.PacketStatus;
import dev.guestwire.protocol.PacketType;
import dev.guestwire.protocol.StreamHole;
import dev.guestwire.protocol.remote.StorageVolDownload;
import dev.guestwire.rpc.stream.StreamInbox;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.testkit.fake.FakeStream;
import dev.guestwire.testkit.fake.Hold;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What flows over byte streams, and how they end well. */
@Timeout(240)
class StreamTest {
    private final StreamHost host = new StreamHost();
    private final FakeLibvirtd daemon = host.daemon;
    private final Lanes lanes = host.lanes;

    @AfterEach
    void stop() {
        host.close();
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void whatTheDaemonSendsIsReadAndItsEndIsConfirmed(Caller caller) throws Exception {
        StreamLane<Empty> stream =
                caller.start(() -> lanes.openStream(DOWNLOAD)).result();
        byte[] bytes = noise(600_000);
        FakeStream played = host.played(DOWNLOAD);
        Caller.Call<byte[]> reading = caller.start(() -> rest(stream));
        played.send(Arrays.copyOf(bytes, 262_120))
                .send(Arrays.copyOfRange(bytes, 262_120, 262_144))
                .send(Arrays.copyOfRange(bytes, 262_144, 600_000))
                .end();
        assertThat(reading.result()).isEqualTo(bytes);
        assertThat(played.next(SOON).header().status()).isEqualTo(PacketStatus.OK);
        host.received(DOWNLOAD).connection().awaitEnd(SOON);
        assertThat(readOne(stream)).isEqualTo(-1);
        stream.close();
        assertThat(lanes.call(INFO)).isEqualTo(ANSWER);
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void whatIsWrittenArrivesInPacketsOfLibvirtsSizeAndIsConfirmed(Caller caller) throws Exception {
        byte[] bytes = noise(3_000_000);
        StreamLane<Empty> stream = lanes.openStream(UPLOAD);
        FakeStream played = host.played(UPLOAD);
        Caller.Call<Boolean> writing = caller.start(() -> {
            stream.write(bytes, 0, bytes.length);
            stream.finish();
            stream.finish();
            return true;
        });
        assertThat(played.receive(SOON)).isEqualTo(bytes);
        assertThat(writing.result()).isTrue();
        assertThat(host.received(UPLOAD).connection().packets())
                .allMatch(packet -> packet.payload().length() <= 262_120);
        host.received(UPLOAD).connection().awaitEnd(SOON);
    }

    @Test
    void bytesMayComeBeforeTheAnswerThatOpensTheStream() throws Exception {
        Hold hold = daemon.hold(StorageVolDownload.class);
        Caller.Call<StreamLane<Empty>> opening = Caller.PLATFORM.start(() -> lanes.openStream(DOWNLOAD));
        hold.awaitHeld(1, SOON);
        host.played(DOWNLOAD).send("early".getBytes(UTF_8)).end();
        hold.release();
        assertThat(text(opening.result())).isEqualTo("early");
    }

    @Test
    void holesAreZerosOrArePassedOver() {
        StreamLane<Empty> zeros = lanes.openStream(DOWNLOAD);
        host.played(DOWNLOAD).hole(3).send((byte) 'a').hole(100_000).end();
        byte[] expected = new byte[100_004];
        expected[3] = 'a';
        assertThat(rest(zeros)).isEqualTo(expected);

        StreamLane<Empty> holes = lanes.openStream(DOWNLOAD);
        host.played(DOWNLOAD).hole(1L << 40).send((byte) 'a').hole(5).end();
        assertThat(holes.skipHole()).isEqualTo(1L << 40);
        assertThat(holes.skipHole()).isZero();
        assertThat(readOne(holes)).isEqualTo('a');
        assertThat(holes.skipHole()).isEqualTo(5);
        assertThat(holes.skipHole()).isZero();
        assertThat(readOne(holes)).isEqualTo(-1);
    }

    @Test
    void aHoleIsSentAsAPacketOfItsOwn() throws Exception {
        StreamLane<Empty> stream = lanes.openStream(UPLOAD);
        stream.writeHole(1L << 40);
        Packet packet = host.played(UPLOAD).next(SOON);
        assertThat(packet.header().type()).isEqualTo(PacketType.STREAM_HOLE);
        assertThat(packet.header().status()).isEqualTo(PacketStatus.CONTINUE);
        assertThat(StreamHole.read(packet.reader())).isEqualTo(new StreamHole(1L << 40));
        stream.close();
    }

    @Test
    void callsAndStreamsAreNotTakenForEachOther() {
        assertThatThrownBy(() -> lanes.openStream(INFO))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Host.call");
        assertThatThrownBy(() -> lanes.call(DOWNLOAD))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Host.open");
    }

    @Test
    void closingAbortsAndWaitsForTheDaemon() throws Exception {
        StreamLane<Empty> stream = lanes.openStream(CONSOLE);
        FakeStream played = host.played(CONSOLE).send(new byte[1000]);
        Caller.Call<Integer> reader = Caller.PLATFORM.start(() -> {
            while (readOne(stream) >= 0) {
                // until it is closed
            }
            return -1;
        });
        stream.close();
        stream.close();
        assertThat(played.next(SOON).header().status()).isEqualTo(PacketStatus.ERROR);
        reader.failure(ConnectionLostException.class);
        assertThatThrownBy(() -> stream.write(new byte[1], 0, 1))
                .isInstanceOf(ConnectionLostException.class)
                .hasMessageContaining("the stream was closed");
        assertThatThrownBy(stream::finish).isInstanceOf(ConnectionLostException.class);
        host.received(CONSOLE).connection().awaitEnd(SOON);
    }

    @Test
    void theEndOfTheHostIsTheEndOfItsStreams() throws Exception {
        StreamLane<Empty> stream = lanes.openStream(CONSOLE);
        Caller.Call<Integer> reader = Caller.VIRTUAL.start(() -> readOne(stream));
        reader.awaitParked();
        lanes.close();
        assertThat(reader.failure(ConnectionLostException.class)).hasMessageContaining("the host was closed");
        host.received(CONSOLE).connection().awaitEnd(SOON);
        assertThatThrownBy(() -> lanes.openStream(CONSOLE))
                .isInstanceOfSatisfying(
                        ConnectionLostException.class,
                        lost -> assertThat(lost.wasSent()).isFalse());
    }

    /** Nobody reads: one mebibyte comes in, and what was under way; the rest waits in the daemon. Then all is read. */
    @Test
    void aSlowReaderHoldsTheDaemonUpAndNotMemory() throws Exception {
        StreamLane<Empty> stream = lanes.openStream(DOWNLOAD);
        FakeStream played = host.played(DOWNLOAD);
        byte[] chunk = noise(262_120);
        for (int i = 0; i < 100; i++) {
            played.send(chunk);
        }
        played.end();
        StreamInbox inbox = stream.inbox();
        assertThat(inbox.await(inbox::isFull, System.nanoTime() + SOON.toNanos()))
                .isTrue();
        assertThat(inbox.weight()).isLessThan(StreamInbox.LIMIT + 400_000);
        assertThat(lanes.call(INFO)).isEqualTo(ANSWER);
        assertThat(inbox.weight()).isLessThan(StreamInbox.LIMIT + 400_000);
        byte[] all = rest(stream);
        assertThat(all).hasSize(26_212_000);
        assertThat(Arrays.copyOfRange(all, 26_212_000 - chunk.length, all.length))
                .isEqualTo(chunk);
    }

    /** The one who reads is full, yet the one who writes goes on. */
    @Test
    void writingGoesOnWhileNobodyReads() throws Exception {
        StreamLane<Empty> stream = lanes.openStream(CONSOLE);
        FakeStream played = host.played(CONSOLE);
        for (int i = 0; i < 20; i++) {
            played.send(new byte[262_120]);
        }
        StreamInbox inbox = stream.inbox();
        assertThat(inbox.await(inbox::isFull, System.nanoTime() + SOON.toNanos()))
                .isTrue();
        byte[] bytes = noise(3_000_000);
        Caller.Call<Boolean> writing = Caller.PLATFORM.start(() -> {
            stream.write(bytes, 0, bytes.length);
            stream.finish();
            return true;
        });
        assertThat(played.receive(SOON)).isEqualTo(bytes);
        assertThat(writing.result()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void readingAndWritingAtTheSameTimeAndTwoSideBySide(Caller caller) throws Exception {
        StreamLane<Empty> first = lanes.openStream(CONSOLE);
        FakeStream one = host.played(CONSOLE);
        StreamLane<Empty> second = lanes.openStream(CONSOLE);
        FakeStream two = host.played(CONSOLE);
        Caller.Call<Integer> readsFirst = caller.start(() -> readOne(first));
        Caller.Call<Integer> readsSecond = caller.start(() -> readOne(second));
        readsFirst.awaitParked();
        second.write("second".getBytes(UTF_8), 0, 6);
        first.write("first".getBytes(UTF_8), 0, 5);
        assertThat(one.next(SOON).payload()).isEqualTo(Bytes.of("first".getBytes(UTF_8)));
        assertThat(two.next(SOON).payload()).isEqualTo(Bytes.of("second".getBytes(UTF_8)));
        two.send((byte) 2);
        one.send((byte) 1);
        assertThat(readsFirst.result()).isEqualTo(1);
        assertThat(readsSecond.result()).isEqualTo(2);
        first.close();
        second.write(new byte[1], 0, 1);
        second.close();
    }
}
