package dev.guestwire.power;

import static dev.guestwire.FakeHost.SOON;
import static dev.guestwire.FakeHost.WEB;
import static dev.guestwire.watch.FakeEvents.DESTROYED;
import static dev.guestwire.watch.FakeEvents.PAUSED;
import static dev.guestwire.watch.FakeEvents.RUNNING;
import static dev.guestwire.watch.FakeEvents.SHUTDOWN;
import static dev.guestwire.watch.FakeEvents.SHUT_OFF;
import static dev.guestwire.watch.FakeEvents.STARTED;
import static dev.guestwire.watch.FakeEvents.STOPPED;
import static dev.guestwire.watch.FakeEvents.life;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.guestwire.FakeHost;
import dev.guestwire.Flag;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.HostOptions;
import dev.guestwire.LifecycleEvent.Stopped;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.power.PowerOff.How;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.DomainDestroyFlags;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import dev.guestwire.protocol.remote.DomainResume;
import dev.guestwire.protocol.remote.DomainShutdownFlags;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.Fault;
import dev.guestwire.watch.FakeEvents;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shutdown that is asked for, repeated, given up, or lost. */
class ShutdownTest {
    private static final int SUSPENDED = 3;
    private static final int GUEST_SHUTDOWN = 9;
    private static final int SHUTTING_DOWN = 8;
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final HostOptions QUICKLY =
            HostOptions.defaults().withoutKeepAlive().reconnecting(Duration.ofMillis(1), Duration.ofMillis(20), 10_000);

    private final FakeHost fake = new FakeHost(QUICKLY);
    private final FakeEvents life = new FakeEvents(fake);
    private final ShutdownRequest request = fake.web.power().shutdown();

    @AfterEach
    void close() {
        fake.close();
    }

    private int requests() {
        return fake.daemon.calls(DomainShutdownFlags.class).size();
    }

    @Test
    void theListenerIsThereBeforeTheRequest() throws InterruptedException {
        fake.daemon.on(DomainShutdownFlags.class, call -> {
            assertThat(fake.daemon.calls(ConnectDomainEventCallbackRegisterAny.class))
                    .isNotEmpty();
            fake.daemon.emit(life(STOPPED, SHUTDOWN));
            return Answer.done();
        });
        PowerOff off = request.by(Flag.Shutdown.ACPI, Flag.Shutdown.AGENT).await(SOON);
        assertThat(off.how()).isEqualTo(How.BY_ITSELF);
        assertThat(off.reason()).contains(Stopped.Reason.SHUTDOWN);
        assertThat(off.requests()).isEqualTo(1);
        assertThat(fake.daemon.calls(DomainShutdownFlags.class)).containsExactly(new DomainShutdownFlags(WEB, 3));
    }

    @Test
    void aGuestThatIsOffIsNotAsked() throws InterruptedException {
        life.is(SHUT_OFF, 1, -1);
        assertThat(request.await(SOON).how()).isEqualTo(How.ALREADY_OFF);
        assertThat(requests()).isZero();
    }

    @Test
    void aGuestThatIsGoneIsOff() throws InterruptedException {
        fake.daemon.on(
                DomainLookupByUuid.class, call -> Answer.error(ErrorCode.NO_DOMAIN, ErrorDomain.QEMU, "not found"));
        assertThat(request.await(SOON).how()).isEqualTo(How.VANISHED);
    }

    @Test
    void aGuestThatDoesNotListenIsAskedAgain() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        fake.daemon.on(DomainShutdownFlags.class, call -> {
            if (asked.incrementAndGet() == 3) {
                fake.daemon.emit(life(STOPPED, SHUTDOWN));
            }
            return Answer.done();
        });
        assertThat(request.every(OFTEN).await(SOON).requests()).isEqualTo(3);
    }

    @Test
    void patienceEndsInAnErrorThatNobodyCanOverlook() {
        fake.daemon.reply(DomainShutdownFlags.class, Empty.EMPTY);
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> request.every(OFTEN).await(SHORT))
                .matches(late -> late.status() == Status.STILL_RUNNING)
                .withMessageContaining("Shutdown of guest web goes on: the guest is not off after");
        assertThat(requests()).isBetween(1, 21);
    }

    @Test
    void orInAPulledPlug() throws InterruptedException {
        fake.daemon.reply(DomainShutdownFlags.class, Empty.EMPTY);
        fake.daemon.on(DomainDestroyFlags.class, call -> {
            fake.daemon.emit(life(STOPPED, DESTROYED));
            return Answer.done();
        });
        PowerOff off = request.every(SOON).thenDestroy().await(SHORT);
        assertThat(off.how()).isEqualTo(How.DESTROYED);
        assertThat(off.requests()).isEqualTo(1);
        assertThat(off.took()).isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    void anAgentThatDoesNotAnswerIsAskedAgain() throws InterruptedException {
        fake.daemon.enqueue(
                DomainShutdownFlags.class, Answer.error(ErrorCode.AGENT_UNRESPONSIVE, ErrorDomain.QEMU, "late"));
        fake.daemon.on(DomainShutdownFlags.class, call -> {
            fake.daemon.emit(life(STOPPED, SHUTDOWN));
            return Answer.done();
        });
        assertThat(request.by(Flag.Shutdown.AGENT).every(OFTEN).await(SOON).requests())
                .isEqualTo(2);
    }

    @Test
    void theLastRefusalIsTold() {
        fake.daemon.on(
                DomainShutdownFlags.class,
                call -> Answer.error(ErrorCode.AGENT_UNRESPONSIVE, ErrorDomain.QEMU, "nobody there"));
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> request.every(OFTEN).await(SHORT))
                .withMessageContaining("nobody there");
    }

    @Test
    void whatWillNeverWorkIsToldAtOnce() {
        fake.daemon.on(
                DomainShutdownFlags.class,
                call -> Answer.error(ErrorCode.ARGUMENT_UNSUPPORTED, ErrorDomain.QEMU, "no agent"));
        assertThatExceptionOfType(UnsupportedException.class).isThrownBy(() -> request.await(SOON));
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void aPausedGuestIsRefusedUnlessItMayGoOn() throws InterruptedException {
        life.is(PAUSED, 1, 7);
        fake.daemon.on(
                DomainShutdownFlags.class,
                call -> Answer.error(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, "not running"));
        assertThatExceptionOfType(WrongStateException.class).isThrownBy(() -> request.await(SOON));
        fake.daemon.reply(DomainResume.class, Empty.EMPTY);
        assertThat(fake.daemon.calls(DomainResume.class)).isEmpty();
        fake.daemon.on(DomainShutdownFlags.class, call -> {
            fake.daemon.emit(life(STOPPED, SHUTDOWN));
            return Answer.done();
        });
        assertThat(request.resuming().await(SOON).how()).isEqualTo(How.BY_ITSELF);
        assertThat(fake.daemon.calls(DomainResume.class)).hasSize(1);
    }

    @Test
    void aGuestThatHasShutDownAndIsKeptIsNeitherResumedNorAskedNorDestroyed() throws InterruptedException {
        life.is(PAUSED, SHUTTING_DOWN, 7);
        for (ShutdownRequest each :
                List.of(request, request.resuming(), request.resuming().thenDestroy())) {
            assertThat(each.await(SOON).how()).isEqualTo(How.KEPT_BY_BACKUP);
        }
        assertThat(requests()).isZero();
        assertThat(fake.daemon.calls(DomainResume.class)).isEmpty();
        assertThat(fake.daemon.calls(DomainDestroyFlags.class)).isEmpty();
    }

    @Test
    void aGuestThatShutsDownAndIsKeptIsKnownByItsEvent() throws InterruptedException {
        fake.daemon.on(DomainShutdownFlags.class, call -> {
            life.is(PAUSED, SHUTTING_DOWN, 7);
            fake.daemon.emit(life(SUSPENDED, GUEST_SHUTDOWN));
            return Answer.done();
        });
        PowerOff off = request.every(SOON).thenDestroy().await(SOON);
        assertThat(off.how()).isEqualTo(How.KEPT_BY_BACKUP);
        assertThat(off.requests()).isEqualTo(1);
    }

    @Test
    void aGuestThatIsKeptMeanwhileIsNotDestroyedWhenPatienceEnds() throws InterruptedException {
        fake.daemon.on(DomainShutdownFlags.class, call -> {
            life.is(PAUSED, SHUTTING_DOWN, 7);
            return Answer.error(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, "domain is not running");
        });
        assertThat(request.thenDestroy().await(SHORT).how()).isEqualTo(How.KEPT_BY_BACKUP);
        assertThat(fake.daemon.calls(DomainDestroyFlags.class)).isEmpty();
    }

    @Test
    void aDaemonThatDoesNotAnswerKeepsNobodyWaitingLonger() {
        fake.daemon.on(DomainLookupByUuid.class, call -> Answer.never());
        fake.daemon.on(DomainGetState.class, call -> Answer.never());
        List<ThrowingCallable> waits = List.of(
                () -> request.await(SHORT),
                () -> fake.web.power().await(Phase.SHUT_OFF, SHORT),
                () -> fake.web.power().destroy(7, SHORT),
                () -> fake.web.power().destroyEveryRun(SHORT));
        for (ThrowingCallable wait : waits) {
            Throwable end = assertTimeoutPreemptively(SOON, () -> catchThrowable(wait));
            assertThat(end)
                    .isInstanceOfSatisfying(
                            JobNotCompletedException.class,
                            late -> assertThat(late.status()).isEqualTo(Status.STILL_RUNNING));
        }
    }

    @Test
    void aGuestThatStopsBeforeTheAnswerIsOff() throws InterruptedException {
        fake.daemon.on(DomainShutdownFlags.class, call -> {
            life.is(SHUT_OFF, 1, -1);
            return Answer.error(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, "domain is not running");
        });
        assertThat(request.await(SOON).how()).isEqualTo(How.BY_ITSELF);
    }

    @Test
    void whatHappenedWhileTheConnectionWasLostIsFoundOut() throws InterruptedException {
        fake.daemon.on(DomainShutdownFlags.class, call -> {
            life.is(SHUT_OFF, 1, -1);
            return Answer.done().with(Fault.CUT_BEFORE_REPLY);
        });
        assertThat(request.await(SOON).how()).isEqualTo(How.BY_ITSELF);
    }

    @Test
    void aGuestThatWasStartedAnewMeanwhileHadBeenOff() throws InterruptedException {
        fake.daemon.on(DomainShutdownFlags.class, call -> {
            life.is(RUNNING, 1, 8);
            return Answer.done().with(Fault.CUT_BEFORE_REPLY);
        });
        assertThat(request.await(SOON).how()).isEqualTo(How.OTHERWISE);
    }

    @Test
    void withoutANewConnectionNobodyKnows() {
        try (FakeHost plain = new FakeHost()) {
            new FakeEvents(plain);
            plain.daemon.on(DomainShutdownFlags.class, call -> {
                plain.daemon.kill();
                return Answer.<Empty>never();
            });
            assertThatExceptionOfType(JobNotCompletedException.class)
                    .isThrownBy(() -> plain.web.power().shutdown().await(SOON))
                    .matches(lost -> lost.status() == Status.UNKNOWN);
        }
    }

    @Test
    void onlyTheRunThatIsMeantIsDestroyed() throws InterruptedException {
        life.is(RUNNING, 1, 8);
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> fake.web.power().destroy(7, SOON))
                .withMessageContaining("its id is 8 and not 7");
        assertThat(fake.daemon.calls(DomainDestroyFlags.class)).isEmpty();
        life.is(SHUT_OFF, 1, -1);
        assertThat(fake.web.power().destroy(7, SOON).how()).isEqualTo(How.ALREADY_OFF);
    }

    @Test
    void aLaterRunThatDiedForAnotherIsTold() throws InterruptedException {
        fake.daemon.on(DomainDestroyFlags.class, call -> {
            fake.daemon.emit(life(STOPPED, SHUTDOWN));
            fake.daemon.emit(life(STARTED, 0));
            fake.daemon.emit(life(STOPPED, DESTROYED));
            return Answer.done();
        });
        assertThat(fake.web.power().destroy(7, SOON, Flag.Destroy.GRACEFUL).how())
                .isEqualTo(How.DESTROYED_LATER_RUN);
        assertThat(fake.daemon.calls(DomainDestroyFlags.class)).containsExactly(new DomainDestroyFlags(WEB, 1));
    }

    @Test
    void everyRunEndsIfThatIsAskedFor() throws InterruptedException {
        AtomicInteger destroyed = new AtomicInteger();
        fake.daemon.on(DomainDestroyFlags.class, call -> {
            boolean last = destroyed.incrementAndGet() == 2;
            life.is(last ? SHUT_OFF : RUNNING, 1, last ? -1 : 8);
            fake.daemon.emit(life(STOPPED, DESTROYED));
            return Answer.done();
        });
        assertThat(fake.web.power().destroyEveryRun(SOON).how()).isEqualTo(How.DESTROYED);
        assertThat(destroyed).hasValue(2);
    }

    @Test
    void aStateIsAwaitedByEvents() throws InterruptedException {
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                fake.web.power().await(Phase.SHUT_OFF, SOON);
            } catch (InterruptedException impossible) {
                throw new AssertionError(impossible);
            }
        });
        fake.daemon.nextCall(DomainGetState.class, SOON);
        life.is(SHUT_OFF, 1, -1);
        fake.daemon.emit(life(STOPPED, SHUTDOWN));
        assertThat(waiting.join(SOON)).isTrue();
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> fake.web.power().await(Phase.RUNNING, OFTEN))
                .withMessageContaining("which is shut off (shutdown)");
    }

    @Test
    void aRequestWithoutAnIntervalIsRefused() {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> request.every(Duration.ZERO));
    }
}
