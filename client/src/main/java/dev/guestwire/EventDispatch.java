package dev.guestwire;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.protocol.AboutDomain;
import dev.guestwire.protocol.CallbackEvent;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.Event;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackDeregisterAny;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.ConnectEventConnectionClosed;
import dev.guestwire.protocol.remote.ConnectRegisterCloseCallback;
import dev.guestwire.rpc.ConnectionEnd;
import dev.guestwire.rpc.EventLane;
import dev.guestwire.rpc.Lanes;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Registers with the daemon for what the listeners want, once for each event however many they are, and brings them what
 * comes.
 */
final class EventDispatch implements EventLane.Listener {
    private static final System.Logger LOG = System.getLogger("dev.guestwire.events");

    private final Host host;
    private final Lanes lanes;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final Map<Route, Registration> routes = new ConcurrentHashMap<>();
    private final AtomicReference<HostEvent.@Nullable ConnectionClosed> end = new AtomicReference<>();

    /** Held while the daemon is asked to register or to forget, never while a listener runs. It guards what follows. */
    private final ReentrantLock registering = new ReentrantLock();

    private final Map<Topic, Registration> registrations = new HashMap<>();
    private @Nullable Uninterrupted lane;

    /** How an event names its registration: numbers of different kinds of events collide. */
    private record Route(Class<?> wire, int callbackId) {}

    /** A registration with the daemon, and those who want what comes of it. */
    private record Registration(Topic topic, int callbackId, List<Subscription> listeners) {
        Route route() {
            return new Route(topic.kind().wire(), callbackId);
        }
    }

    EventDispatch(Host host, Lanes lanes) {
        this.host = host;
        this.lanes = lanes;
    }

    boolean hasEnded() {
        return end.get() != null;
    }

    /** Keeps why the connection ended; listeners are told when those events are through that came before. */
    void connectionEnded(ConnectionEnd ended) {
        end.compareAndSet(null, closed(ended));
    }

    /** The user closes the host: the daemon's farewell is not its end. */
    void closing() {
        connectionEnded(new ConnectionEnd(ConnectionEnd.Reason.CLOSED, "the host was closed", null));
    }

    private static HostEvent.ConnectionClosed closed(ConnectionEnd ended) {
        return new HostEvent.ConnectionClosed(
                HostEvent.ConnectionClosed.Reason.valueOf(ended.reason().name()), ended.detail());
    }

    <E extends HostEvent> Subscription subscribe(Class<E> kind, @Nullable Guest guest, Consumer<? super E> listener) {
        Subscription subscription = new Subscription(this, event -> {
            if (kind.isInstance(event)) {
                listener.accept(kind.cast(event));
            }
        });
        try {
            if (!hasEnded() || !kind.equals(HostEvent.ConnectionClosed.class)) {
                register(subscription, kind, guest);
            }
        } catch (RuntimeException failed) {
            subscription.close();
            throw failed;
        }
        HostEvent.ConnectionClosed last = end.get();
        if (last != null) {
            subscription.deliver(last);
        }
        return subscription;
    }

    private void register(Subscription subscription, Class<? extends HostEvent> kind, @Nullable Guest guest) {
        registering.lock();
        try {
            Uninterrupted open = openLane();
            subscriptions.add(subscription);
            CallFailedException refusal = null;
            for (EventKind<?> each : EventKind.heardAs(kind)) {
                try {
                    join(subscription, each, guest, open);
                } catch (CallFailedException refused) {
                    if (!isUnknownToTheDaemon(refused)) {
                        throw refused;
                    }
                    refusal = refused;
                }
            }
            if (refusal != null && subscription.topics().isEmpty()) {
                throw refusal;
            }
        } finally {
            registering.unlock();
        }
    }

    private Uninterrupted openLane() {
        Uninterrupted open = lane;
        if (open == null) {
            open = new Uninterrupted(lanes.openEvents(this));
            lane = open;
            watchTheDaemonsOwnConnection(open);
        }
        return open;
    }

    /** A daemon that is a proxy says when it loses its own connection; others refuse, or never say. */
    private static void watchTheDaemonsOwnConnection(Uninterrupted open) {
        try {
            open.call(new ConnectRegisterCloseCallback());
        } catch (CallFailedException refused) {
            LOG.log(Level.DEBUG, "the daemon does not tell of its own connection", refused);
        }
    }

    private void join(Subscription subscription, EventKind<?> kind, @Nullable Guest guest, Uninterrupted open) {
        Topic topic = new Topic(kind, guest == null ? null : guest.uuid());
        Registration registration = registrations.get(topic);
        if (registration == null) {
            int callbackId = open.call(
                            new ConnectDomainEventCallbackRegisterAny(kind.id(), guest == null ? null : guest.handle()))
                    .callbackId();
            registration = new Registration(topic, callbackId, new CopyOnWriteArrayList<>());
            registrations.put(topic, registration);
        }
        registration.listeners().add(subscription);
        subscription.topics().add(topic);
        routes.put(registration.route(), registration);
    }

    /** The daemon refuses a number that it does not know with an internal error of its RPC layer, and nothing else so. */
    private static boolean isUnknownToTheDaemon(CallFailedException refused) {
        boolean unknownNumber = refused.code().equals(ErrorCode.INTERNAL_ERROR)
                && refused.domain().equals(ErrorDomain.RPC);
        return unknownNumber || refused instanceof UnsupportedException;
    }

    void forget(Subscription subscription) {
        registering.lock();
        try {
            subscriptions.remove(subscription);
            for (Topic topic : subscription.topics()) {
                Registration registration = registrations.get(topic);
                if (registration != null && registration.listeners().remove(subscription)) {
                    leaveIfUnused(registration);
                }
            }
            subscription.topics().clear();
        } finally {
            registering.unlock();
        }
    }

    private void leaveIfUnused(Registration registration) {
        if (!registration.listeners().isEmpty()) {
            return;
        }
        registrations.remove(registration.topic());
        routes.remove(registration.route());
        Uninterrupted open = lane;
        if (open == null || hasEnded()) {
            return;
        }
        try {
            open.call(new ConnectDomainEventCallbackDeregisterAny(registration.callbackId()));
        } catch (LibvirtException failed) {
            LOG.log(Level.DEBUG, "the daemon may go on sending event " + registration.topic(), failed);
        }
    }

    @Override
    public void event(Event event) {
        if (event instanceof ConnectEventConnectionClosed closed) {
            end(daemonLost(closed.reason()));
        } else if (event instanceof CallbackEvent callback && event instanceof AboutDomain about) {
            Registration registration = route(new Route(event.getClass(), callback.callbackId()));
            if (registration != null) {
                GuestEvent heard = EventKind.read(host, about, event);
                registration.listeners().forEach(listener -> listener.deliver(heard));
            }
        }
    }

    /** The first event may overtake the answer that tells its number: then whoever asked still holds the lock. */
    private @Nullable Registration route(Route route) {
        Registration known = routes.get(route);
        if (known != null) {
            return known;
        }
        registering.lock();
        try {
            return routes.get(route);
        } finally {
            registering.unlock();
        }
    }

    @Override
    public void overflow(int lost) {
        LOG.log(Level.WARNING, "{0} events came faster than the listeners took them, and are lost", lost);
        HostEvent.Resynced resynced = resync(lost);
        subscriptions.forEach(subscription -> subscription.deliver(resynced));
    }

    private HostEvent.Resynced resync(int lost) {
        try {
            return new HostEvent.Resynced(lost, host.states(), Optional.empty());
        } catch (LibvirtException failed) {
            return new HostEvent.Resynced(lost, Map.of(), Optional.of(failed));
        }
    }

    @Override
    public void ended(ConnectionEnd ended) {
        end(closed(ended));
    }

    private void end(HostEvent.ConnectionClosed closed) {
        HostEvent.ConnectionClosed earlier = end.compareAndExchange(null, closed);
        HostEvent.ConnectionClosed first = earlier == null ? closed : earlier;
        subscriptions.forEach(subscription -> subscription.deliver(first));
    }

    private static HostEvent.ConnectionClosed daemonLost(int reason) {
        HostEvent.ConnectionClosed.Reason why = switch (reason) {
            case 1 -> HostEvent.ConnectionClosed.Reason.END_OF_FILE;
            case 2 -> HostEvent.ConnectionClosed.Reason.KEEPALIVE;
            case 3 -> HostEvent.ConnectionClosed.Reason.CLOSED;
            default -> HostEvent.ConnectionClosed.Reason.ERROR;
        };
        return new HostEvent.ConnectionClosed(
                why, "the daemon lost its own connection to the hypervisor (reason " + reason + ")");
    }
}
