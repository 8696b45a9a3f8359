package dev.guestwire;

import dev.guestwire.rpc.turn.Listening;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * An event listener at work, until it is closed or its host's connection ends.
 *
 * <p>Whatever a listener throws is logged, and nothing else comes of it: it hears the next event, and so does everybody else.
 */
public final class Subscription implements AutoCloseable {

    private final EventDispatch dispatch;
    private final Consumer<HostEvent> listener;
    private final List<Registrations.Topic> topics = new ArrayList<>();

    /** Held while the listener runs. */
    private final ReentrantLock turn = new ReentrantLock();

    private volatile boolean closed;

    Subscription(EventDispatch dispatch, Consumer<HostEvent> listener) {
        this.dispatch = dispatch;
        this.listener = listener;
    }

    /** {@return what the listener is registered for; the lock of the registrations guards it} */
    List<Registrations.Topic> topics() {
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
            Listening.deliver(dispatch.host(), event.getClass().getSimpleName(), () -> listener.accept(event));
        } finally {
            turn.unlock();
        }
    }

    /**
     * Ends the calls of the listener; closing again does nothing.
     *
     * <p>From now on no further event reaches the listener. If it is busy with one on another thread, this method waits until
     * it has returned from it, however long that takes; an interrupt of the calling thread ends that wait, and the listener may
     * then be at work still. So a listener must not wait for the thread that closes it. A listener may close its own
     * subscription; that does not wait.
     *
     * <p>Where nobody else wants these events, the daemon is told. For its answer the method waits half a second at most, and
     * not at all if the thread is interrupted: the rest goes on in the background. An interrupt is kept: the thread is still
     * interrupted when this method returns. Nothing is thrown.
     */
    @Override
    public void close() {
        closed = true;
        if (!turn.tryLock()) {
            awaitListener();
        } else {
            turn.unlock();
        }
        dispatch.forget(this, true);
    }

    /** Ends the calls of a listener that could not be registered; {@code waiting} says whether to wait for the daemon. */
    void abandon(boolean waiting) {
        closed = true;
        dispatch.forget(this, waiting);
    }

    private void awaitListener() {
        try {
            turn.lockInterruptibly();
            turn.unlock();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
