package dev.guestwire.testkit.fake;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A gate that a stalled connection waits at. Safe for use by any thread. */
final class Standstill {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean announced;
    private boolean still;

    /** Closes the gate. */
    void begin() {
        lock.lock();
        try {
            still = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Says that {@link #beginAnnounced} will come; if the end comes before it, nothing stands still at all. */
    void announce() {
        lock.lock();
        try {
            announced = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void beginAnnounced() {
        lock.lock();
        try {
            still |= announced;
            announced = false;
        } finally {
            lock.unlock();
        }
    }

    /** Opens the gate. */
    void end() {
        lock.lock();
        try {
            announced = false;
            still = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether the gate is closed, or about to be, before the time is over} */
    boolean awaitBegin(Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (!still && !announced && left > 0) {
                left = changed.awaitNanos(left);
            }
            return still || announced;
        } finally {
            lock.unlock();
        }
    }

    boolean isStill() {
        lock.lock();
        try {
            return still;
        } finally {
            lock.unlock();
        }
    }

    void await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (still) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets time pass. */
    void pause(Duration length) throws InterruptedException {
        long left = length.toNanos();
        lock.lockInterruptibly();
        try {
            while (left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
