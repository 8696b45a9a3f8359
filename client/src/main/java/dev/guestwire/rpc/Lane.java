package dev.guestwire.rpc;

import dev.guestwire.rpc.turn.Journal;
import dev.guestwire.rpc.turn.Turns;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Connections that share one queue of calls, served in the order they came.
 *
 * <p>A lane has one connection, the lane for quick calls a second one when calls queue. It gets a further one when all of
 * its calls under way have been without an answer for a
 * while: then they hang, and those that come after them need not. The lane for events does not grow, since what was
 * registered on one connection is told on that one.
 */
final class Lane {
    private static final Journal LOG = new Journal("dev.guestwire.rpc");
    static final int MAX_CONNECTIONS = 4;
    static final long STALLED_NANOS = 20_000_000;

    /** How many calls queue before a second connection pays. */
    private static final int CROWD = 3;

    private static final long NEXT_TRY_NANOS = 1_000_000_000;

    private final LaneKind kind;
    private final Dialer dialer;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock opening = new ReentrantLock();
    private final AtomicBoolean growing = new AtomicBoolean();
    private final ConcurrentLinkedQueue<Exchange> queue = new ConcurrentLinkedQueue<>();
    private final CopyOnWriteArrayList<RpcConnection> connections = new CopyOnWriteArrayList<>();

    private final Turns<Exchange> turns = new Turns<>();
    private final int maxConnections;

    private volatile long answeredAt = System.nanoTime();
    private volatile @Nullable ConnectionEnd end;

    Lane(LaneKind kind, Dialer dialer) {
        this.kind = kind;
        this.dialer = dialer;
        this.maxConnections = kind == LaneKind.EVENTS ? 1 : MAX_CONNECTIONS;
    }

    /** Opens connections for lanes, and hears of their end. */
    interface Dialer {
        RpcConnection dial(Lane lane, Deadline deadline);

        void ended(ConnectionEnd end);

        RpcOptions options();
    }

    RpcOptions options() {
        return dialer.options();
    }

    ReentrantLock lock() {
        return lock;
    }

    LaneKind kind() {
        return kind;
    }

    String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Opens the first connection, if nobody has. {@return false if the time is up or the thread was interrupted} */
    boolean open(Deadline deadline) {
        if (isOpen()) {
            return true;
        }
        if (!lockOpening(deadline)) {
            return false;
        }
        try {
            if (!isOpen()) {
                add(dialer.dial(this, deadline));
            }
            return true;
        } finally {
            opening.unlock();
        }
    }

    private boolean lockOpening(Deadline deadline) {
        try {
            return opening.tryLock(Math.max(0, deadline.left()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isOpen() {
        return !connections.isEmpty() || end != null;
    }

    /** Takes a connection whose opening conversation is over. */
    void add(RpcConnection connection) {
        connection.join();
        connections.add(connection);
        ConnectionEnd ended = end;
        if (ended != null) {
            connection.end(ended);
        }
        flush();
    }

    /** Queues a call and sends it if there is room. */
    void submit(Exchange exchange) {
        queue.add(exchange);
        flush();
        if (exchange.connection() == null && isCrowded() && growing.compareAndSet(false, true)) {
            startGrowing();
        }
    }

    /** {@return whether calls that are answered at once queue behind a single connection: two keep the daemon busier} */
    private boolean isCrowded() {
        return kind == LaneKind.QUICK && connections.size() == 1 && end == null && queue.size() >= CROWD;
    }

    private void startGrowing() {
        Thread.ofVirtual().name("guestwire-growth-" + name()).start(this::grow);
    }

    /**
     * Sends what is queued. Who cannot get the lock leaves it to the thread that has it, which looks again afterwards.
     */
    void flush() {
        while (!queue.isEmpty() && canSend()) {
            if (!lock.tryLock()) {
                return;
            }
            try {
                sendQueued();
            } finally {
                lock.unlock();
            }
            connections.forEach(connection -> connection.lead().pass());
        }
    }

    private boolean canSend() {
        if (end != null) {
            return true;
        }
        for (RpcConnection connection : connections) {
            if (connection.hasRoom()) {
                return true;
            }
        }
        return false;
    }

    /** Moves calls from the queue to connections with room; the lock is held. */
    void sendQueued() {
        ConnectionEnd ended = end;
        if (ended != null) {
            failQueued(ended);
            return;
        }
        for (RpcConnection connection : connections) {
            boolean appended = false;
            while (connection.hasRoom()) {
                Exchange next = queue.poll();
                if (next == null) {
                    break;
                }
                if (!turns.take(next)) {
                    continue;
                }
                connection.append(next);
                appended = true;
            }
            if (appended) {
                connection.write();
            }
        }
    }

    private void failQueued(ConnectionEnd ended) {
        for (Exchange next = queue.poll(); next != null; next = queue.poll()) {
            fail(next, ended);
        }
        for (Exchange next = turns.poll(); next != null; next = turns.poll()) {
            fail(next, ended);
        }
    }

    private static void fail(Exchange exchange, ConnectionEnd ended) {
        exchange.fail(ended);
        LockSupport.unpark(exchange.caller());
    }

    /** Hears that a call was answered; the lock is held. */
    void answered(Exchange exchange, long now) {
        answeredAt = now;
        Exchange next = turns.answered(exchange);
        if (next != null) {
            queue.add(next);
        }
    }

    /**
     * Waits for an answer, reading for everybody where the thread may.
     *
     * @param deadline in the time of {@link System#nanoTime}
     * @return whether the call is done; if not, the time is up or the thread was interrupted, and the call is given up
     */
    boolean await(Exchange exchange, long deadline) {
        exchange.waiting(true);
        try {
            long stalledFor = STALLED_NANOS;
            while (!exchange.isDone()) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || Thread.currentThread().isInterrupted()) {
                    return giveUp(exchange);
                }
                RpcConnection connection = exchange.connection();
                if (connection == null) {
                    LockSupport.parkNanos(this, Math.min(left, stalledFor));
                    stalledFor = growIfStalled(exchange, stalledFor);
                } else if (!connection.lead().leadFor(exchange, deadline)) {
                    connection.lead().follow();
                    if (!exchange.isDone()) {
                        LockSupport.parkNanos(this, left);
                    }
                }
            }
            return true;
        } finally {
            exchange.waiting(false);
        }
    }

    private long growIfStalled(Exchange exchange, long patience) {
        boolean queued = exchange.connection() == null && !exchange.isDone() && !exchange.isHeldBack();
        boolean stalled = queued && System.nanoTime() - answeredAt > STALLED_NANOS;
        if (!stalled || end != null || isFull() || !growing.compareAndSet(false, true)) {
            return exchange.connection() == null ? patience * 2 : patience;
        }
        startGrowing();
        return STALLED_NANOS;
    }

    private boolean isFull() {
        return connections.size() >= maxConnections;
    }

    /** Opens one more connection; on a thread of its own, since a caller has a deadline and a hung daemon has not. */
    private void grow() {
        try {
            if (!isFull()) {
                LOG.log(
                        Level.DEBUG,
                        "the {0} connections of the {1} lane are full; opening one more",
                        connections.size(),
                        name());
                add(dialer.dial(this, Deadline.of(options().deadline())));
            }
        } catch (RuntimeException | Error failed) {
            if (end == null) {
                LOG.log(Level.WARNING, "no further connection for the " + name() + " lane", failed);
                LockSupport.parkNanos(this, NEXT_TRY_NANOS);
            }
        } finally {
            answeredAt = System.nanoTime();
            growing.set(false);
        }
    }

    /** {@return true if the answer came after all}; else the call leaves the queue, or its slot waits for the late answer. */
    private boolean giveUp(Exchange exchange) {
        RpcConnection connection;
        lock.lock();
        try {
            if (exchange.isDone()) {
                return true;
            }
            exchange.abandon();
            connection = exchange.connection();
            if (connection == null) {
                queue.remove(exchange);
                turns.remove(exchange);
            }
        } finally {
            lock.unlock();
        }
        flush();
        if (connection != null) {
            connection.lead().wakeReader();
        }
        return false;
    }

    /** Takes no more calls; those in the queue fail. */
    void refuse(ConnectionEnd reason) {
        lock.lock();
        try {
            if (end == null) {
                end = reason;
            }
            failQueued(end);
        } finally {
            lock.unlock();
        }
        flush();
    }

    /** Ends the lane: every call on it and in its queue fails. */
    void end(ConnectionEnd reason) {
        refuse(reason);
        List.copyOf(connections).forEach(connection -> connection.end(reason));
    }

    /** {@return why it takes no more calls, or null while it does} */
    @Nullable
    ConnectionEnd end() {
        return end;
    }

    /** Hears that one of its connections ended. */
    void connectionEnded(ConnectionEnd reason) {
        dialer.ended(reason);
    }

    List<RpcConnection> connections() {
        return connections;
    }
}
