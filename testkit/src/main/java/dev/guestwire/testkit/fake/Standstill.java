package dev.guestwire.testkit.fake;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A gate that a stalled connection waits at. Safe for use by any thread. */
final class Standstill {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition over = lock.newCondition();
    private boolean still;

    void begin() {
        turn(true);
    }

    void end() {
        turn(false);
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
                over.await();
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
                left = over.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void turn(boolean value) {
        lock.lock();
        try {
            still = value;
            over.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
