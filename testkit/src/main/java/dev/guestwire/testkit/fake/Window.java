package dev.guestwire.testkit.fake;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the calls in flight on a connection. Safe for use by any thread. */
final class Window {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int inFlight;
    private boolean ended;

    void enter() {
        add(1);
    }

    void leave() {
        add(-1);
    }

    int inFlight() {
        lock.lock();
        try {
            return inFlight;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits while as many calls are in flight, or for the end of the connection. */
    void awaitFewerThan(int limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (inFlight >= limit && !ended) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void add(int calls) {
        lock.lock();
        try {
            inFlight += calls;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
