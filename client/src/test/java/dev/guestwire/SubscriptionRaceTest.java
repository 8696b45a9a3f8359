package dev.guestwire;

import static dev.guestwire.FakeHost.ACTIVE_WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackDeregisterAny;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.DomainEventCallbackReboot;
import dev.guestwire.rpc.ConnectionEnd;
import dev.guestwire.testkit.fake.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many threads subscribe and close at once, while events come. */
class SubscriptionRaceTest {
    private static final int THREADS = 16;
    private static final int ROUNDS = 25;

    @Test
    void registrationsAreCountedRightUnderContention() throws InterruptedException, ExecutionException {
        try (FakeHost fake = new FakeHost();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(() -> comeAndGo(fake)));
            }
            for (Future<?> one : all) {
                one.get();
            }
            int registered = fake.daemon
                    .calls(ConnectDomainEventCallbackRegisterAny.class)
                    .size();
            assertThat(registered).isPositive();
            assertThat(fake.daemon.calls(ConnectDomainEventCallbackDeregisterAny.class))
                    .hasSize(registered);
            assertThat(fake.daemon.subscribers()).isEmpty();
            stillHears(fake);
        }
    }

    private static void comeAndGo(FakeHost fake) {
        for (int round = 0; round < ROUNDS; round++) {
            try (Subscription subscription = fake.host.onEvent(GuestEvent.Rebooted.class, event -> {})) {
                fake.daemon.emit(new DomainEventCallbackReboot(round, ACTIVE_WEB));
            }
        }
    }

    private static void stillHears(FakeHost fake) throws InterruptedException {
        EventListener listener = new EventListener();
        int next =
                fake.daemon.calls(ConnectDomainEventCallbackRegisterAny.class).size();
        fake.host.onEvent(GuestEvent.Rebooted.class, listener);
        fake.daemon.emit(new DomainEventCallbackReboot(next, ACTIVE_WEB));
        assertThat(listener.next()).isEqualTo(new GuestEvent.Rebooted(fake.web));
    }

    @Test
    void anInterruptedThreadIsNotHeldUpAndItsRegistrationIsTakenBack() throws Exception {
        try (FakeHost fake = new FakeHost();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            fake.host.onClose(closed -> {});
            Hold hold = fake.daemon.hold(ConnectDomainEventCallbackRegisterAny.class);
            CompletableFuture<Thread> subscriber = new CompletableFuture<>();
            Future<Boolean> interrupted = threads.submit(() -> {
                subscriber.complete(Thread.currentThread());
                assertThatThrownBy(() -> fake.host.onEvent(GuestEvent.Rebooted.class, event -> {}))
                        .isInstanceOf(CallInterruptedException.class);
                return Thread.interrupted();
            });
            hold.awaitHeld(1, FakeHost.SOON);
            subscriber.get().interrupt();
            assertThat(interrupted.get()).as("the interrupt is kept").isTrue();
            hold.release();
            fake.daemon.nextCall(ConnectDomainEventCallbackDeregisterAny.class, FakeHost.SOON);
            stillHears(fake);
        }
    }

    @Test
    void everyEndOfAConnectionHasAName() {
        for (ConnectionEnd.Reason reason : ConnectionEnd.Reason.values()) {
            assertThat(HostEvent.ConnectionClosed.Reason.valueOf(reason.name())).hasToString(reason.name());
        }
    }
}
