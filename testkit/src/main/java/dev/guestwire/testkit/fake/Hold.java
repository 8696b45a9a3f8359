package dev.guestwire.testkit.fake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps answers back until a test releases them: calls that hang in the daemon. The calls stay in flight meanwhile. Safe
 * for use by any thread.
 */
public final class Hold {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean released;

    /** Creates one that holds nothing yet. */
    public Hold() {}

    /** Sends every answer held, in the order of the calls, and holds no more. */
    public void release() {
        List<Runnable> all;
        lock.lock();
        try {
            released = true;
            all = new ArrayList<>(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(Runnable::run);
    }

    /**
     * Sends the answer held longest, and goes on holding the others.
     *
     * @throws IllegalStateException if none is held
     */
    public void releaseFirst() {
        release(true);
    }

    /**
     * Sends the answer held last, and goes on holding the others.
     *
     * @throws IllegalStateException if none is held
     */
    public void releaseLast() {
        release(false);
    }

    /** {@return how many answers are held now} */
    public int held() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until as many answers are held.
     *
     * @throws AssertionError if there are fewer when the time is over
     */
    public void awaitHeld(int count, Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (waiting.size() < count) {
                if (left <= 0) {
                    throw new AssertionError(waiting.size() + " calls are held after " + timeout + ", not " + count);
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes an answer in, or sends it at once where everything was released. */
    void keep(Runnable send) {
        lock.lock();
        try {
            if (!released) {
                waiting.add(send);
                changed.signalAll();
                return;
            }
        } finally {
            lock.unlock();
        }
        send.run();
    }

    private void release(boolean first) {
        Runnable next;
        lock.lock();
        try {
            next = first ? waiting.pollFirst() : waiting.pollLast();
        } finally {
            lock.unlock();
        }
        if (next == null) {
            throw new IllegalStateException("no call is held");
        }
        next.run();
    }
}
