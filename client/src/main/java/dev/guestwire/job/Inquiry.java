package dev.guestwire.job;

import dev.guestwire.Guest;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.protocol.remote.DomainHasManagedSaveImage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Asks the daemon about a job of a guest, and tells its evidence from that of other jobs. A guest has one job at a time, so
 * that statistics whose job was already under way at an instant at which ours was under way are ours. Safe for many threads.
 */
final class Inquiry {
    /** The fact of a reference: the fingerprint of the statistics that the daemon kept before, or {@link #NOTHING}. */
    static final String STATISTICS = "statistics";

    /** The fact of a reference: the file that is written or read. */
    static final String FILE = "file";

    /** The fact of a reference: whether the daemon kept a managed save before. */
    static final String MANAGED = "managed";

    /** The fact of a reference: a moment at which the job was under way. */
    static final String BEGUN = "begun";

    static final String NOTHING = "none";

    /** The daemon counts from a moment that we know less well than it does. */
    private static final Duration SLACK = Duration.ofMillis(200);

    /** How long after the call the daemon begins a job that need not wait for another one. */
    private static final Duration BEGINNING = Duration.ofMillis(150);

    /** The daemon tells how long a job takes in whole milliseconds, so that it may seem to have begun earlier. */
    private static final Duration ROUNDING = Duration.ofMillis(5);

    private final Guest guest;
    private final JobRef.Kind kind;
    private final OptionalInt run;

    /** When the job was asked for, by {@link System#nanoTime}. */
    private final long began;

    /** What the daemon kept when our job was not over yet; empty if nobody looked. */
    private volatile Optional<String> old;

    /** The last moment at which our job is known to have been under way; before {@link #began} if that is not known. */
    private volatile long underWay;

    /** Whether a job that began when ours may have begun is ours: nobody looked whether ours was refused at once. */
    private volatile boolean guesses;

    /** How the guest's run is related to that of the job. */
    enum Run {
        SAME,
        /** The guest is off or gone, or has been off since. */
        OVER,
        /** Nobody remembers in which run the job began. */
        UNKNOWN
    }

    Inquiry(Guest guest, JobRef ref) {
        this.guest = guest;
        this.kind = ref.kind();
        this.run = ref.before().run();
        this.old = ref.before().fact(STATISTICS);
        this.began = System.nanoTime() - age(ref.started());
        this.underWay = began - 1;
        this.guesses = ref.before().equals(Baseline.NONE);
        ref.before().fact(BEGUN).map(Instant::parse).ifPresent(this::seen);
    }

    /** How long ago something was by the clock of who stored it; that clock may differ from ours. */
    private static long age(Instant past) {
        return Math.max(0, Duration.between(past, Instant.now()).toNanos());
    }

    /** {@return the reference of a job that is about to be asked for, with what the daemon tells before} */
    static JobRef reference(Guest guest, JobRef.Kind kind) {
        Baseline before = new Baseline(guest.id(), Map.of());
        try {
            before = before.with(STATISTICS, fingerprint(kept(guest)));
        } catch (CallFailedException untold) {
            // then nobody knows what was kept
        }
        if (kind == JobRef.Kind.SAVE || kind == JobRef.Kind.RESTORE) {
            before = before.with(MANAGED, Boolean.toString(hasManagedSave(guest)));
        }
        return new JobRef(kind, guest.uuid(), Optional.empty(), Instant.now()).with(before);
    }

    /** {@return the reference of a job with a file that is about to be asked for} */
    static JobRef reference(Guest guest, JobRef.Kind kind, String file) {
        JobRef ref = reference(guest, kind);
        return ref.with(ref.before().with(FILE, file));
    }

    /** {@return whether the daemon keeps the memory of the guest; no, if it does not say} */
    static boolean hasManagedSave(Guest guest) {
        try {
            return guest.host()
                            .call(new DomainHasManagedSaveImage(guest.handle(), 0))
                            .result()
                    != 0;
        } catch (CallFailedException untold) {
            return false;
        }
    }

    private static String fingerprint(Optional<EndedJob> ended) {
        return ended.map(EndedJob::fingerprint).orElse(NOTHING);
    }

    private static Optional<EndedJob> kept(Guest guest) {
        return Optional.of(EndedJob.of(guest.job().completedStatistics()))
                .filter(ended -> ended.type() != JobInfo.Type.NONE);
    }

    /** {@return what the daemon keeps of the last job that ended, whichever that was} */
    Optional<EndedJob> kept() {
        try {
            return kept(guest);
        } catch (CallFailedException forgotten) {
            return Optional.empty();
        }
    }

    /** {@return the fingerprint of what the daemon keeps now} */
    String keptNow() {
        return fingerprint(kept());
    }

    /** Our job is known to have been under way at a moment, by {@link System#nanoTime}. */
    void seen(long moment) {
        underWay = Math.max(underWay, moment);
    }

    /** Our job was under way at an instant of the past, by the clock of who stored it. */
    private void seen(Instant past) {
        seen(System.nanoTime() - age(past));
    }

    /** The answer to the call is lost: a job that began when ours may have begun is taken for it. */
    void answerLost() {
        guesses = true;
    }

    /** What the daemon keeps while our job is under way is not of our job. */
    void old(String fingerprint) {
        old = Optional.of(fingerprint);
    }

    /** {@return whether our job is known to have been under way} */
    boolean isSeen() {
        return underWay >= began;
    }

    /** {@return whether these are the figures that the daemon kept before our job was over} Ours may be the same by chance. */
    boolean isOld(EndedJob ended) {
        return old.equals(Optional.of(ended.fingerprint()));
    }

    /** {@return whether this may be our job} Other kinds are not, nor are those that took longer than ours can have. */
    boolean mayBeOurs(EndedJob ended) {
        long longest = System.nanoTime() - began + SLACK.toNanos();
        return ended.is(kind)
                && ended.elapsed().map(time -> time.toNanos() <= longest).orElse(true);
    }

    /** {@return whether statistics are proved to be of our job: theirs was under way when ours was} */
    boolean isProved(EndedJob ended) {
        long since = System.nanoTime() - underWay;
        return isSeen()
                && mayBeOurs(ended)
                && !isOld(ended)
                && ended.elapsed().filter(time -> time.toNanos() >= since).isPresent();
    }

    /** {@return the job that goes on, if the daemon tells of one; also one whose file QEMU has still to close} */
    Optional<JobInfo> running() {
        try {
            return Optional.of(guest.job().info()).filter(info -> !info.type().is(JobInfo.Type.NONE));
        } catch (WrongStateException | NotFoundException off) {
            return Optional.empty();
        }
    }

    /**
     * {@return whether a job that goes on is ours: it was under way already when ours was, or, if nobody knows whether ours was
     * refused at once, it began when ours may have begun}
     */
    boolean fits(JobInfo info) {
        long latest = isSeen() ? underWay : guesses ? began + BEGINNING.toNanos() : began - SLACK.toNanos();
        return beganBetween(info, began - SLACK.toNanos(), latest);
    }

    /**
     * {@return whether a job that goes on was under way for a time at a moment, by {@link System#nanoTime}, and began after
     * ours was asked for} Ask only while the call for ours has no answer.
     */
    boolean isNew(JobInfo info, long moment, Duration time) {
        return info.isRunning() && beganBetween(info, began - ROUNDING.toNanos(), moment - time.toNanos());
    }

    private boolean beganBetween(JobInfo info, long earliest, long latest) {
        long now = System.nanoTime();
        return EndedJob.isOf(kind, info)
                && info.timing()
                        .elapsed()
                        .map(time -> now - time.toNanos())
                        .filter(beginning -> beginning >= earliest && beginning <= latest)
                        .isPresent();
    }

    /** {@return how long ago our job was asked for} */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /**
     * {@return whether the guest is in the run in which the job began}
     *
     * @throws NoAnswerException if nobody can be asked
     */
    Run run() {
        try {
            OptionalInt now = guest.id();
            if (now.isEmpty()) {
                return Run.OVER;
            }
            return run.isEmpty() ? Run.UNKNOWN : now.equals(run) ? Run.SAME : Run.OVER;
        } catch (NotFoundException gone) {
            return Run.OVER;
        }
    }

    /** {@return what the daemon keeps, for a reason: nobody can tell whose it is} */
    String keptInWords() {
        return kept().filter(ended -> ended.is(kind))
                .map(ended -> "the daemon keeps the figures of " + ended.inWords()
                        + (isOld(ended) ? " before this one began" : "; it may be another one"))
                .orElse("the daemon keeps nothing of its end");
    }
}
