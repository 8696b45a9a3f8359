package dev.guestwire;

import static dev.guestwire.FakeHost.ACTIVE_WEB;
import static dev.guestwire.FakeHost.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.job.Settlement;
import dev.guestwire.power.Power;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackDeregisterAny;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.ConnectGetHostname;
import dev.guestwire.protocol.remote.DomainEventCallbackLifecycle;
import dev.guestwire.protocol.remote.DomainEventCallbackReboot;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainShutdownFlags;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.Hold;
import dev.guestwire.watch.Expected;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What listeners may do, and what nobody else feels of it. */
@Timeout(120)
class ListeningTest {
    private final FakeHost fake = new FakeHost();
    private final Host host = fake.host;
    private final EventListener listener = new EventListener();

    @AfterEach
    void stop() {
        fake.close();
    }

    private void reboot(int registration) {
        fake.daemon.emit(new DomainEventCallbackReboot(registration, ACTIVE_WEB));
    }

    static Stream<Throwable> whatIsThrown() {
        return Stream.of(
                new IOException("checked"),
                new InterruptedException("checked"),
                new Exception("checked"),
                new IllegalStateException("unchecked"),
                new AssertionError("error"),
                new StackOverflowError("of the virtual machine"),
                new OutOfMemoryError("of the virtual machine, on purpose"),
                new Throwable("neither"));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static <E> Consumer<E> throwing(Throwable thrown) {
        return event -> ListeningTest.<RuntimeException>sneak(thrown);
    }

    @ParameterizedTest
    @MethodSource("whatIsThrown")
    void whateverAListenerThrowsTheOthersGoOnHearing(Throwable thrown) throws InterruptedException {
        host.onEvent(GuestEvent.Rebooted.class, throwing(thrown));
        host.onEvent(GuestEvent.Rebooted.class, listener);
        host.onClose(throwing(thrown));
        host.onClose(listener);
        for (int i = 0; i < 3; i++) {
            reboot(0);
            assertThat(listener.next()).isInstanceOf(GuestEvent.Rebooted.class);
        }
        fake.daemon.kill();
        assertThat(listener.next(HostEvent.ConnectionClosed.class)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("whatIsThrown")
    void theListenersOfAReconnectingHostGoOnHearing(Throwable thrown) throws InterruptedException {
        HostOptions options = HostOptions.defaults().reconnecting(Duration.ofMillis(10), Duration.ofMillis(10), 1000);
        try (FakeHost lost = new FakeHost(options)) {
            lost.host.onEvent(HostEvent.class, throwing(thrown));
            lost.host.onEvent(GuestEvent.Rebooted.class, heard -> {});
            lost.host.onEvent(HostEvent.ConnectionLost.class, listener);
            lost.host.onEvent(HostEvent.Resynced.class, listener);
            lost.daemon.kill();
            lost.daemon.restart();
            assertThat(listener.next()).isInstanceOf(HostEvent.ConnectionLost.class);
            assertThat(listener.next()).isInstanceOf(HostEvent.Resynced.class);
        }
    }

    @Test
    void anInterruptThatOneListenerLeavesDoesNotHitTheNext() throws Exception {
        fake.daemon.reply(ConnectGetHostname.class, new ConnectGetHostname.Reply("here"));
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        host.onEvent(GuestEvent.Rebooted.class, event -> Thread.currentThread().interrupt());
        host.onEvent(GuestEvent.Rebooted.class, event -> answers.add(host.hostname()));
        for (int i = 0; i < 4; i++) {
            reboot(0);
            assertThat(answers.poll(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo("here");
        }
    }

    /** What a listener can be tempted to wait for, by name. */
    private Map<String, Callable<?>> waits() {
        fake.daemon.reply(DomainGetState.class, new DomainGetState.Reply(1, 1));
        fake.daemon.on(DomainShutdownFlags.class, call -> Answer.done());
        Power power = fake.web.power();
        Settlement settlement = new Settlement("Copy of disk vda of guest web", host);
        return Map.of(
                "Settlement.await",
                () -> settlement.await(SOON),
                "Power.await",
                () -> power.await(GuestState.Phase.SHUT_OFF, SOON),
                "ShutdownRequest.await",
                () -> power.shutdown().await(SOON),
                "RebootRequest.await",
                () -> power.reboot().await(SOON),
                "Expected.await",
                () -> {
                    try (var expected = Expected.of(fake.web, LifecycleEvent.class, any -> true)) {
                        return expected.await(SOON);
                    }
                });
    }

    @Test
    void aWaitInsideAListenerIsRefusedAtOnce() throws Exception {
        for (Map.Entry<String, Callable<?>> wait : waits().entrySet()) {
            CompletableFuture<Object> end = new CompletableFuture<>();
            try (Subscription waiting =
                    host.onEvent(GuestEvent.Rebooted.class, event -> complete(end, wait.getValue()))) {
                reboot(lastNumber());
                assertThat(end)
                        .as(wait.getKey())
                        .failsWithin(SOON)
                        .withThrowableThat()
                        .havingRootCause()
                        .isInstanceOf(IllegalStateException.class)
                        .withMessageContaining("was called by a listener on the thread 'guestwire-events'")
                        .withMessageContaining("another thread");
            }
        }
        assertThat(fake.daemon.calls(DomainShutdownFlags.class))
                .as("refused before anything is done")
                .isEmpty();
    }

    private int lastNumber() {
        return fake.daemon.calls(ConnectDomainEventCallbackRegisterAny.class).size() - 1;
    }

    private static void complete(CompletableFuture<Object> end, Callable<?> work) {
        try {
            end.complete(String.valueOf(work.call()));
        } catch (Exception failed) {
            end.completeExceptionally(failed);
        }
    }

    @Test
    void aListenerOfAnotherHostMayWait() throws Exception {
        try (FakeHost other = new FakeHost()) {
            CompletableFuture<Object> end = new CompletableFuture<>();
            CountDownLatch begun = new CountDownLatch(1);
            other.host.onEvent(GuestEvent.Rebooted.class, event -> {
                try (var expected = Expected.of(fake.web, GuestEvent.Rebooted.class, any -> true)) {
                    begun.countDown();
                    complete(end, () -> expected.await(SOON));
                }
            });
            other.daemon.emit(new DomainEventCallbackReboot(0, ACTIVE_WEB));
            assertThat(begun.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            reboot(0);
            assertThat(end).succeedsWithin(SOON);
        }
    }

    /** The connection is made by a thread of its own, so this wait is not in vain. */
    @Test
    void aListenerMayWaitForTheConnectionToComeBack() throws Exception {
        HostOptions options = HostOptions.defaults().reconnecting(Duration.ofMillis(10), Duration.ofMillis(10), 1000);
        try (FakeHost lost = new FakeHost(options)) {
            CompletableFuture<Object> back = new CompletableFuture<>();
            lost.host.onEvent(
                    HostEvent.ConnectionLost.class, event -> complete(back, () -> lost.host.awaitConnection(SOON)));
            lost.daemon.kill();
            lost.daemon.restart();
            assertThat(back).succeedsWithin(SOON).isEqualTo("true");
        }
    }

    @Test
    void closingWhileAListenerBlocksEndsWithAnInterrupt() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Subscription subscription = host.onEvent(GuestEvent.Rebooted.class, event -> {
            calls.incrementAndGet();
            entered.countDown();
            while (leave.getCount() > 0) {
                try {
                    leave.await();
                } catch (InterruptedException stubborn) {
                    // it blocks for ever, whoever interrupts
                }
            }
        });
        reboot(0);
        reboot(0);
        assertThat(entered.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        Thread closer = Thread.ofPlatform().start(() -> {
            subscription.close();
            closed.complete(Thread.currentThread().isInterrupted());
        });
        closer.interrupt();
        assertThat(closed).succeedsWithin(SOON).isEqualTo(true);
        fake.daemon.nextCall(ConnectDomainEventCallbackDeregisterAny.class, SOON);
        leave.countDown();
        host.onEvent(LifecycleEvent.class, listener);
        fake.daemon.emit(new DomainEventCallbackLifecycle(1, ACTIVE_WEB, 2, 0));
        listener.next();
        assertThat(calls).as("no event after close").hasValue(1);
    }

    /** The twenty-first and further registrations are never answered; a whole registration has one deadline. */
    @Test
    void aRegistrationThatIsNotAnsweredEndsAtItsDeadlineAndHoldsUpNobody() throws Exception {
        Duration deadline = Duration.ofSeconds(2);
        try (FakeHost slow = new FakeHost(HostOptions.defaults().deadline(deadline))) {
            Subscription other = slow.host.onEvent(GuestEvent.Rebooted.class, listener);
            AtomicInteger asked = new AtomicInteger();
            Hold never = new Hold();
            slow.daemon.on(ConnectDomainEventCallbackRegisterAny.class, call -> {
                int number = asked.incrementAndGet();
                Answer<ConnectDomainEventCallbackRegisterAny.Reply> answer =
                        Answer.of(new ConnectDomainEventCallbackRegisterAny.Reply(100 + number));
                return number > 20 ? answer.heldBy(never) : answer;
            });
            long began = System.nanoTime();
            CompletableFuture<Object> end = new CompletableFuture<>();
            Thread.ofPlatform().start(() -> complete(end, () -> slow.host.onEvent(event -> {})));
            never.awaitHeld(1, SOON);
            long closing = System.nanoTime();
            other.close();
            assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(deadline);
            assertThat(end)
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .havingRootCause()
                    .isInstanceOf(DeadlineExceededException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(deadline, deadline.multipliedBy(5));
            int late = never.held();
            never.release();
            // the one closed, those answered in time and those answered late are all taken back
            for (int i = 0; i < 1 + 20 + late; i++) {
                slow.daemon.nextCall(ConnectDomainEventCallbackDeregisterAny.class, SOON);
            }
        }
    }

    @Test
    void registrationsForEverythingAreUnderWayAtOnce() throws Exception {
        Hold hold = fake.daemon.hold(ConnectDomainEventCallbackRegisterAny.class);
        CompletableFuture<Object> end = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> complete(end, () -> host.onEvent(listener)));
        hold.awaitHeld(30, SOON);
        hold.release();
        assertThat(end).succeedsWithin(SOON);
    }
}
