package dev.guestwire.job;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The jobs that handles of this process asked the daemon to end. Each handle of such a job knows of it, whichever asked. Safe
 * for many threads.
 */
final class AskedToEnd {
    /** How many are remembered: a handle needs it for seconds. */
    private static final int MOST = 1000;

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final LinkedHashSet<One> JOBS = new LinkedHashSet<>();

    /** The parts of a reference that never change. */
    private record One(JobRef.Kind kind, UUID guest, Instant started) {
        static One of(JobRef ref) {
            return new One(ref.kind(), ref.guest(), ref.started());
        }
    }

    private AskedToEnd() {}

    /** Remembers that the daemon is asked to end a job. */
    static void note(JobRef ref) {
        LOCK.lock();
        try {
            JOBS.add(One.of(ref));
            if (JOBS.size() > MOST) {
                JOBS.removeFirst();
            }
        } finally {
            LOCK.unlock();
        }
    }

    /** Forgets it: the daemon refused. */
    static void forget(JobRef ref) {
        LOCK.lock();
        try {
            JOBS.remove(One.of(ref));
        } finally {
            LOCK.unlock();
        }
    }

    /** {@return whether a handle of this process asked for the end of a job} */
    static boolean isNoted(JobRef ref) {
        LOCK.lock();
        try {
            return JOBS.contains(One.of(ref));
        } finally {
            LOCK.unlock();
        }
    }
}
