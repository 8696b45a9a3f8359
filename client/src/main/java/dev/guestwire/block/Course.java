package dev.guestwire.block;

import dev.guestwire.block.BlockJobRules.Wish;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.job.Settlement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One block job as this process knows it, whichever of its handles learnt it: who asked for its end, whether it was ready,
 * and how it ended. The last {@value #REMEMBERED} are remembered. Safe for many threads.
 */
final class Course {
    private static final int REMEMBERED = 1_000;
    private static final ReentrantLock LOCK = new ReentrantLock();

    /** The one used last stands last. */
    private static final Map<Name, Course> ALL = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, Course> eldest) {
            return size() > REMEMBERED;
        }
    };

    private final Name name;
    private final Settlement end = new Settlement("A block job");
    private final List<Runnable> handles = new CopyOnWriteArrayList<>();
    private volatile boolean followed;
    private volatile long askedAt;
    private volatile OptionalLong acceptedAt = OptionalLong.empty();
    private volatile Wish wish = Wish.NOTHING;
    private volatile boolean ready;
    private volatile boolean endGranted;

    /** A job by the guest, its disk, the kind, and the moment when it was asked for. */
    private record Name(UUID guest, Optional<String> disk, JobRef.Kind kind, Instant started) {
        boolean isOfDiskOf(Name other) {
            return guest.equals(other.guest) && disk.equals(other.disk);
        }
    }

    private Course(Name name) {
        this.name = name;
    }

    /** {@return the one course of the job that a reference names} */
    static Course of(JobRef ref) {
        LOCK.lock();
        try {
            return ALL.computeIfAbsent(new Name(ref.guest(), ref.subject(), ref.kind(), ref.started()), Course::new);
        } finally {
            LOCK.unlock();
        }
    }

    /** The daemon is about to be asked for it. */
    void asked() {
        askedAt = System.nanoTime();
    }

    /** It was there before now, whoever began it. */
    void foundThere() {
        if (acceptedAt.isEmpty()) {
            acceptedAt = OptionalLong.of(System.nanoTime());
        }
    }

    /** The daemon accepted it: since a disk has one job at a time, those that were there before it have ended. */
    void accepted() {
        foundThere();
        for (Course course : earlier()) {
            course.followed = true;
            course.handles.forEach(Runnable::run);
        }
    }

    private List<Course> earlier() {
        LOCK.lock();
        try {
            return ALL.values().stream()
                    .filter(other -> other.name.isOfDiskOf(name)
                            && other.acceptedAt.isPresent()
                            && other.acceptedAt.getAsLong() - askedAt < 0)
                    .toList();
        } finally {
            LOCK.unlock();
        }
    }

    /** {@return whether the disk had another job after this one} */
    boolean isFollowed() {
        return followed;
    }

    /** Runs something when the disk has another job after this one, until {@link #leave}; it must be quick. */
    void join(Runnable whenFollowed) {
        handles.add(whenFollowed);
    }

    /** Runs it no more. */
    void leave(Runnable whenFollowed) {
        handles.remove(whenFollowed);
    }

    /** Notes who wants what of it. */
    void wish(Wish wanted) {
        wish = wanted;
    }

    /** {@return what was asked for last} */
    Wish wish() {
        return wish;
    }

    /** Notes that the daemon granted what was asked for last: its end. */
    void endGranted() {
        endGranted = true;
    }

    /** {@return whether the daemon said that it ended the job as it was asked to} */
    boolean isEndGranted() {
        return endGranted;
    }

    /** Notes that it had caught up. */
    void becameReady() {
        ready = true;
    }

    /** {@return whether it had caught up} */
    boolean wasReady() {
        return ready;
    }

    /** {@return how it ended, if a handle knows} */
    Optional<JobOutcome> outcome() {
        return end.outcome();
    }

    /** {@return how it ended as all handles tell it: as the first says that has evidence} */
    JobOutcome agreed(JobOutcome outcome) {
        if (outcome.evidence() != Evidence.NONE) {
            end.settle(outcome);
        }
        return outcome().orElse(outcome);
    }
}
