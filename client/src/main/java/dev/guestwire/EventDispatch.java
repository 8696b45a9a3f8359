package dev.guestwire;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.protocol.CallbackEvent;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.Event;
import dev.guestwire.protocol.remote.ConnectEventConnectionClosed;
import dev.guestwire.protocol.remote.ConnectOpen;
import dev.guestwire.rpc.ConnectionEnd;
import dev.guestwire.rpc.Deadline;
import dev.guestwire.rpc.Lanes;
import dev.guestwire.rpc.Reconnection;
import dev.guestwire.rpc.turn.Journal;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Registers with the daemon for what the listeners want, once for each event however many they are, and brings them what
 * comes.
 */
final class EventDispatch implements Reconnection.Listener {
    private static final Journal LOG = new Journal("dev.guestwire.events");

    private final Host host;
    private final Supplier<Lanes> lanes;
    private final boolean reconnects;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final AtomicReference<HostEvent.@Nullable ConnectionClosed> end = new AtomicReference<>();

    private final Registrations registrations = new Registrations();

    /** Held while the connection for events is opened, never while a listener runs. */
    private final ReentrantLock opening = new ReentrantLock();

    /** The events of the newest connection that was opened for them. */
    private volatile @Nullable EventFeed feed;

    EventDispatch(Host host, Supplier<Lanes> lanes, boolean reconnects) {
        this.host = host;
        this.reconnects = reconnects;
        this.lanes = lanes;
    }

    Host host() {
        return host;
    }

    boolean hasEnded() {
        return end.get() != null;
    }

    /** Keeps why the connection ended; listeners are told when those events are through that came before. */
    @Override
    public void ended(ConnectionEnd ended) {
        end.compareAndSet(null, closed(ended));
        feedDrained();
    }

    /** When nothing more comes of a connection, listeners may hear that it was the last. */
    void feedDrained() {
        HostEvent.ConnectionClosed last = end.get();
        EventFeed newest = feed;
        if (last != null && newest != null && newest.isDrained()) {
            subscriptions.forEach(subscription -> subscription.deliver(last));
        }
    }

    @Override
    public void connected(Lanes opened) {
        EventFeed before = feed;
        if (before == null) {
            return;
        }
        EventFeed fresh = EventFeed.after(before, this);
        try {
            register(opened, fresh);
        } catch (RuntimeException lostAgain) {
            // its end has to get through, or that of no later connection would
            fresh.openAfter(() -> {});
            throw lostAgain;
        }
        fresh.openAfter(() -> resynced(HostEvent.Resynced.Reason.RECONNECTED, 0));
    }

    private void register(Lanes opened, EventFeed fresh) {
        Deadline deadline = opened.deadline();
        opening.lock();
        try {
            openLane(opened, fresh, deadline);
        } finally {
            opening.unlock();
        }
        registrations.renew(deadline);
    }

    /** The user closes the host: the daemon's farewell is not its end. */
    void closing() {
        ended(new ConnectionEnd(ConnectionEnd.Reason.CLOSED, "the host was closed", null));
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
            subscription.abandon(failed instanceof CallFailedException);
            throw failed;
        }
        HostEvent.ConnectionClosed last = end.get();
        if (last != null) {
            subscription.deliver(last);
        }
        return subscription;
    }

    /** Asks the daemon for all at once; all of it has one deadline. */
    private void register(Subscription subscription, Class<? extends HostEvent> kind, @Nullable Guest guest) {
        Deadline deadline = lanes.get().deadline();
        openLane(deadline);
        subscriptions.add(subscription);
        List<Registrations.Registration> asked = new ArrayList<>();
        for (EventKind<?> each : kinds(kind, guest)) {
            asked.add(registrations.join(subscription, new Registrations.Topic(each, guest), deadline));
        }
        CallFailedException refusal = null;
        int accepted = 0;
        for (Registrations.Registration each : asked) {
            try {
                registrations.await(each, deadline);
                accepted++;
            } catch (CallFailedException refused) {
                if (!mayBeLeftOut(each.topic().kind(), kind, refused)) {
                    throw refused;
                }
                refusal = refused;
            }
        }
        if (refusal != null && accepted == 0) {
            throw refusal;
        }
        registrations.awaitWatched(deadline);
    }

    private static List<EventKind<?>> kinds(Class<? extends HostEvent> wanted, @Nullable Guest guest) {
        List<EventKind<?>> all = EventKind.heardAs(wanted);
        if (guest == null) {
            return all;
        }
        List<EventKind<?>> ofGuests =
                all.stream().filter(each -> each.isOfGuests()).toList();
        if (ofGuests.isEmpty() && !all.isEmpty()) {
            throw new InvalidInputException(
                    "a guest has no events of " + wanted.getSimpleName() + "; listen at its host", null);
        }
        return ofGuests;
    }

    /**
     * Who wants everything that there is wants, beside the guests, what this daemon has and lets the user hear: that of
     * networks may be in a daemon of its own that is not there.
     */
    private static boolean mayBeLeftOut(
            EventKind<?> kind, Class<? extends HostEvent> wanted, CallFailedException refused) {
        if (wanted.equals(HostEvent.class) && kind.family() != EventFamily.GUESTS) {
            LOG.log(Level.DEBUG, "the daemon does not tell of " + kind.family(), refused);
            return true;
        }
        return isUnknownToTheDaemon(refused);
    }

    private void openLane(Deadline deadline) {
        if (feed != null) {
            return;
        }
        boolean locked = false;
        try {
            locked = opening.tryLock(Math.max(0, deadline.left()), TimeUnit.NANOSECONDS);
            if (!locked) {
                throw new DeadlineExceededException(new ConnectOpen("", 0), false, deadline.length());
            }
            if (feed == null) {
                openLane(lanes.get(), EventFeed.open(this), deadline);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(new ConnectOpen("", 0), false);
        } finally {
            if (locked) {
                opening.unlock();
            }
        }
    }

    private void openLane(Lanes from, EventFeed fresh, Deadline deadline) {
        registrations.use(from.openEvents(fresh, deadline), fresh);
        feed = fresh;
    }

    /** The daemon refuses a number that it does not know with an internal error of its RPC layer, and nothing else so. */
    private static boolean isUnknownToTheDaemon(CallFailedException refused) {
        boolean unknownNumber = refused.code().equals(ErrorCode.INTERNAL_ERROR)
                && refused.domain().equals(ErrorDomain.RPC);
        return unknownNumber || refused instanceof UnsupportedException;
    }

    /** Has a subscription hear no more; {@code waiting} says whether to wait a moment for the daemon to know. */
    void forget(Subscription subscription, boolean waiting) {
        subscriptions.remove(subscription);
        registrations.forget(subscription, waiting);
    }

    void event(EventFeed from, Event event) {
        if (event instanceof ConnectEventConnectionClosed closed) {
            end(daemonLost(closed.reason()));
        } else if (event instanceof CallbackEvent callback) {
            var route = new Registrations.Route(event.getClass(), callback.callbackId());
            Registrations.Registration registration = registrations.route(from, route);
            if (registration != null) {
                read(registration.topic().kind(), event)
                        .ifPresent(heard -> registration.listeners().forEach(listener -> listener.deliver(heard)));
            }
        }
    }

    /** {@return what listeners hear; if it cannot be read, they are told that one was lost} */
    private Optional<HostEvent> read(EventKind<?> kind, Event event) {
        try {
            return Optional.of(kind.read(host, event));
        } catch (RuntimeException odd) {
            LOG.log(
                    Level.WARNING,
                    "an event " + event.getClass().getSimpleName() + " cannot be read, and is lost",
                    odd);
            resynced(HostEvent.Resynced.Reason.UNREADABLE, 1);
            return Optional.empty();
        }
    }

    void overflow(int lost) {
        LOG.log(Level.WARNING, "{0} events came faster than the listeners took them, and are lost", lost);
        resynced(HostEvent.Resynced.Reason.OVERFLOW, lost);
    }

    private void resynced(HostEvent.Resynced.Reason reason, int lost) {
        HostEvent.Resynced resynced = resync(reason, lost);
        subscriptions.forEach(subscription -> subscription.deliver(resynced));
    }

    private HostEvent.Resynced resync(HostEvent.Resynced.Reason reason, int lost) {
        try {
            return new HostEvent.Resynced(reason, lost, host.states(), Optional.empty());
        } catch (LibvirtException failed) {
            return new HostEvent.Resynced(reason, lost, Map.of(), Optional.of(failed));
        }
    }

    /** A loss is told also when the host has given up to connect again by now: the end is told after it. */
    void feedEnded(ConnectionEnd ended) {
        HostEvent.ConnectionClosed given = end.get();
        boolean closed = given != null && given.reason() == HostEvent.ConnectionClosed.Reason.CLOSED;
        if (reconnects && !closed) {
            HostEvent.ConnectionClosed why = closed(ended);
            HostEvent.ConnectionLost lost = new HostEvent.ConnectionLost(why.reason(), why.detail());
            subscriptions.forEach(subscription -> subscription.deliver(lost));
        } else {
            end(closed(ended));
        }
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
