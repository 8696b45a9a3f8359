package dev.guestwire.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls and connections are logged for who wants it, from a second after the level was changed at the latest. */
@Timeout(120)
class CallLogTest {
    private final FakeLibvirtd daemon = Wire.daemon();
    private final Logger logger = Logger.getLogger("dev.guestwire");
    private final Lines lines = new Lines();

    private static final class Lines extends Handler {
        private final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord message) {
            heard.add(message.getLoggerName() + " " + message.getLevel() + " "
                    + MessageFormat.format(message.getMessage(), message.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @AfterEach
    void stop() {
        logger.removeHandler(lines);
        logger.setLevel(null);
        logger.setUseParentHandlers(true);
        daemon.close();
    }

    private void listen(Lanes lanes) {
        logger.setUseParentHandlers(false);
        logger.addHandler(lines);
        logger.setLevel(Level.FINE);
        while (lines.heard.isEmpty()) {
            lanes.call(Wire.INFO);
        }
        lines.heard.clear();
    }

    @Test
    void eachCallIsALine() {
        try (Lanes lanes = Wire.open(daemon)) {
            listen(lanes);
            lanes.call(Wire.INFO);
            daemon.enqueue(
                    DomainGetInfo.class,
                    Answer.error(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, "words of a daemon"));
            assertThatExceptionOfType(WrongStateException.class).isThrownBy(() -> lanes.call(Wire.INFO));
            daemon.enqueue(DomainGetInfo.class, Answer.never());
            assertThatExceptionOfType(DeadlineExceededException.class)
                    .isThrownBy(() -> lanes.call(Wire.INFO, Duration.ofMillis(20)));
        }
        String guest = Wire.INFO.dom().name();
        assertThat(lines.heard.stream().filter(line -> line.contains("DomainGetInfo")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("dev.guestwire.calls FINE DomainGetInfo of " + guest
                                        + ": answered after \\d+\\.\\d{3} ms"),
                        line -> assertThat(line)
                                .matches(".* refused after \\d+\\.\\d{3} ms: OPERATION_INVALID.*")
                                .doesNotContain("words of a daemon"),
                        line -> assertThat(line).matches(".* no answer after .* ms: DeadlineExceededException"));
    }

    @Test
    void eachConnectionIsALine() {
        try (Lanes first = Wire.open(daemon)) {
            listen(first);
            Wire.open(daemon).close();
        }
        assertThat(lines.heard).contains("dev.guestwire.rpc FINE quick connection opened at " + daemon.socket());
    }

    @Test
    void nothingIsLoggedForWhoDoesNotWantIt() {
        logger.addHandler(lines);
        try (Lanes lanes = Wire.open(daemon)) {
            lanes.call(Wire.INFO);
        }
        assertThat(lines.heard).isEmpty();
    }
}
