package dev.guestwire.migration;

import dev.guestwire.Coded;
import dev.guestwire.Guest;
import dev.guestwire.GuestState;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.JobEvent.JobCompleted.Operation;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.job.Baseline;
import dev.guestwire.job.JobInfo;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.DomainGetJobStats;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * By what one migration is told apart from others of the same guest: an earlier one to the same host, a later one to another.
 * Two of them never run at the same time, so that the moment at which the source began one names it; so does the run of the
 * guest at the host where it arrived. Safe for many threads.
 */
final class Identity {
    static final String STATISTICS = "statistics";

    private static final String BEGAN = "job began";
    private static final String ARRIVED = "run at destination";
    private static final String ENDED = "ended";

    /** How exactly two looks agree on when a job began. */
    private static final Duration EXACTLY = Duration.ofMillis(500);

    /** How long after the request a daemon begins. */
    private static final Duration ROUGHLY = Duration.ofSeconds(1);

    private final JobRef ref;
    private final boolean led;
    private final boolean busy;
    private final AtomicReference<@Nullable Instant> began = new AtomicReference<>();
    private final AtomicReference<OptionalInt> arrived = new AtomicReference<>(OptionalInt.empty());
    private final AtomicReference<@Nullable Long> lost = new AtomicReference<>();
    private final AtomicReference<JobOutcome.@Nullable Status> ended = new AtomicReference<>();
    private final AtomicBoolean seen = new AtomicBoolean();
    private final long made = System.nanoTime();

    /**
     * Creates one.
     *
     * @param ref what is known of it by its reference
     * @param led whether its long call is made here
     * @param busy whether another migration of the guest was under way when this one was asked for
     */
    Identity(JobRef ref, boolean led, boolean busy) {
        this.ref = ref;
        this.led = led;
        this.busy = busy;
        ref.before().fact(BEGAN).ifPresent(text -> began.set(instant(text)));
        ref.before().fact(ARRIVED).ifPresent(text -> arrived.set(OptionalInt.of(number(text))));
        ref.before().fact(ENDED).ifPresent(text -> ended.set(status(text)));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException wrong) {
            throw new InvalidInputException("Not a moment in a reference to a migration: " + text, wrong);
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException wrong) {
            throw new InvalidInputException("Not a run in a reference to a migration: " + text, wrong);
        }
    }

    private static JobOutcome.Status status(String text) {
        try {
            return JobOutcome.Status.valueOf(text);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidInputException("Not an end in a reference to a migration: " + text, wrong);
        }
    }

    /** {@return the reference, with what is known by now} */
    JobRef ref() {
        var facts = ref.before();
        Instant start = began.get();
        if (start != null) {
            facts = facts.with(BEGAN, start.toString());
        }
        OptionalInt there = arrived.get();
        if (there.isPresent()) {
            facts = facts.with(ARRIVED, Integer.toString(there.getAsInt()));
        }
        JobOutcome.Status end = ended.get();
        if (end != null) {
            facts = facts.with(ENDED, end.name());
        }
        return ref.with(facts);
    }

    /** {@return the run of the guest at the source when it began} */
    OptionalInt run() {
        return ref.before().run();
    }

    /** {@return the statistics that were kept of an older job when it began, by their fingerprint} */
    Optional<String> olderStatistics() {
        return ref.before().fact(STATISTICS);
    }

    /** {@return how it ended, as whoever led it saw: only if the guest did not move} */
    Optional<JobOutcome.Status> end() {
        return Optional.ofNullable(ended.get());
    }

    /** {@return whether its long call is made here} */
    boolean isLed() {
        return led;
    }

    /** {@return whether another migration of the guest was under way when this one was asked for} */
    boolean wasBusy() {
        return busy;
    }

    /** Notes that nobody here hears any more what its call does. */
    void lose() {
        lost.compareAndSet(null, System.nanoTime());
        seen.set(false);
    }

    /** {@return whether what happens to the guest now is heard here, and this migration is under way} */
    boolean isFollowed() {
        return seen.get() || (led && !busy && lost.get() == null);
    }

    /** Notes how it ended, which a reference taken from now on tells. */
    void end(JobOutcome outcome) {
        if (outcome.status() == JobOutcome.Status.FAILED || outcome.status() == JobOutcome.Status.CANCELLED) {
            ended.set(outcome.status());
        }
    }

    /** Notes the run that the guest has at the destination by this migration. */
    void arrive(OptionalInt run) {
        if (run.isPresent()) {
            arrived.set(run);
        }
    }

    /** {@return whether a run at the destination is the one that this migration brought} */
    boolean arrivedAs(OptionalInt run) {
        return run.isPresent() && run.equals(arrived.get());
    }

    /** Notes the migration under way, and when it began as its statistics tell. {@return whether it is this one} */
    boolean see(JobInfo job) {
        boolean ours = isOurs(job);
        if (ours) {
            seen.set(true);
            job.timing()
                    .elapsed()
                    .ifPresent(
                            elapsed -> began.compareAndSet(null, Instant.now().minus(elapsed)));
        }
        return ours;
    }

    /**
     * {@return whether a migration under way, or one that has ended by now, is this one} It is, if it began before anybody
     * could have begun a later one.
     */
    boolean isOurs(JobInfo job) {
        Long since = lost.get();
        if (led && since == null) {
            return !busy;
        }
        Optional<Duration> elapsed = job.timing().elapsed();
        if (elapsed.isEmpty()) {
            return false;
        }
        if (led && since != null) {
            return !busy && elapsed.get().compareTo(Duration.ofNanos(System.nanoTime() - since)) > 0;
        }
        Instant start = began.get();
        Duration age = Duration.between(start == null ? ref.started() : start, Instant.now());
        Duration slack = start == null ? ROUGHLY : EXACTLY;
        Duration younger = age.minus(elapsed.get());
        return younger.compareTo(slack) <= 0 && younger.compareTo(EXACTLY.negated()) >= 0;
    }

    /** {@return how long ago it was asked for; counted from when it was taken up, if clocks disagree} */
    Duration age() {
        Duration byClock = Duration.between(ref.started(), Instant.now());
        return byClock.isNegative() ? Duration.ofNanos(System.nanoTime() - made) : byClock;
    }

    /**
     * What the source told of a guest before a migration of it began.
     *
     * @param state how the guest was; empty if nobody looked
     * @param busy whether another migration of it was under way
     * @param baseline the run of the guest, and the fingerprint of the statistics that were kept of an older job
     */
    record Before(Optional<GuestState> state, boolean busy, Baseline baseline) {
        /** Nobody looked: another process began it. */
        static final Before UNSEEN = new Before(Optional.empty(), false, Baseline.NONE);

        /** A guest whose QEMU hangs delays no migration: what it does not tell at once is not known. */
        private static final Duration PATIENCE = Duration.ofSeconds(2);

        /** {@return what is told now} The state must be, the rest may be unknown. */
        static Before of(Guest guest) {
            GuestState state = guest.state();
            OptionalInt run = run(guest);
            Baseline baseline = new Baseline(run, Map.of());
            if (state.is(Phase.SHUT_OFF)) {
                return new Before(Optional.of(state), false, baseline);
            }
            Optional<String> kept = kept(guest).map(BothEnds::fingerprint);
            return new Before(
                    Optional.of(state),
                    isMigrating(guest),
                    kept.map(print -> baseline.with(STATISTICS, print)).orElse(baseline));
        }

        private static OptionalInt run(Guest guest) {
            return asked(() -> guest.host()
                            .call(new DomainLookupByUuid(guest.uuid()), PATIENCE)
                            .dom()
                            .id())
                    .filter(id -> id >= 0)
                    .map(OptionalInt::of)
                    .orElse(OptionalInt.empty());
        }

        private static Optional<TypedParams> kept(Guest guest) {
            var call = new DomainGetJobStats(guest.handle(), BothEnds.COMPLETED | BothEnds.KEEP_COMPLETED);
            return asked(() -> new TypedParams(guest.host().call(call, PATIENCE).params()))
                    .filter(told -> !told.list().isEmpty());
        }

        private static boolean isMigrating(Guest guest) {
            return asked(() -> guest.host().call(new DomainGetJobStats(guest.handle(), 0), PATIENCE))
                    .map(told ->
                            JobInfo.of(Coded.of(JobInfo.Type.values(), told.type()), new TypedParams(told.params())))
                    .filter(JobInfo::isRunning)
                    .filter(job -> job.operation().is(Operation.MIGRATION_OUT))
                    .isPresent();
        }

        private static <T> Optional<T> asked(Supplier<T> question) {
            try {
                return Optional.of(question.get());
            } catch (LibvirtException untold) {
                return Optional.empty();
            }
        }
    }
}
