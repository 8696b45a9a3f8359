package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.INFO;
import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.error.ConnectFailedException;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.remote.ConnectOpen;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeConnection;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.testkit.fake.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Neither threads nor sockets nor selectors are left behind, however a connection ends. */
@Timeout(240)
class LeakTest {
    private static final int ROUNDS = 50;

    /** What class loading and the fake's own threads may have open at one time more than at another. */
    private static final int SLACK = 8;

    private final FakeLibvirtd daemon = Wire.daemon().reply(DomainGetState.class, new DomainGetState.Reply(1, 1));

    /** What other tests may have left. */
    private final Set<Thread> others = Thread.getAllStackTraces().keySet();

    @AfterEach
    void stop() {
        daemon.close();
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private Stream<Thread> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("guestwire-"))
                .filter(thread -> !others.contains(thread));
    }

    @Test
    void twoHundredHostsLeaveNothing() throws Exception {
        round();
        settle();
        long before = openFiles();
        for (int i = 0; i < ROUNDS; i++) {
            round();
        }
        settle();
        assertThat(openFiles()).isLessThanOrEqualTo(before + SLACK);
        assertThat(ourThreads().filter(Thread::isAlive)).isEmpty();
    }

    /** Four hosts: closed, lost, refused, and one that nobody closed after its daemon left. */
    private void round() {
        try (Lanes closed = Wire.open(daemon)) {
            closed.openEvents(new HeardEvents());
            closed.call(INFO);
            closed.call(new DomainGetState(Wire.GUEST, 0));
        }
        daemon.enqueue(DomainGetInfo.class, Answer.of(Wire.ANSWER).with(Fault.CUT_BEFORE_REPLY));
        try (Lanes lost = Wire.open(daemon)) {
            lost.openEvents(new HeardEvents());
            assertThatThrownBy(() -> lost.call(INFO)).isInstanceOf(ConnectionLostException.class);
        }
        daemon.enqueue(ConnectOpen.class, Answer.error(ErrorCode.NO_CONNECT, ErrorDomain.RPC, "no"));
        assertThatThrownBy(() -> Wire.open(daemon)).isInstanceOf(ConnectFailedException.class);
        Lanes forgotten = Wire.open(daemon);
        forgotten.openEvents(new HeardEvents());
        daemon.enqueue(DomainGetInfo.class, Answer.of(Wire.ANSWER).with(Fault.GARBAGE));
        assertThatThrownBy(() -> forgotten.call(INFO)).isInstanceOf(ConnectionLostException.class);
    }

    private void settle() throws InterruptedException {
        for (FakeConnection connection : daemon.connections()) {
            connection.awaitEnd(SOON);
        }
        for (Thread thread : ourThreads().toList()) {
            assertThat(thread.join(Duration.ofSeconds(60))).as(thread.getName()).isTrue();
        }
    }
}
