package dev.guestwire;

import dev.guestwire.protocol.Event;
import dev.guestwire.rpc.ConnectionEnd;
import dev.guestwire.rpc.EventLane;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The events of one connection, and the registrations they belong to. After a reconnection they wait until the listeners
 * have heard the last of the connection before, and of the new one.
 */
final class EventFeed implements EventLane.Listener {
    private final EventDispatch dispatch;
    private final @Nullable EventFeed before;
    private final Map<Registrations.Route, Registrations.Registration> routes = new ConcurrentHashMap<>();
    private final CountDownLatch opened;
    private final CountDownLatch drained = new CountDownLatch(1);

    private EventFeed(EventDispatch dispatch, @Nullable EventFeed before, int gates) {
        this.dispatch = dispatch;
        this.before = before;
        this.opened = new CountDownLatch(gates);
    }

    /** {@return a feed whose events go through at once} */
    static EventFeed open(EventDispatch dispatch) {
        return new EventFeed(dispatch, null, 0);
    }

    /** {@return a feed whose events wait until it is opened} */
    static EventFeed after(EventFeed before, EventDispatch dispatch) {
        return new EventFeed(dispatch, before, 1);
    }

    Map<Registrations.Route, Registrations.Registration> routes() {
        return routes;
    }

    /** Waits until the connection before has no more events to tell; then lets these through once an action is done. */
    void openAfter(Runnable action) {
        try {
            if (before != null) {
                before.drained.await();
            }
            action.run();
        } catch (InterruptedException nobodyInterruptsThisThread) {
            Thread.currentThread().interrupt();
        } finally {
            opened.countDown();
        }
    }

    boolean isDrained() {
        return drained.getCount() == 0;
    }

    @Override
    public void event(Event event) {
        pass();
        dispatch.event(this, event);
    }

    @Override
    public void overflow(int lost) {
        pass();
        dispatch.overflow(lost);
    }

    @Override
    public void ended(ConnectionEnd ended) {
        pass();
        try {
            dispatch.feedEnded(ended);
        } finally {
            drained.countDown();
            dispatch.feedDrained();
        }
    }

    private void pass() {
        while (true) {
            try {
                opened.await();
                return;
            } catch (InterruptedException notMeantForUs) {
                // a listener's interrupt; the thread that delivers has no other business
            }
        }
    }
}
