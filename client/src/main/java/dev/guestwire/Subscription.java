package dev.guestwire;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * An event listener at work, until it is closed or its host's connection ends.
 *
 * <p>When {@code close} has returned, the listener is not called any more; closing again does nothing. It waits for a call
 * of the listener under way, so a listener must not wait for the thread that closes it, and then tells the daemon if
 * nobody else wants these events. A listener may close its own subscription.
 */
public final class Subscription implements AutoCloseable {

    private final EventDispatch dispatch;
    private final Consumer<HostEvent> listener;
    private final List<EventDispatch.Topic> topics = new ArrayList<>();

    /** Fair, so that who closes goes before the next event. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private boolean closed;

    Subscription(EventDispatch dispatch, Consumer<HostEvent> listener) {
        this.dispatch = dispatch;
        this.listener = listener;
    }

    /** {@return what the listener is registered for; the dispatch's lock guards it} */
    List<EventDispatch.Topic> topics() {
        return topics;
    }

    /** Calls the listener, unless it was closed. Nothing comes after the end of the connection. */
    void deliver(HostEvent event) {
        turn.lock();
        try {
            if (closed) {
                return;
            }
            if (event instanceof HostEvent.ConnectionClosed) {
                closed = true;
            }
            listener.accept(event);
        } catch (RuntimeException | Error thrown) {
            Log.LOG.log(
                    Level.WARNING, "a listener failed at " + event.getClass().getSimpleName(), thrown);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            closed = true;
        } finally {
            turn.unlock();
        }
        dispatch.forget(this);
    }

    /** Loaded with the first message: to find a logger takes longer than to list guests. */
    private static final class Log {
        private static final System.Logger LOG = System.getLogger("dev.guestwire.events");
    }
}
