package dev.guestwire.power;

import static dev.guestwire.FakeHost.ACTIVE_WEB;
import static dev.guestwire.FakeHost.SOON;
import static dev.guestwire.FakeHost.WEB;
import static dev.guestwire.watch.FakeEvents.RUNNING;
import static dev.guestwire.watch.FakeEvents.SHUTDOWN;
import static dev.guestwire.watch.FakeEvents.STARTED;
import static dev.guestwire.watch.FakeEvents.STOPPED;
import static dev.guestwire.watch.FakeEvents.life;
import static dev.guestwire.watch.FakeEvents.rebooted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.guestwire.FakeHost;
import dev.guestwire.Flag;
import dev.guestwire.HostOptions;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.power.RebootRequest.Reboot.How;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.Event;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.DomainCreateWithFlags;
import dev.guestwire.protocol.remote.DomainReboot;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.Fault;
import dev.guestwire.watch.FakeEvents;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A reboot is one when the guest says so, or was off and is on. */
class RebootTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration PATIENT = Duration.ofSeconds(6);

    private final FakeHost fake = new FakeHost(HostOptions.defaults()
            .withoutKeepAlive()
            .reconnecting(Duration.ofMillis(1), Duration.ofMillis(20), 10_000));
    private final FakeEvents life = new FakeEvents(fake);
    private final RebootRequest request = fake.web.power().reboot();

    @AfterEach
    void close() {
        fake.close();
    }

    private void followedBy(Event... events) {
        fake.daemon.on(DomainReboot.class, call -> {
            for (Event event : events) {
                fake.daemon.emit(event);
            }
            return Answer.done();
        });
    }

    @Test
    void aResetIsAReboot() throws InterruptedException {
        followedBy(rebooted());
        assertThat(request.by(Flag.Shutdown.ACPI).await(SOON).how()).isEqualTo(How.RESET);
        assertThat(fake.daemon.calls(DomainReboot.class)).containsExactly(new DomainReboot(WEB, 1));
    }

    @Test
    void theEchoOfAnEarlierResetIsNoReboot() throws Exception {
        fake.daemon.reply(DomainReboot.class, Empty.EMPTY);
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> end.complete(catchThrowable(() -> request.await(PATIENT))));
        fake.daemon.nextCall(ConnectDomainEventCallbackRegisterAny.class, SOON);
        fake.daemon.nextCall(ConnectDomainEventCallbackRegisterAny.class, SOON);
        fake.daemon.emit(rebooted());
        fake.daemon.emit(rebooted());
        assertThat(end.get(SOON.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        JobNotCompletedException.class,
                        late -> assertThat(late.status()).isEqualTo(Status.STILL_RUNNING));
        assertThat(fake.daemon.calls(DomainReboot.class)).hasSize(1);
    }

    @Test
    void aDaemonThatDoesNotAnswerKeepsNobodyWaitingLonger() {
        fake.daemon.on(DomainReboot.class, call -> Answer.<Empty>never());
        Throwable end = assertTimeoutPreemptively(SOON, () -> catchThrowable(() -> request.await(SHORT)));
        assertThat(end).isInstanceOf(JobNotCompletedException.class).hasMessageContaining("goes on");
    }

    @Test
    void aStopAndAStartAreOne() throws InterruptedException {
        followedBy(life(STOPPED, SHUTDOWN), life(STARTED, 0));
        assertThat(request.await(SOON).how()).isEqualTo(How.STARTED);
    }

    @Test
    void aGuestThatIsOffHasNotRebooted() {
        followedBy(life(STOPPED, SHUTDOWN));
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> request.await(SHORT))
                .matches(off -> off.status() == Status.FAILED)
                .withMessageContaining("it stopped (SHUTDOWN)");
        assertThat(fake.daemon.calls(DomainCreateWithFlags.class)).isEmpty();
    }

    @Test
    void unlessItIsToBeStarted() throws InterruptedException {
        followedBy(life(STOPPED, SHUTDOWN));
        fake.daemon.on(DomainCreateWithFlags.class, call -> {
            fake.daemon.emit(life(STARTED, 0));
            return Answer.of(new DomainCreateWithFlags.Reply(ACTIVE_WEB));
        });
        assertThat(request.startingIfOff().await(SOON).how()).isEqualTo(How.STARTED);
    }

    @Test
    void aGuestThatDoesNotListenHasNotRebooted() {
        fake.daemon.reply(DomainReboot.class, Empty.EMPTY);
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> request.await(SHORT))
                .matches(late -> late.status() == Status.STILL_RUNNING);
    }

    @Test
    void aGuestThatDoesNotRunIsRefused() {
        fake.daemon.on(
                DomainReboot.class, call -> Answer.error(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, "not running"));
        assertThatExceptionOfType(WrongStateException.class).isThrownBy(() -> request.await(SOON));
    }

    @Test
    void anotherIdAfterTheConnectionWasLostIsAReboot() throws InterruptedException {
        fake.daemon.on(DomainReboot.class, call -> {
            life.is(RUNNING, 1, 8);
            return Answer.done().with(Fault.CUT_BEFORE_REPLY);
        });
        assertThat(request.await(SOON).how()).isEqualTo(How.STARTED);
    }

    @Test
    void theSameIdMeansThatNobodyKnows() {
        fake.daemon.on(DomainReboot.class, call -> Answer.done().with(Fault.CUT_BEFORE_REPLY));
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> request.await(PATIENT))
                .matches(deaf -> deaf.status() == Status.UNKNOWN);
    }
}
