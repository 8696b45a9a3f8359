package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.GUEST;
import static dev.guestwire.rpc.Wire.INFO;
import static dev.guestwire.rpc.Wire.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Event;
import dev.guestwire.protocol.PacketHeader;
import dev.guestwire.protocol.PacketStatus;
import dev.guestwire.protocol.PacketType;
import dev.guestwire.protocol.Program;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.DomainEventCallbackLifecycle;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeConnection;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.testkit.fake.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events: in order, off the reader, never lost without a word. */
@Timeout(240)
class EventLaneTest {
    private static final int KEPT = 10;

    private final FakeLibvirtd daemon = Wire.daemon();
    private final HeardEvents heard = new HeardEvents();

    @AfterEach
    void stop() {
        daemon.close();
    }

    private Lanes open() {
        return Wire.open(daemon, new RpcOptions(SOON, Duration.ZERO, 5, 4, false, KEPT));
    }

    private static Event started(int callback) {
        return new DomainEventCallbackLifecycle(callback, GUEST, 2, 0);
    }

    private static int register(EventLane events) {
        return events.call(new ConnectDomainEventCallbackRegisterAny(0, null)).callbackId();
    }

    private FakeConnection subscriber() {
        return daemon.subscribers().getFirst();
    }

    /** A listener that stops at its first event until it may go on. */
    private static final class Slow extends HeardEvents {
        private final CountDownLatch began = new CountDownLatch(1);
        private final CountDownLatch mayGoOn = new CountDownLatch(1);

        @Override
        public void event(Event event) {
            began.countDown();
            try {
                mayGoOn.await(SOON.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
            super.event(event);
        }
    }

    @Test
    void eventsComeInTheDaemonsOrder() throws Exception {
        try (Lanes lanes = open()) {
            register(lanes.openEvents(heard));
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < KEPT; i++) {
                    daemon.emit(started(i));
                }
                for (int i = 0; i < KEPT; i++) {
                    assertThat(heard.next()).isEqualTo(started(i));
                }
            }
        }
    }

    @Test
    void anEventBeforeTheReplyToItsRegistrationIsKept() throws Exception {
        try (Lanes lanes = open()) {
            EventLane events = lanes.openEvents(heard);
            daemon.faultNext(Fault.EVENT_BEFORE_REPLY);
            int callback = register(events);
            assertThat(heard.next())
                    .isInstanceOfSatisfying(
                            DomainEventCallbackLifecycle.class,
                            event -> assertThat(event.callbackId()).isEqualTo(callback));
        }
    }

    @Test
    void aSlowListenerStopsNoReplyAndMissesAreCountedInTheirPlace() throws Exception {
        Slow slow = new Slow();
        try (Lanes lanes = open()) {
            EventLane events = lanes.openEvents(slow);
            register(events);
            daemon.emit(started(0));
            assertThat(slow.began.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            for (int i = 1; i <= KEPT + 7; i++) {
                daemon.emit(started(i));
            }
            assertThat(events.call(new ConnectDomainEventCallbackRegisterAny(1, null))
                            .callbackId())
                    .as("its reply comes after the events, over the same connection")
                    .isEqualTo(1);
            slow.mayGoOn.countDown();
            for (int i = 0; i <= KEPT; i++) {
                assertThat(slow.next()).isEqualTo(started(i));
            }
            assertThat(slow.next()).isEqualTo(new HeardEvents.Overflow(7));
            daemon.emit(started(99));
            assertThat(slow.next()).isEqualTo(started(99));
        }
    }

    @Test
    void aListenerMayCallTheDaemonOverAnyLane() throws Exception {
        List<Lanes> host = new ArrayList<>();
        List<EventLane> lane = new ArrayList<>();
        HeardEvents calling = new HeardEvents() {
            @Override
            public void event(Event event) {
                assertThat(lane.getFirst().isDelivering()).isTrue();
                assertThat(host.getFirst().call(INFO)).isEqualTo(Wire.ANSWER);
                lane.getFirst().call(new ConnectDomainEventCallbackRegisterAny(1, null));
                super.event(event);
            }
        };
        try (Lanes lanes = open()) {
            host.add(lanes);
            lane.add(lanes.openEvents(calling));
            register(lane.getFirst());
            daemon.emit(started(0));
            assertThat(calling.next()).isEqualTo(started(0));
            assertThat(lane.getFirst().isDelivering()).isFalse();
        }
    }

    @Test
    void aListenerThatThrowsOrLeavesAnInterruptHearsTheNextEvent() throws Exception {
        HeardEvents rude = new HeardEvents() {
            @Override
            public void event(Event event) {
                boolean interrupted = Thread.currentThread().isInterrupted();
                super.event(interrupted ? started(-1) : event);
                Thread.currentThread().interrupt();
                throw new AssertionError("a listener's own mistake");
            }
        };
        try (Lanes lanes = open()) {
            register(lanes.openEvents(rude));
            for (int i = 0; i < 3; i++) {
                daemon.emit(started(i));
                assertThat(rude.next()).isEqualTo(started(i));
            }
        }
    }

    @Test
    void unknownEventsArePassedOver() throws Exception {
        try (Lanes lanes = open()) {
            EventLane events = lanes.openEvents(heard);
            daemon.faultNext(Fault.UNKNOWN_EVENT).faultNext(Fault.UNKNOWN_PROGRAM_EVENT);
            register(events);
            events.call(new ConnectDomainEventCallbackRegisterAny(1, null));
            daemon.emit(started(0));
            assertThat(heard.next()).isEqualTo(started(0));
        }
    }

    /** An event that cannot be read is as bad as a reply that cannot: the end, and everybody is told. */
    @Test
    void aMalformedEventEndsTheHost() throws Exception {
        try (Lanes lanes = open()) {
            register(lanes.openEvents(heard));
            PacketHeader header =
                    new PacketHeader(Program.REMOTE.id(), Program.VERSION, 318, PacketType.MESSAGE, 1, PacketStatus.OK);
            daemon.emit(started(0));
            subscriber().send(header, out -> out.opaque(Bytes.of(new byte[] {-1, -1, -1, -1}), 4, "payload"));
            assertThat(heard.next()).isEqualTo(started(0));
            assertThat(heard.next())
                    .isInstanceOfSatisfying(
                            ConnectionEnd.class,
                            end -> assertThat(end.reason()).isEqualTo(ConnectionEnd.Reason.MALFORMED));
            assertThat(lanes.isOpen()).isFalse();
        }
    }

    @Test
    void theEndIsToldLastAndOnce() throws Exception {
        Slow slow = new Slow();
        try (Lanes lanes = open()) {
            register(lanes.openEvents(slow));
            daemon.emit(started(0));
            assertThat(slow.began.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            for (int i = 1; i <= KEPT + 1; i++) {
                daemon.emit(started(i));
            }
            subscriber().send(Bytes.of(new byte[] {0, 0, 0, 1}));
            CountDownLatch over = new CountDownLatch(1);
            lanes.onEnd(end -> over.countDown());
            assertThat(over.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            slow.mayGoOn.countDown();
            for (int i = 0; i <= KEPT; i++) {
                assertThat(slow.next()).isEqualTo(started(i));
            }
            assertThat(slow.next()).isEqualTo(new HeardEvents.Overflow(1));
            assertThat(slow.next()).isInstanceOf(ConnectionEnd.class);
        }
        assertThat(slow.isEmpty()).isTrue();
    }

    @Test
    void closingIsToldAsClosingNotAsALoss() throws Exception {
        Lanes lanes = open();
        register(lanes.openEvents(heard));
        List<ConnectionEnd> ends = new ArrayList<>();
        lanes.onEnd(ends::add);
        lanes.close();
        lanes.close();
        assertThat(heard.next())
                .isInstanceOfSatisfying(
                        ConnectionEnd.class, end -> assertThat(end.reason()).isEqualTo(ConnectionEnd.Reason.CLOSED));
        assertThat(ends).extracting(ConnectionEnd::reason).containsExactly(ConnectionEnd.Reason.CLOSED);
    }

    @Test
    void theEndOfTheQuickConnectionIsToldToTheListenerToo() throws Exception {
        try (Lanes lanes = open()) {
            register(lanes.openEvents(heard));
            daemon.on(DomainGetInfo.class, call -> Answer.of(Wire.ANSWER).with(Fault.CUT_AFTER_REPLY));
            lanes.call(INFO);
            assertThat(heard.next()).isInstanceOf(ConnectionEnd.class);
            lanes.onEnd(end -> {
                throw new IllegalStateException("a listener's own mistake");
            });
        }
    }
}
