package dev.guestwire;

import static dev.guestwire.FakeHost.ACTIVE_WEB;
import static dev.guestwire.FakeHost.SOON;
import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.HostEvent.ConnectionClosed;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.Event;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackDeregisterAny;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.ConnectEventConnectionClosed;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.ConnectRegisterCloseCallback;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainEventCallbackDeviceAdded;
import dev.guestwire.protocol.remote.DomainEventCallbackLifecycle;
import dev.guestwire.protocol.remote.DomainEventCallbackReboot;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainStatsRecord;
import dev.guestwire.testkit.fake.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How listeners come and go, and what they hear meanwhile. */
class SubscriptionTest {
    private final FakeHost fake = new FakeHost();
    private final Host host = fake.host;
    private final EventListener listener = new EventListener();

    @AfterEach
    void close() {
        fake.close();
    }

    private List<ConnectDomainEventCallbackRegisterAny> registrations() {
        return fake.daemon.calls(ConnectDomainEventCallbackRegisterAny.class);
    }

    private List<ConnectDomainEventCallbackDeregisterAny> deregistrations() {
        return fake.daemon.calls(ConnectDomainEventCallbackDeregisterAny.class);
    }

    private void emit(Event... events) {
        for (Event event : events) {
            fake.daemon.emit(event);
        }
    }

    private static DomainEventCallbackReboot reboot(int callbackId) {
        return new DomainEventCallbackReboot(callbackId, ACTIVE_WEB);
    }

    private static DomainEventCallbackLifecycle lifecycle(int callbackId, int event) {
        return new DomainEventCallbackLifecycle(callbackId, ACTIVE_WEB, event, 0);
    }

    /** Makes the daemon number a registration by its event, so that events can name it. */
    private void numberByEvent() {
        fake.daemon.on(
                ConnectDomainEventCallbackRegisterAny.class,
                call -> Answer.of(new ConnectDomainEventCallbackRegisterAny.Reply(100 + call.eventId())));
    }

    @Test
    void listenersOfOneEventShareItsRegistration() throws InterruptedException {
        EventListener second = new EventListener();
        Subscription one = host.onEvent(LifecycleEvent.Stopped.class, listener);
        Subscription two = host.onEvent(LifecycleEvent.class, second);
        assertThat(registrations()).containsExactly(new ConnectDomainEventCallbackRegisterAny(0, null));

        emit(lifecycle(0, 2), lifecycle(0, 5));
        assertThat(listener.next()).isInstanceOf(LifecycleEvent.Stopped.class);
        assertThat(second.next()).isInstanceOf(LifecycleEvent.Started.class);
        assertThat(second.next()).isInstanceOf(LifecycleEvent.Stopped.class);

        one.close();
        assertThat(deregistrations()).isEmpty();
        two.close();
        two.close();
        assertThat(deregistrations()).containsExactly(new ConnectDomainEventCallbackDeregisterAny(0));
    }

    @Test
    void aSubscriptionAfterTheLastIsRegisteredAnew() throws InterruptedException {
        host.onEvent(GuestEvent.Rebooted.class, listener).close();
        host.onEvent(GuestEvent.Rebooted.class, listener);
        assertThat(registrations()).hasSize(2);
        emit(reboot(0), reboot(1));
        assertThat(listener.next()).isEqualTo(new GuestEvent.Rebooted(fake.web));
        host.onEvent(DeviceEvent.Added.class, listener);
        assertThat(listener.isEmpty()).as("the first registration is forgotten").isTrue();
    }

    @Test
    void whatTheDaemonDoesNotKnowIsLeftOutOfAFamily() {
        host.onEvent(listener);
        assertThat(registrations()).hasSize(30);
        host.onEvent(DeviceEvent.class, listener);
        assertThat(registrations()).as("numbers 27 and 28 are tried again").hasSize(32);
    }

    @Test
    void whatTheDaemonDoesNotKnowCannotBeListenedTo() {
        assertThatThrownBy(() -> host.onEvent(DeviceEvent.MacChanged.class, listener))
                .isInstanceOf(CallFailedException.class)
                .hasMessageContaining("unsupported event ID 27");
    }

    @Test
    void aDriverWithoutEventsRefuses() {
        fake.daemon.on(
                ConnectDomainEventCallbackRegisterAny.class,
                call -> Answer.error(ErrorCode.NO_SUPPORT, ErrorDomain.NONE, "not supported"));
        assertThatThrownBy(() -> host.onEvent(GuestEvent.class, listener)).isInstanceOf(UnsupportedException.class);
    }

    @Test
    void aRefusalUndoesWhatWasRegistered() throws InterruptedException {
        fake.daemon.on(
                ConnectDomainEventCallbackRegisterAny.class,
                call -> call.eventId() == 3
                        ? Answer.error(ErrorCode.ACCESS_DENIED, ErrorDomain.ACCESS, "go away")
                        : Answer.of(new ConnectDomainEventCallbackRegisterAny.Reply(100 + call.eventId())));
        fake.daemon.reply(ConnectDomainEventCallbackDeregisterAny.class, Empty.EMPTY);
        assertThatThrownBy(() -> host.onEvent(listener))
                .isInstanceOfSatisfying(
                        CallFailedException.class,
                        denied -> assertThat(denied.code()).isEqualTo(ErrorCode.ACCESS_DENIED));
        int accepted = registrations().size() - 1;
        for (int i = 0; i < accepted; i++) {
            fake.daemon.nextCall(ConnectDomainEventCallbackDeregisterAny.class, SOON);
        }
        assertThat(deregistrations())
                .extracting(ConnectDomainEventCallbackDeregisterAny::callbackId)
                .doesNotHaveDuplicates()
                .contains(100, 101, 102)
                .doesNotContain(103);
    }

    @Test
    void numbersOfDifferentEventsMayCollide() throws InterruptedException {
        fake.daemon.reply(
                ConnectDomainEventCallbackRegisterAny.class, new ConnectDomainEventCallbackRegisterAny.Reply(5));
        EventListener reboots = new EventListener();
        host.onEvent(LifecycleEvent.class, listener);
        host.onEvent(GuestEvent.Rebooted.class, reboots);
        emit(reboot(5), lifecycle(5, 2));
        assertThat(listener.next()).isInstanceOf(LifecycleEvent.Started.class);
        assertThat(reboots.next()).isInstanceOf(GuestEvent.Rebooted.class);
        assertThat(listener.isEmpty()).isTrue();
        assertThat(reboots.isEmpty()).isTrue();
    }

    @Test
    void anEventMayOvertakeTheAnswerToItsRegistration() throws InterruptedException {
        fake.daemon.enqueue(
                ConnectDomainEventCallbackRegisterAny.class,
                Answer.of(new ConnectDomainEventCallbackRegisterAny.Reply(42))
                        .after(lifecycle(42, 2), lifecycle(42, 3), lifecycle(42, 5)));
        host.onEvent(LifecycleEvent.class, listener);
        assertThat(listener.next()).isInstanceOf(LifecycleEvent.Started.class);
        assertThat(listener.next()).isInstanceOf(LifecycleEvent.Suspended.class);
        assertThat(listener.next()).isInstanceOf(LifecycleEvent.Stopped.class);
    }

    @Test
    void eventsComeInTheDaemonsOrder() throws InterruptedException {
        numberByEvent();
        host.onEvent(listener);
        for (int i = 0; i < 500; i++) {
            emit(lifecycle(100, 3), new DomainEventCallbackDeviceAdded(119, ACTIVE_WEB, "net" + i));
        }
        for (int i = 0; i < 500; i++) {
            assertThat(listener.next()).isInstanceOf(LifecycleEvent.Suspended.class);
            assertThat(listener.next()).isEqualTo(new DeviceEvent.Added(fake.web, "net" + i));
        }
    }

    @Test
    void aGuestsListenerIsRegisteredForThatGuest() throws InterruptedException {
        Domain mail = new Domain("mail", new UUID(1, 2), -1);
        EventListener mails = new EventListener();
        EventListener all = new EventListener();
        Subscription webs = fake.web.onEvent(GuestEvent.Rebooted.class, listener);
        new Guest(host, mail).onEvent(GuestEvent.Rebooted.class, mails);
        host.onEvent(GuestEvent.Rebooted.class, all);
        assertThat(registrations())
                .containsExactly(
                        new ConnectDomainEventCallbackRegisterAny(1, WEB),
                        new ConnectDomainEventCallbackRegisterAny(1, mail),
                        new ConnectDomainEventCallbackRegisterAny(1, null));
        emit(reboot(0), reboot(2), new DomainEventCallbackReboot(1, mail), new DomainEventCallbackReboot(2, mail));
        assertThat(all.next()).isEqualTo(new GuestEvent.Rebooted(fake.web));
        assertThat(all.next()).isEqualTo(new GuestEvent.Rebooted(new Guest(host, mail)));
        assertThat(listener.next()).isEqualTo(new GuestEvent.Rebooted(fake.web));
        assertThat(mails.next()).isEqualTo(new GuestEvent.Rebooted(new Guest(host, mail)));
        assertThat(listener.isEmpty() && mails.isEmpty() && all.isEmpty()).isTrue();
        webs.close();
        assertThat(deregistrations()).containsExactly(new ConnectDomainEventCallbackDeregisterAny(0));
    }

    @Test
    void aGuestsListenerHearsAllOfThatGuest() throws InterruptedException {
        numberByEvent();
        fake.web.onEvent(listener);
        assertThat(registrations()).hasSize(30).allMatch(call -> WEB.equals(call.dom()));
        emit(lifecycle(100, 5), reboot(101));
        assertThat(listener.next()).isInstanceOf(LifecycleEvent.Stopped.class);
        assertThat(listener.next()).isInstanceOf(GuestEvent.Rebooted.class);
        fake.daemon.kill();
        assertThat(listener.next()).isInstanceOf(ConnectionClosed.class);
    }

    @Test
    void aListenerThatFailsStopsNobody() throws InterruptedException {
        host.onEvent(GuestEvent.Rebooted.class, event -> {
            throw new IllegalStateException("on purpose");
        });
        host.onEvent(GuestEvent.Rebooted.class, event -> {
            throw new AssertionError("on purpose");
        });
        host.onEvent(GuestEvent.Rebooted.class, listener);
        emit(reboot(0), reboot(0));
        assertThat(listener.next()).isInstanceOf(GuestEvent.Rebooted.class);
        assertThat(listener.next()).isInstanceOf(GuestEvent.Rebooted.class);
    }

    @Test
    void aListenerMayCallTheDaemon() throws Exception {
        fake.daemon.reply(DomainGetState.class, new DomainGetState.Reply(1, 1));
        CompletableFuture<GuestState> state = new CompletableFuture<>();
        host.onEvent(
                GuestEvent.Rebooted.class, event -> state.complete(event.guest().state()));
        emit(reboot(0));
        assertThat(state.get(60, TimeUnit.SECONDS)).isEqualTo(GuestState.of(1, 1));
    }

    @Test
    void aListenerMayCloseItsOwnSubscriptionAndOpenOthers() throws InterruptedException {
        AtomicReference<Subscription> own = new AtomicReference<>();
        AtomicInteger calls = new AtomicInteger();
        own.set(host.onEvent(GuestEvent.Rebooted.class, event -> {
            calls.incrementAndGet();
            own.get().close();
            host.onEvent(LifecycleEvent.class, listener);
        }));
        emit(reboot(0), reboot(0), lifecycle(1, 2));
        fake.daemon.nextCall(ConnectDomainEventCallbackDeregisterAny.class, SOON);
        // the second event for all may only be sent when the listener has subscribed
        while (registrations().size() < 2) {
            fake.daemon.nextCall(ConnectDomainEventCallbackRegisterAny.class, SOON);
        }
        emit(lifecycle(1, 5));
        assertThat(listener.next(LifecycleEvent.Stopped.class)).isNotNull();
        assertThat(calls).hasValue(1);
    }

    @Test
    void closingWaitsForTheListenerAtWork() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger();
        Subscription subscription = host.onEvent(GuestEvent.Rebooted.class, event -> {
            entered.countDown();
            awaitQuietly(leave);
            left.incrementAndGet();
        });
        emit(reboot(0), reboot(0));
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Integer> closed = CompletableFuture.supplyAsync(() -> {
            subscription.close();
            return left.get();
        });
        assertThat(closed).isNotDone();
        leave.countDown();
        int leftBeforeCloseReturned = closed.get(60, TimeUnit.SECONDS);
        assertThat(leftBeforeCloseReturned).isPositive();
        host.onEvent(DeviceEvent.Added.class, listener);
        assertThat(left).as("nothing comes after close").hasValue(leftBeforeCloseReturned);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void lostEventsAreAnnouncedWithTheStateOfEveryGuest() throws InterruptedException {
        try (FakeHost small = new FakeHost(HostOptions.defaults().eventQueue(2))) {
            small.daemon.reply(
                    ConnectGetAllDomainStats.class,
                    new ConnectGetAllDomainStats.Reply(List.of(new DomainStatsRecord(
                            ACTIVE_WEB,
                            List.of(TypedParam.ofInt("state.state", 3), TypedParam.ofInt("state.reason", 1))))));
            overflow(small, 10);
            HostEvent.Resynced resynced = listener.next(HostEvent.Resynced.class);
            assertThat(resynced.lost()).isEqualTo(8);
            assertThat(resynced.states()).isEqualTo(Map.of(small.web, GuestState.of(3, 1)));
            assertThat(resynced.failure()).isEmpty();
        }
    }

    @Test
    void lostEventsAreAnnouncedEvenIfTheStatesCannotBeHad() throws InterruptedException {
        try (FakeHost small = new FakeHost(HostOptions.defaults().eventQueue(2))) {
            overflow(small, 10);
            HostEvent.Resynced resynced = listener.next(HostEvent.Resynced.class);
            assertThat(resynced.states()).isEmpty();
            assertThat(resynced.failure()).containsInstanceOf(UnsupportedException.class);
        }
    }

    /** Sends events while a listener stands still; a registration afterwards proves that all of them have come. */
    private void overflow(FakeHost small, int events) throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        small.host.onEvent(GuestEvent.Rebooted.class, event -> {
            entered.countDown();
            awaitQuietly(leave);
        });
        small.host.onEvent(HostEvent.Resynced.class, listener);
        small.daemon.emit(reboot(0));
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < events; i++) {
            small.daemon.emit(reboot(0));
        }
        small.host.onEvent(DeviceEvent.Added.class, event -> {});
        leave.countDown();
    }

    @Test
    void theEndOfTheConnectionIsTheLastEvent() throws InterruptedException {
        host.onEvent(listener);
        EventListener closing = new EventListener();
        host.onClose(closing);
        fake.daemon.kill();
        assertThat(listener.next())
                .isInstanceOfSatisfying(
                        ConnectionClosed.class,
                        closed -> assertThat(closed.reason()).isEqualTo(ConnectionClosed.Reason.END_OF_FILE));
        assertThat(closing.next()).isInstanceOf(ConnectionClosed.class);
        host.close();
        assertThat(listener.isEmpty() && closing.isEmpty()).isTrue();
    }

    @Test
    void closingTheHostIsTold() throws InterruptedException {
        host.onClose(listener);
        host.close();
        assertThat(listener.next())
                .isInstanceOfSatisfying(
                        ConnectionClosed.class,
                        closed -> assertThat(closed.reason()).isEqualTo(ConnectionClosed.Reason.CLOSED));
        EventListener late = new EventListener();
        host.onClose(late).close();
        assertThat(late.next()).isInstanceOf(ConnectionClosed.class);
    }

    @Test
    void theDaemonTellsWhenItLosesItsOwnConnection() throws InterruptedException {
        fake.daemon.reply(ConnectRegisterCloseCallback.class, Empty.EMPTY);
        host.onClose(listener);
        assertThat(fake.daemon.calls(ConnectRegisterCloseCallback.class)).hasSize(1);
        emit(new ConnectEventConnectionClosed(2));
        assertThat(listener.next())
                .isInstanceOfSatisfying(
                        ConnectionClosed.class,
                        closed -> assertThat(closed.reason()).isEqualTo(ConnectionClosed.Reason.KEEPALIVE));
        assertThat(host.isAlive()).isFalse();
    }
}
