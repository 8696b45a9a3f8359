package dev.guestwire.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.testkit.fake.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A handler of log messages is strangers' code, too: when it throws, those who wait for the daemon hear of the end all the same. */
@Timeout(120)
class LoudLogTest {
    private final FakeLibvirtd daemon = Wire.daemon();
    private final Logger logger = Logger.getLogger("dev.guestwire.rpc");
    private final AtomicInteger thrown = new AtomicInteger();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord message) {
            thrown.incrementAndGet();
            throw new LinkageError("the log is broken");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @AfterEach
    void stop() {
        logger.removeHandler(handler);
        logger.setLevel(null);
        daemon.close();
    }

    @Test
    void everyCallerHearsOfTheEnd() throws Exception {
        Hold hold = daemon.hold(DomainGetInfo.class);
        try (Lanes lanes = Wire.open(daemon)) {
            List<Caller.Call<DomainGetInfo.Reply>> calls = new ArrayList<>();
            for (Caller caller : Caller.values()) {
                calls.addAll(caller.start(6, () -> lanes.call(Wire.INFO)));
            }
            hold.awaitHeld(2 * Wire.deadline(Wire.SOON).window(), Wire.SOON);
            logger.setLevel(Level.ALL);
            logger.addHandler(handler);
            daemon.kill();
            for (Caller.Call<DomainGetInfo.Reply> call : calls) {
                call.failure(ConnectionLostException.class);
            }
            assertThat(lanes.isOpen()).isFalse();
            assertThat(thrown.get()).isPositive();
        }
    }
}
