package dev.guestwire.cli.console;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Watches for the signals that ask a command to end, so that it ends in its own way: the first one interrupts the working
 * thread, which then cleans up. Signals during the cleaning up change nothing. Safe for several threads.
 */
public final class Interruption implements AutoCloseable {
    private final Thread worker;
    private final Consumer<Signal> listener;
    private final AtomicReference<@Nullable Signal> first = new AtomicReference<>();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final Map<Signal, Object> before = new EnumMap<>(Signal.class);
    private final ReentrantLock lock = new ReentrantLock();
    private boolean cleaningUp;
    private boolean holding;

    private Interruption(Thread worker, Consumer<Signal> listener) {
        this.worker = worker;
        this.listener = listener;
    }

    /**
     * Starts to watch on behalf of the calling thread, until closed.
     *
     * @param listener told of the signal before the thread is interrupted, on a thread of its own
     */
    public static Interruption watch(Consumer<Signal> listener) {
        Interruption interruption = new Interruption(Thread.currentThread(), listener);
        for (Signal signal : Signal.values()) {
            Object handler = Signals.register(signal.name(), () -> interruption.arrive(signal));
            if (handler != null) {
                interruption.before.put(signal, handler);
            }
        }
        return interruption;
    }

    private void arrive(Signal signal) {
        lock.lock();
        try {
            boolean isFirst = first.compareAndSet(null, signal);
            if (!cleaningUp && isFirst) {
                listener.accept(signal);
            }
            if (!cleaningUp && isFirst != holding) {
                worker.interrupt();
            }
        } finally {
            lock.unlock();
            arrived.countDown();
        }
    }

    /**
     * Does something that a signal does not break off at once: the first one is told to the listener only, and the thread is
     * interrupted by the second, or when the time is over that it may take after the first. Afterwards the thread is not
     * interrupted.
     *
     * @param bound how long it may take after the first signal
     */
    public <T> T hold(Duration bound, Supplier<T> work) {
        hold(true);
        Thread timer = Thread.ofVirtual().name("guestwire-patience").start(() -> breakOffAfter(bound));
        try {
            return work.get();
        } finally {
            hold(false);
            timer.interrupt();
            if (signal().isPresent()) {
                Thread.interrupted();
            }
        }
    }

    private void hold(boolean held) {
        lock.lock();
        try {
            holding = held;
        } finally {
            lock.unlock();
        }
    }

    private void breakOffAfter(Duration bound) {
        try {
            arrived.await();
            TimeUnit.NANOSECONDS.sleep(bound.toNanos());
        } catch (InterruptedException workIsDone) {
            return;
        }
        lock.lock();
        try {
            if (holding) {
                worker.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return the signal that came, if one came} */
    public Optional<Signal> signal() {
        return Optional.ofNullable(first.get());
    }

    /**
     * {@return the signal that came or comes within some time}
     *
     * <p>At Ctrl-C the programs of the terminal get the signal too, and their end may be noticed before the signal is.
     */
    public Optional<Signal> signalWithin(Duration time) {
        try {
            arrived.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return signal();
    }

    /** Ends the working thread's interruption: from now on signals are noted, but disturb it no more. */
    public void beginCleanup() {
        lock.lock();
        try {
            cleaningUp = true;
        } finally {
            lock.unlock();
        }
        Thread.interrupted();
    }

    @Override
    public void close() {
        before.forEach((signal, handler) -> Signals.unregister(signal.name(), handler));
    }
}
