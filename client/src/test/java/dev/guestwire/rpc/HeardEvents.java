package dev.guestwire.rpc;

import dev.guestwire.protocol.Event;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a listener is told, in order. */
class HeardEvents implements EventLane.Listener {
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    /** So many events were lost. */
    record Overflow(int count) {}

    @Override
    public void event(Event event) {
        heard.add(event);
    }

    @Override
    public void overflow(int count) {
        heard.add(new Overflow(count));
    }

    @Override
    public void ended(ConnectionEnd end) {
        heard.add(end);
    }

    /** {@return the next event, {@link Overflow} or {@link ConnectionEnd}} */
    Object next() throws InterruptedException {
        Object next = heard.poll(Caller.SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was told for " + Caller.SECONDS + " s");
        }
        return next;
    }

    boolean isEmpty() {
        return heard.isEmpty();
    }
}
