package dev.guestwire.watch;

import static dev.guestwire.FakeHost.SOON;
import static dev.guestwire.watch.FakeEvents.DESTROYED;
import static dev.guestwire.watch.FakeEvents.SHUTDOWN;
import static dev.guestwire.watch.FakeEvents.STOPPED;
import static dev.guestwire.watch.FakeEvents.agentConnected;
import static dev.guestwire.watch.FakeEvents.life;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.guestwire.FakeHost;
import dev.guestwire.LifecycleEvent.Stopped;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackDeregisterAny;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that are waited for. */
class ExpectedTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final String AGENT =
            "<domain><devices><channel type='unix'>" + "<target type='virtio' name='org.qemu.guest_agent.0' state='";
    private static final String STATE = "'/></channel></devices></domain>";

    private final FakeHost fake = new FakeHost();

    @BeforeEach
    void register() {
        new FakeEvents(fake);
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private void channel(String state) {
        fake.daemon.reply(DomainGetXmlDesc.class, new DomainGetXmlDesc.Reply(AGENT + state + STATE));
    }

    @Test
    void whatComesBeforeTheWaitIsNotMissed() throws InterruptedException {
        try (var destroyed =
                Expected.of(fake.web, Stopped.class, stopped -> stopped.reason().is(Stopped.Reason.DESTROYED))) {
            fake.daemon.emit(life(STOPPED, SHUTDOWN));
            fake.daemon.emit(life(STOPPED, DESTROYED));
            assertThat(destroyed.await(SOON).guest()).isEqualTo(fake.web);
            assertThat(destroyed.mayBeLost()).isFalse();
        }
        assertThat(fake.daemon.calls(ConnectDomainEventCallbackDeregisterAny.class))
                .hasSize(1);
    }

    @Test
    void patienceEnds() {
        try (var stopped = Expected.of(fake.web, Stopped.class, any -> true)) {
            assertThatExceptionOfType(JobNotCompletedException.class)
                    .isThrownBy(() -> stopped.await(SHORT))
                    .matches(late -> late.status() == Status.STILL_RUNNING)
                    .withMessageContaining("The event Stopped of guest web goes on: it has not happened within 50 ms");
        }
    }

    @Test
    void soDoesTheConnection() {
        try (var stopped = Expected.of(fake.web, Stopped.class, any -> true)) {
            fake.daemon.kill();
            assertThatExceptionOfType(JobNotCompletedException.class)
                    .isThrownBy(() -> stopped.await(SOON))
                    .matches(lost -> lost.status() == Status.UNKNOWN);
        }
    }

    @Test
    void anAgentIsAwaited() throws InterruptedException, ExecutionException {
        channel("disconnected");
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            fake.web.agent().awaitConnected(SOON);
            return true;
        });
        Thread.ofVirtual().start(waiting);
        fake.daemon.nextCall(DomainGetXmlDesc.class, SOON);
        channel("connected");
        fake.daemon.emit(agentConnected());
        assertThat(waiting.get()).isTrue();
        fake.web.agent().awaitConnected(Duration.ZERO);
    }

    @Test
    void anAgentThatCannotComeIsNotAwaited() {
        fake.daemon.reply(DomainGetXmlDesc.class, new DomainGetXmlDesc.Reply("<domain><devices/></domain>"));
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> fake.web.agent().awaitConnected(SOON))
                .matches(never -> never.status() == Status.FAILED);
    }
}
