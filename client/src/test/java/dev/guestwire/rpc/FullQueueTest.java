package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.ConnectFailedException;
import dev.guestwire.transport.LibvirtUri;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A daemon that takes no connection, with as many waiting as may. */
@Timeout(60)
class FullQueueTest {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final List<SocketChannel> waiting = new ArrayList<>();
    private Path folder;
    private Path socket;
    private ServerSocketChannel server;

    @BeforeEach
    void fill() throws IOException {
        folder = Files.createTempDirectory("gw");
        socket = folder.resolve("sock");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket), 1);
        boolean room = true;
        while (room) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.configureBlocking(false);
            waiting.add(channel);
            room = isConnected(channel);
        }
    }

    private boolean isConnected(SocketChannel channel) throws IOException {
        try {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("temporarily unavailable");
            return false;
        }
    }

    @AfterEach
    void stop() throws IOException {
        for (SocketChannel channel : waiting) {
            channel.close();
        }
        server.close();
        Files.delete(socket);
        Files.delete(folder);
    }

    private Lanes connect(Duration deadline) {
        LibvirtUri uri = LibvirtUri.parse("qemu+unix:///system?socket=" + socket);
        return Lanes.open(uri, Wire.deadline(deadline));
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void connectingEndsAtItsDeadline(Caller caller) throws Exception {
        long began = System.nanoTime();
        ConnectFailedException failed = caller.start(() -> connect(PATIENCE)).failure(ConnectFailedException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(PATIENCE, SOON);
        assertThat(failed)
                .hasMessageContaining("the queue of those that wait for it is full")
                .hasMessageNotContaining("no daemon's socket was found");
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void anInterruptEndsIt(Caller caller) throws Exception {
        Caller.Call<Lanes> connecting = caller.start(() -> connect(SOON));
        connecting.awaitParked();
        connecting.thread().interrupt();
        assertThat(connecting.failure(CallInterruptedException.class).wasSent()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void aPlaceThatGetsFreeIsTaken(Caller caller) throws Exception {
        Caller.Call<Lanes> connecting = caller.start(() -> connect(SOON));
        connecting.awaitParked();
        List<SocketChannel> accepted = new ArrayList<>();
        for (int i = 0; i < waiting.size(); i++) {
            accepted.add(server.accept());
        }
        for (SocketChannel channel : accepted) {
            channel.close();
        }
        assertThat(connecting.failure(ConnectFailedException.class))
                .as("it was taken, and closed without a word")
                .hasMessageContaining("closed the connection in the opening conversation");
    }
}
