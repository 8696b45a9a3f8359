package dev.guestwire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A socket that waits in one place only, and survives what happens to the thread that waits. */
@Timeout(240)
class UnixTransportTest {
    private static final long LONG = TimeUnit.MINUTES.toNanos(10);

    private Path folder;
    private ServerSocketChannel server;
    private UnixTransport transport;
    private SocketChannel peer;

    @BeforeEach
    void connect() throws IOException {
        folder = Files.createTempDirectory("unix");
        Path socket = folder.resolve("s");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        transport = UnixTransport.connect(socket, System.nanoTime() + 10_000_000_000L);
        peer = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        transport.close();
        peer.close();
        server.close();
        Files.deleteIfExists(folder.resolve("s"));
        Files.delete(folder);
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count);
    }

    /** {@return when a thread that waits comes back} */
    private CompletableFuture<Void> waiting(Thread[] waiter) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        waiter[0] = Thread.ofPlatform().daemon().start(() -> {
            try {
                transport.await(Long.MAX_VALUE);
                done.complete(null);
            } catch (IOException | RuntimeException failed) {
                done.completeExceptionally(failed);
            }
        });
        return done;
    }

    @Test
    void bytesEndAWait() throws Exception {
        CompletableFuture<Void> done = waiting(new Thread[1]);
        peer.write(bytes(5));
        done.get(60, TimeUnit.SECONDS);
        assertThat(transport.read(bytes(100))).isEqualTo(5);
        assertThat(transport.read(bytes(100))).isZero();
    }

    @Test
    void anInterruptEndsAWaitAndNothingElse() throws Exception {
        Thread[] waiter = new Thread[1];
        CompletableFuture<Void> done = waiting(waiter);
        waiter[0].interrupt();
        done.get(60, TimeUnit.SECONDS);
        peer.write(bytes(3));
        transport.await(LONG);
        assertThat(transport.read(bytes(100))).isEqualTo(3);
    }

    /** The JDK closes a channel that blocks when its thread is interrupted; this one never blocks. */
    @Test
    void anInterruptedThreadMayReadAndWrite() throws Exception {
        Thread.currentThread().interrupt();
        assertThat(transport.write(bytes(7))).isEqualTo(7);
        assertThat(transport.write(new ByteBuffer[] {bytes(1), bytes(2)})).isEqualTo(3);
        assertThat(transport.read(bytes(10))).isZero();
        transport.await(LONG);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(peer.read(bytes(100))).isEqualTo(10);
    }

    @Test
    void aWakeUpEndsTheNextWaitToo() throws Exception {
        transport.wakeUp();
        transport.await(LONG);
        transport.await(1);
        transport.await(0);
        transport.await(-5);
    }

    @Test
    void roomToWriteIsWaitedForWhenWanted() throws Exception {
        while (transport.write(bytes(65_536)) > 0) {
            assertThat(transport.wantsWrite()).isFalse();
        }
        assertThat(transport.wantWrite(true)).isTrue();
        assertThat(transport.wantWrite(true)).isFalse();
        Thread reader = Thread.ofPlatform().daemon().start(() -> {
            try {
                while (peer.read(bytes(65_536)) > 0) {
                    // all the peer does is read
                }
            } catch (IOException closed) {
                // the test is over
            }
        });
        transport.await(LONG);
        assertThat(transport.write(bytes(10))).isPositive();
        assertThat(transport.wantWrite(false)).isFalse();
        transport.close();
        assertThat(reader.join(Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void theEndOfThePeerIsRead() throws Exception {
        peer.close();
        transport.await(LONG);
        assertThat(transport.read(bytes(10))).isEqualTo(-1);
    }

    @Test
    void closingEndsAWait() throws Exception {
        CompletableFuture<Void> done = waiting(new Thread[1]);
        transport.close();
        assertThat(done.handle((nothing, failed) -> failed == null || failed instanceof ClosedSelectorException)
                        .get(60, TimeUnit.SECONDS))
                .isTrue();
        assertThatThrownBy(() -> transport.await(LONG)).isInstanceOf(ClosedSelectorException.class);
        transport.close();
    }
}
