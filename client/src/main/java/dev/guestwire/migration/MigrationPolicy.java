package dev.guestwire.migration;

import dev.guestwire.migration.MigrationAction.Deed;
import dev.guestwire.migration.MigrationAction.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is done with a migration while it runs, decided from its progress alone. Each thing is done once. Immutable.
 *
 * <pre>{@code
 * MigrationPolicy.of().downtime(DowntimeSteps.USUAL).timeoutPerGib(ofSeconds(800), Action.FORCE_COMPLETE)
 * }</pre>
 *
 * @param interval the time between two looks at the progress
 * @param downtime how the downtime grows
 * @param timeout how long it may take
 * @param postCopy when it switches to post-copy; only if the request allows post-copy
 * @param progressTimeout how long it may go without less being left than ever before; then it is given up, unless it is in
 *     post-copy
 */
public record MigrationPolicy(
        Duration interval,
        Optional<DowntimeSteps> downtime,
        Optional<CompletionTimeout> timeout,
        Optional<PostCopySwitch> postCopy,
        Optional<Duration> progressTimeout) {
    private static final Duration INTERVAL = Duration.ofMillis(500);

    /**
     * What was seen and done so far.
     *
     * @param size how much is moved
     * @param mayPostCopy whether the migration may switch to post-copy
     * @param remainingBefore the bytes of memory that were left the last time; zero before
     * @param least the least bytes that ever were left; {@link Long#MAX_VALUE} before
     * @param leastAt when that was seen first
     * @param downtime the downtime asked for last
     * @param done what was done, but for downtimes
     */
    public record Course(
            MigrationSize size,
            boolean mayPostCopy,
            long remainingBefore,
            long least,
            Duration leastAt,
            Optional<Duration> downtime,
            Set<Kind> done) {
        /** Copies the set. */
        public Course {
            done = Set.copyOf(done);
        }

        /** {@return the beginning of a migration} */
        public static Course start(MigrationSize size, boolean mayPostCopy) {
            return new Course(size, mayPostCopy, 0, Long.MAX_VALUE, Duration.ZERO, Optional.empty(), Set.of());
        }
    }

    /**
     * What is to be done now, and the course after it.
     *
     * @param deeds what, in this order
     * @param course the course to decide with the next time
     */
    public record Decision(List<Deed> deeds, Course course) {
        /** Copies the list. */
        public Decision {
            deeds = List.copyOf(deeds);
        }
    }

    /** {@return a policy that does nothing} */
    public static MigrationPolicy of() {
        return new MigrationPolicy(INTERVAL, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** {@return this policy, which looks as often; else twice a second} */
    public MigrationPolicy every(Duration newInterval) {
        return new MigrationPolicy(newInterval, downtime, timeout, postCopy, progressTimeout);
    }

    /** {@return this policy, which lets the guest stand still for longer and longer} */
    public MigrationPolicy downtime(DowntimeSteps steps) {
        return new MigrationPolicy(interval, Optional.of(steps), timeout, postCopy, progressTimeout);
    }

    /** {@return this policy with a limit, however much is to be moved, in the place of one that it has} */
    public MigrationPolicy timeout(Duration time, CompletionTimeout.Action action) {
        var limit = new CompletionTimeout(Duration.ZERO, time, action);
        return new MigrationPolicy(interval, downtime, Optional.of(limit), postCopy, progressTimeout);
    }

    /** {@return this policy with a limit for each GiB to be moved} */
    public MigrationPolicy timeoutPerGib(Duration time, CompletionTimeout.Action action) {
        return new MigrationPolicy(
                interval, downtime, Optional.of(new CompletionTimeout(time, action)), postCopy, progressTimeout);
    }

    /** {@return this policy, which goes over to post-copy when a round through the memory wins too little} */
    public MigrationPolicy switchToPostCopy(PostCopySwitch when) {
        return new MigrationPolicy(interval, downtime, timeout, Optional.of(when), progressTimeout);
    }

    /** {@return this policy, which gives a migration up that has made no progress for so long} */
    public MigrationPolicy progressTimeout(Duration patience) {
        return new MigrationPolicy(interval, downtime, timeout, postCopy, Optional.of(patience));
    }

    /** {@return whether it never does anything} */
    public boolean isIdle() {
        return downtime.isEmpty() && timeout.isEmpty() && postCopy.isEmpty() && progressTimeout.isEmpty();
    }

    /** {@return what is to be done} */
    public Decision decide(MigrationProgress now, Course before) {
        if (now.phase() == MigrationPhase.PREPARING || now.phase() == MigrationPhase.ENDED) {
            return new Decision(List.of(), before);
        }
        List<Deed> deeds = new ArrayList<>();
        Course course = watermark(now, before);
        boolean inPostCopy = now.phase() == MigrationPhase.POST_COPY || before.done.contains(Kind.POST_COPY);
        if (!inPostCopy) {
            stepDowntime(now, course).ifPresent(deeds::add);
            giveUpOrForce(now, course).ifPresent(deeds::add);
            switchOver(now, before).filter(deed -> isNew(deed, deeds)).ifPresent(deeds::add);
        }
        deeds.removeIf(deed -> before.done.contains(deed.kind()));
        return new Decision(deeds, after(course, now, deeds));
    }

    private static boolean isNew(Deed deed, List<Deed> deeds) {
        return deeds.stream().noneMatch(other -> other.kind() == deed.kind() || other.kind() == Kind.ABORT);
    }

    private static Course watermark(MigrationProgress now, Course before) {
        boolean less = now.remainingBytes() < before.least;
        return new Course(
                before.size,
                before.mayPostCopy,
                before.remainingBefore,
                less ? now.remainingBytes() : before.least,
                less ? now.elapsed() : before.leastAt,
                before.downtime,
                before.done);
    }

    private Optional<Deed> stepDowntime(MigrationProgress now, Course course) {
        return downtime.flatMap(steps -> steps.at(now.elapsed(), course.size))
                .filter(wanted -> !course.downtime.equals(Optional.of(wanted)))
                .map(wanted -> new Deed(
                        Kind.DOWNTIME,
                        Optional.of(wanted),
                        "it runs for " + now.elapsed().toSeconds() + " s"));
    }

    private Optional<Deed> giveUpOrForce(MigrationProgress now, Course course) {
        boolean late = timeout.filter(limit -> limit.isOver(now.elapsed(), course.size))
                .isPresent();
        if (late && timeout.orElseThrow().action() == CompletionTimeout.Action.FORCE_COMPLETE) {
            String why = "it takes longer than "
                    + timeout.orElseThrow().limit(course.size).toSeconds() + " s";
            return Optional.of(Deed.of(course.mayPostCopy ? Kind.POST_COPY : Kind.PAUSE, why));
        }
        if (late) {
            return Optional.of(Deed.of(
                    Kind.ABORT,
                    "it takes longer than "
                            + timeout.orElseThrow().limit(course.size).toSeconds() + " s"));
        }
        return progressTimeout
                .filter(patience -> now.elapsed().minus(course.leastAt).compareTo(patience) > 0)
                .map(patience -> Deed.of(Kind.ABORT, "it has made no progress for " + patience.toSeconds() + " s"));
    }

    private Optional<Deed> switchOver(MigrationProgress now, Course before) {
        long left = now.memory().remainingBytes().orElse(0);
        return postCopy.filter(rule -> before.mayPostCopy && rule.isDue(before.remainingBefore, left, now.iteration()))
                .map(rule -> Deed.of(
                        Kind.POST_COPY,
                        "a round through the memory won less than " + rule.leastPercent() + " percent"));
    }

    private static Course after(Course course, MigrationProgress now, List<Deed> deeds) {
        Set<Kind> done = EnumSet.noneOf(Kind.class);
        done.addAll(course.done);
        Optional<Duration> downtime = course.downtime;
        for (Deed deed : deeds) {
            if (deed.kind() == Kind.DOWNTIME) {
                downtime = deed.downtime();
            } else {
                done.add(deed.kind());
            }
        }
        return new Course(
                course.size,
                course.mayPostCopy,
                now.memory().remainingBytes().orElse(0),
                course.least,
                course.leastAt,
                downtime,
                done);
    }
}
