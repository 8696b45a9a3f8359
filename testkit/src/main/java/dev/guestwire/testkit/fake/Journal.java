package dev.guestwire.testkit.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Everything of one kind that happened, of which each entry can be waited for once. Safe for use by any thread. */
final class Journal<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final List<T> all = new ArrayList<>();
    private final List<T> unseen = new ArrayList<>();

    void add(T entry) {
        lock.lock();
        try {
            all.add(entry);
            unseen.add(entry);
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<T> all() {
        lock.lock();
        try {
            return List.copyOf(all);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the first entry of a kind that was not returned before, and passes over the others. */
    T next(Predicate<? super T> wanted, String name, Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            int from = 0;
            while (true) {
                for (; from < unseen.size(); from++) {
                    if (wanted.test(unseen.get(from))) {
                        return unseen.remove(from);
                    }
                }
                if (left <= 0) {
                    throw new AssertionError("no " + name + " within " + timeout + "; not asked for yet: " + unseen);
                }
                left = grown.awaitNanos(left);
                from = 0;
            }
        } finally {
            lock.unlock();
        }
    }
}
