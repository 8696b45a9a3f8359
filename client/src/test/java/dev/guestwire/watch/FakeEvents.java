package dev.guestwire.watch;

import static dev.guestwire.FakeHost.ACTIVE_WEB;

import dev.guestwire.FakeHost;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.Event;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackDeregisterAny;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainEventCallbackAgentLifecycle;
import dev.guestwire.protocol.remote.DomainEventCallbackJobCompleted;
import dev.guestwire.protocol.remote.DomainEventCallbackLifecycle;
import dev.guestwire.protocol.remote.DomainEventCallbackReboot;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import dev.guestwire.protocol.remote.DomainStatsRecord;
import dev.guestwire.testkit.fake.Answer;
import java.util.List;

/** The life of the guest of a fake host: its events, whose registrations are numbered by their kind, and its state. */
public final class FakeEvents {
    private static final int NUMBERS = 100;

    /** Life and reasons as libvirt numbers them. */
    public static final int STARTED = 2;

    public static final int STOPPED = 5;
    public static final int SHUTDOWN = 0;
    public static final int DESTROYED = 1;
    public static final int SAVED = 4;
    public static final int RUNNING = 1;
    public static final int PAUSED = 3;
    public static final int SHUT_OFF = 5;

    private final FakeHost fake;

    public FakeEvents(FakeHost fake) {
        this.fake = fake;
        fake.daemon.on(
                ConnectDomainEventCallbackRegisterAny.class,
                call -> Answer.of(new ConnectDomainEventCallbackRegisterAny.Reply(NUMBERS + call.eventId())));
        fake.daemon.reply(ConnectDomainEventCallbackDeregisterAny.class, Empty.EMPTY);
        fake.daemon.reply(
                ConnectGetAllDomainStats.class,
                new ConnectGetAllDomainStats.Reply(List.of(new DomainStatsRecord(
                        ACTIVE_WEB,
                        List.of(TypedParam.ofInt("state.state", 1), TypedParam.ofInt("state.reason", 1))))));
        is(RUNNING, 1, ACTIVE_WEB.id());
    }

    /** The guest is in a state from now on, for who asks. */
    public void is(int state, int reason, int id) {
        fake.daemon.reply(DomainGetState.class, new DomainGetState.Reply(state, reason));
        fake.daemon.reply(
                DomainLookupByUuid.class,
                new DomainLookupByUuid.Reply(new Domain(ACTIVE_WEB.name(), ACTIVE_WEB.uuid(), id)));
    }

    /** {@return an event of the guest's life} */
    public static Event life(int event, int reason) {
        return new DomainEventCallbackLifecycle(NUMBERS, ACTIVE_WEB, event, reason);
    }

    /** {@return the event of a reboot} */
    public static Event rebooted() {
        return new DomainEventCallbackReboot(NUMBERS + 1, ACTIVE_WEB);
    }

    /** {@return the event of an agent that comes} */
    public static Event agentConnected() {
        return new DomainEventCallbackAgentLifecycle(NUMBERS + 18, ACTIVE_WEB, 1, 0);
    }

    /** {@return the event of a job that ended} */
    public static Event jobCompleted(TypedParam... statistics) {
        return new DomainEventCallbackJobCompleted(NUMBERS + 21, ACTIVE_WEB, List.of(statistics));
    }
}
