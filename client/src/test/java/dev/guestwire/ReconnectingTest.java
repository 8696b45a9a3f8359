package dev.guestwire;

import static dev.guestwire.FakeHost.ACTIVE_WEB;
import static dev.guestwire.FakeHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackDeregisterAny;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.DomainEventCallbackReboot;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainStatsRecord;
import dev.guestwire.protocol.remote.DomainSuspend;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.Fault;
import dev.guestwire.testkit.fake.Hold;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A host that connects again when its connection is lost. */
class ReconnectingTest {
    private static final HostOptions QUICKLY = HostOptions.defaults()
            .withoutKeepAlive()
            .reconnecting(Duration.ofMillis(1), Duration.ofMillis(20), Integer.MAX_VALUE);

    @LibvirtHost
    static Lab lab;

    private FakeHost fake = new FakeHost(QUICKLY);
    private final EventListener listener = new EventListener();
    private final AtomicInteger numbers = new AtomicInteger(10);

    @AfterEach
    void close() {
        fake.close();
    }

    private void script() {
        fake.daemon.on(
                ConnectDomainEventCallbackRegisterAny.class,
                call -> Answer.of(new ConnectDomainEventCallbackRegisterAny.Reply(numbers.getAndIncrement())));
        fake.daemon.reply(
                ConnectGetAllDomainStats.class,
                new ConnectGetAllDomainStats.Reply(List.of(new DomainStatsRecord(
                        ACTIVE_WEB,
                        List.of(TypedParam.ofInt("state.state", 1), TypedParam.ofInt("state.reason", 1))))));
    }

    /** Who must not miss any also listens to the losses. */
    private void listen() {
        fake.host.onEvent(HostEvent.ConnectionLost.class, listener);
        fake.host.onEvent(HostEvent.Resynced.class, listener);
        fake.host.onEvent(HostEvent.ConnectionClosed.class, listener);
        fake.host.onEvent(GuestEvent.Rebooted.class, listener);
    }

    @Test
    void listenersHearOfTheLossAndOfTheStatesAfterIt() throws InterruptedException {
        script();
        listen();
        fake.daemon.kill();
        assertThat(listener.next(HostEvent.ConnectionLost.class).reason())
                .isEqualTo(HostEvent.ConnectionClosed.Reason.END_OF_FILE);
        fake.daemon.restart();
        HostEvent.Resynced resynced = listener.next(HostEvent.Resynced.class);
        assertThat(resynced.reason()).isEqualTo(HostEvent.Resynced.Reason.RECONNECTED);
        assertThat(resynced.states()).containsEntry(fake.web, GuestState.of(1, 1));
        assertThat(fake.host.isAlive()).isTrue();
    }

    @Test
    void registrationsAreRenewedUnderTheirNewNumbers() throws InterruptedException {
        script();
        listen();
        fake.web.onEvent(GuestEvent.Rebooted.class, listener);
        var before = fake.daemon.calls(ConnectDomainEventCallbackRegisterAny.class);
        fake.daemon.kill();
        fake.daemon.restart();
        listener.next(HostEvent.Resynced.class);
        assertThat(fake.daemon.calls(ConnectDomainEventCallbackRegisterAny.class))
                .startsWith(before.toArray(new ConnectDomainEventCallbackRegisterAny[0]))
                .hasSize(2 * before.size());
        assertThat(fake.daemon
                        .calls(ConnectDomainEventCallbackRegisterAny.class)
                        .subList(2, 4))
                .containsExactlyInAnyOrderElementsOf(before);
        fake.daemon.emit(new DomainEventCallbackReboot(10, ACTIVE_WEB));
        fake.daemon.emit(new DomainEventCallbackReboot(12, ACTIVE_WEB));
        assertThat(listener.next()).isEqualTo(new GuestEvent.Rebooted(fake.web));
    }

    @Test
    void callsUnderWayFailAndAreNotRepeated() throws InterruptedException {
        Hold held = fake.daemon.hold(DomainSuspend.class);
        Thread caller = Thread.ofVirtual()
                .start(() -> assertThatExceptionOfType(ConnectionLostException.class)
                        .isThrownBy(fake.web::suspend)
                        .matches(ConnectionLostException::wasSent));
        fake.daemon.nextCall(DomainSuspend.class, SOON);
        fake.daemon.kill();
        caller.join();
        fake.daemon.restart();
        assertThat(fake.host.awaitConnection(SOON)).isTrue();
        held.release();
        fake.daemon.reply(DomainGetState.class, new DomainGetState.Reply(1, 1));
        assertThat(fake.web.state()).isEqualTo(GuestState.of(1, 1));
        assertThat(fake.daemon.calls(DomainSuspend.class)).hasSize(1);
    }

    @Test
    void itMayBeLostManyTimes() throws InterruptedException {
        script();
        listen();
        for (int round = 0; round < 20; round++) {
            fake.daemon.kill();
            assertThat(listener.next()).isInstanceOf(HostEvent.ConnectionLost.class);
            fake.daemon.restart();
            assertThat(listener.next()).isInstanceOf(HostEvent.Resynced.class);
        }
        fake.daemon.emit(new DomainEventCallbackReboot(numbers.get() - 1, ACTIVE_WEB));
        assertThat(listener.next()).isEqualTo(new GuestEvent.Rebooted(fake.web));
    }

    @Test
    void itMayBeLostWhileItRegistersAgain() throws InterruptedException {
        script();
        listen();
        fake.web.onEvent(GuestEvent.Rebooted.class, listener);
        AtomicInteger cuts = new AtomicInteger(3);
        fake.daemon.on(ConnectDomainEventCallbackRegisterAny.class, call -> {
            var answer = Answer.of(new ConnectDomainEventCallbackRegisterAny.Reply(numbers.getAndIncrement()));
            return cuts.getAndDecrement() > 0 ? answer.with(Fault.CUT_BEFORE_REPLY) : answer;
        });
        fake.daemon.kill();
        fake.daemon.restart();
        listener.next(HostEvent.Resynced.class);
        fake.daemon.emit(new DomainEventCallbackReboot(numbers.get() - 1, ACTIVE_WEB));
        assertThat(listener.next(GuestEvent.Rebooted.class).guest()).isEqualTo(fake.web);
        fake.daemon.kill();
        fake.daemon.restart();
        listener.next(HostEvent.Resynced.class);
    }

    @Test
    void whoClosesItDoesNotWaitForIt() throws InterruptedException {
        script();
        listen();
        fake.daemon.kill();
        listener.next(HostEvent.ConnectionLost.class);
        fake.host.close();
        assertThat(listener.next(HostEvent.ConnectionClosed.class).reason())
                .isEqualTo(HostEvent.ConnectionClosed.Reason.CLOSED);
        assertThat(fake.host.awaitConnection(SOON)).isFalse();
    }

    @Test
    void itGivesUpAfterItsAttempts() throws InterruptedException {
        fake.close();
        fake = new FakeHost(HostOptions.defaults().reconnecting(Duration.ofMillis(1), Duration.ofMillis(1), 3));
        script();
        listen();
        fake.daemon.kill();
        listener.next(HostEvent.ConnectionLost.class);
        assertThat(listener.next(HostEvent.ConnectionClosed.class).detail()).contains("refused");
        assertThat(fake.host.isAlive()).isFalse();
    }

    /** The attempts are over before the loss could be told: a listener was busy. */
    @Test
    void aLossIsToldBeforeTheEndHoweverSoonThatComes() throws Exception {
        fake.close();
        fake = new FakeHost(HostOptions.defaults().reconnecting(Duration.ofMillis(1), Duration.ofMillis(1), 2));
        script();
        listen();
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        fake.host.onEvent(GuestEvent.Rebooted.class, event -> {
            busy.countDown();
            awaitUninterruptibly(over);
        });
        fake.daemon.emit(new DomainEventCallbackReboot(numbers.get() - 1, ACTIVE_WEB));
        assertThat(busy.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        CountDownLatch ended = new CountDownLatch(1);
        fake.host.onClose(end -> ended.countDown());
        fake.daemon.kill();
        while (fake.host.isAlive()) {
            Thread.onSpinWait();
        }
        assertThat(fake.host.awaitConnection(SOON)).as("it was given up").isFalse();
        over.countDown();
        listener.next(HostEvent.ConnectionLost.class);
        listener.next(HostEvent.ConnectionClosed.class);
        assertThat(ended.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatIsNotWantedAnyMoreIsNotRegisteredAgain() throws InterruptedException {
        script();
        fake.daemon.reply(ConnectDomainEventCallbackDeregisterAny.class, Empty.EMPTY);
        Subscription unwanted = fake.host.onEvent(DeviceEvent.Added.class, listener);
        listen();
        fake.daemon.kill();
        listener.next(HostEvent.ConnectionLost.class);
        unwanted.close();
        fake.daemon.restart();
        listener.next(HostEvent.Resynced.class);
        assertThat(fake.daemon.calls(ConnectDomainEventCallbackRegisterAny.class))
                .hasSize(3)
                .last()
                .isEqualTo(new ConnectDomainEventCallbackRegisterAny(1, null));
    }

    @Test
    void aRealDaemonMayBeRestarted() throws InterruptedException {
        try (Host host = Host.connect(lab.testUri(), QUICKLY)) {
            host.onEvent(HostEvent.class, listener);
            lab.restart();
            listener.next(HostEvent.ConnectionLost.class);
            HostEvent.Resynced resynced = listener.next(HostEvent.Resynced.class);
            Guest test = host.guest("test");
            assertThat(resynced.states()).containsKey(test);
            test.suspend();
            assertThat(listener.next(LifecycleEvent.Suspended.class).guest()).isEqualTo(test);
        }
    }
}
