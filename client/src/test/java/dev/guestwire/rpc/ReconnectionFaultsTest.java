package dev.guestwire.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.testkit.fake.FakeLibvirtd;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever goes wrong while a host connects again, it goes on trying or says that it has given up; it never falls silent. */
@Timeout(120)
class ReconnectionFaultsTest {
    private static final Reconnection.Backoff QUICK =
            new Reconnection.Backoff(Duration.ofMillis(1), Duration.ofMillis(5), 10);

    private final FakeLibvirtd daemon = Wire.daemon();
    private final AtomicInteger dialled = new AtomicInteger();
    private final CompletableFuture<Lanes> again = new CompletableFuture<>();
    private final CompletableFuture<ConnectionEnd> over = new CompletableFuture<>();

    @AfterEach
    void stop() {
        daemon.close();
    }

    private Reconnection open(int failures) {
        Reconnection connection = Reconnection.open(
                () -> {
                    int attempt = dialled.getAndIncrement();
                    if (attempt > 0 && attempt <= failures) {
                        if (attempt % 2 == 0) {
                            throw new IllegalStateException("a dial that fails oddly");
                        }
                        throw new OutOfMemoryError("no thread is left, says this test");
                    }
                    return Wire.open(daemon);
                },
                QUICK);
        connection.listen(new Reconnection.Listener() {
            @Override
            public void lost(ConnectionEnd end) {
                throw new IllegalStateException("a listener that fails");
            }

            @Override
            public void connected(Lanes opened) {
                again.complete(opened);
            }

            @Override
            public void ended(ConnectionEnd end) {
                over.complete(end);
            }
        });
        return connection;
    }

    private void lose() {
        daemon.connections().forEach(connection -> connection.cut());
    }

    @Test
    void oddFailuresOfAnAttemptAreAttempts() throws Exception {
        try (Reconnection connection = open(3)) {
            lose();
            assertThat(again.get(Caller.SECONDS, TimeUnit.SECONDS).call(Wire.INFO))
                    .isEqualTo(Wire.ANSWER);
        }
    }

    @Test
    void ifAllFailTheEndIsTold() throws Exception {
        try (Reconnection connection = open(Integer.MAX_VALUE)) {
            lose();
            assertThat(over.get(Caller.SECONDS, TimeUnit.SECONDS).reason()).isEqualTo(ConnectionEnd.Reason.ERROR);
        }
    }

    @Test
    void aBrokenLogKeepsNobodyFromConnectingAgain() throws Exception {
        Logger logger = Logger.getLogger("dev.guestwire.rpc");
        Handler broken = new Handler() {
            @Override
            public void publish(LogRecord message) {
                throw new LinkageError("the log is broken");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(broken);
        try (Reconnection connection = open(0)) {
            lose();
            assertThat(again.get(Caller.SECONDS, TimeUnit.SECONDS).call(Wire.INFO))
                    .isEqualTo(Wire.ANSWER);
        } finally {
            logger.removeHandler(broken);
        }
    }

    @Test
    void aFarewellThatThrowsKeepsNobodyFromTheEnd() {
        AtomicInteger done = new AtomicInteger();
        try (Reconnection connection = open(0)) {
            for (int i = 0; i < 2; i++) {
                CompletableFuture<Boolean> settled = new CompletableFuture<>();
                connection.beforeClose(
                        () -> {
                            done.incrementAndGet();
                            settled.complete(true);
                            throw new IllegalStateException("a farewell that fails");
                        },
                        settled);
            }
            connection.sayFarewell();
        }
        assertThat(done.get()).isEqualTo(2);
        assertThat(over).isCompleted();
    }
}
