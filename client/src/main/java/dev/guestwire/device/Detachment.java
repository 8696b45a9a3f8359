package dev.guestwire.device;

import dev.guestwire.Guest;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.Job;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.job.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The unplugging of a device from a running guest, which has to let go of it, and then from its stored definition. It
 * completes when both were looked at and lack the device: never by an answer or an event alone, never because something
 * could not be read.
 *
 * <p>The stored definition keeps the device for as long as the running guest does. So nothing has to be undone when the
 * daemon refuses, the guest does not let go, or the detachment is given up.
 *
 * <p>When all requests are made and the guest has not let go, it goes on: a paused guest lets go when it is resumed.
 * {@link #cancel} gives it up.
 */
public final class Detachment implements Job {
    private static final Executor VIRTUAL =
            work -> Thread.ofVirtual().name("guestwire-detachment").start(work);

    /** A document may be a moment behind the event, and the process that asked takes its time for the stored definition. */
    private static final List<Duration> LATER =
            List.of(Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(5));

    private static final Duration LAST_LOOK = Duration.ofSeconds(2);

    private final Guest guest;
    private final String alias;
    private final JobRef ref;
    private final Repeats repeats;
    private final LiveHalf live;
    /** The device as the stored definition has it, if this process takes it out there. */
    private final Optional<StoredHalf> stored;

    private final Mark mark;
    private final String title;
    private final Settlement end;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.ASKING);
    private final Hearing hearing = new Hearing();

    /**
     * How often a guest is asked.
     *
     * @param attempts the number of requests
     * @param pause the time between two of them
     */
    record Repeats(int attempts, Duration pause) {}

    private enum Stage {
        ASKING,
        /** The daemon accepted the request. */
        WAITING,
        /** The running guest let go; the stored definition is next. */
        FINISHING,
        OVER
    }

    /**
     * Creates one that has asked nobody yet.
     *
     * @param stored the device as the stored definition has it, if it shall go there too
     */
    Detachment(JobRef ref, Repeats repeats, LiveHalf live, Optional<StoredHalf> stored) {
        this.guest = live.guest();
        this.alias = ref.subject().orElseThrow();
        this.ref = ref;
        this.repeats = repeats;
        this.live = live;
        this.stored = stored;
        this.mark = new Mark(ref.before());
        this.title = "Detachment of " + alias + " from guest " + guest.name();
        this.end = new Settlement(title, guest.host());
    }

    /**
     * Takes up an unplugging that this or another process started. It makes no more requests, and changes nothing: if the
     * process that started it has ended, the stored definition keeps the device, and the outcome says so.
     *
     * @param guest the guest that the reference names
     * @throws InvalidInputException if the reference is not to a detachment from this guest
     */
    public static Detachment of(Guest guest, JobRef ref) {
        boolean fits = ref.kind() == JobRef.Kind.DETACHMENT
                && ref.guest().equals(guest.uuid())
                && ref.subject().isPresent();
        if (!fits) {
            throw new InvalidInputException("Not a detachment from guest " + guest + ": " + ref, null);
        }
        LiveHalf live = new LiveHalf(guest, ref.subject().get(), Optional.empty(), new Mark(ref.before()));
        Detachment detachment = new Detachment(ref, new Repeats(0, Duration.ZERO), live, Optional.empty());
        detachment.listen();
        detachment.stage.set(Stage.WAITING);
        detachment.lookQuietly();
        return detachment;
    }

    private void listen() {
        end.onEnd(outcome -> VIRTUAL.execute(hearing::end));
        hearing.begin(guest, alias, new Hearing.Listener() {
            @Override
            public void removed() {
                VIRTUAL.execute(() -> lookLater(0));
            }

            @Override
            public void refused() {
                VIRTUAL.execute(Detachment.this::refusedByGuest);
            }

            @Override
            public void worthALook() {
                VIRTUAL.execute(Detachment.this::lookQuietly);
            }

            @Override
            public void closed(String detail) {
                end.settle(JobOutcome.unknown("the connection ended before it did: " + detail));
            }

            @Override
            public boolean isAccepted() {
                return stage.get() != Stage.ASKING;
            }
        });
    }

    /** Does something at its end. */
    void onEnd(Runnable action) {
        end.onEnd(outcome -> action.run());
    }

    /**
     * Asks the guest for the first time.
     *
     * @param isAsked whether it was asked for the same device already: QEMU refuses a second request meanwhile
     */
    void begin(boolean isAsked) {
        try {
            listen();
            if (!isAsked) {
                live.ask();
            }
        } catch (RuntimeException refused) {
            over(JobOutcome.failed(String.valueOf(refused.getMessage()), Evidence.ANSWER));
            throw refused;
        }
        if (stage.compareAndSet(Stage.ASKING, Stage.WAITING)) {
            if (!live.isNamed()) {
                VIRTUAL.execute(this::lookQuietly);
            }
            askLater(1);
        }
    }

    private void askLater(int asked) {
        if (asked < repeats.attempts()) {
            later(repeats.pause(), () -> askAgain(asked));
        }
    }

    private static void later(Duration delay, Runnable work) {
        CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, VIRTUAL)
                .execute(work);
    }

    /** Asks once more, but only for the very device: a later one of its alias is somebody else's. */
    private void askAgain(int asked) {
        LiveHalf.Sight sight = lookQuietly();
        if (outcome().isPresent() || stage.get() != Stage.WAITING) {
            return;
        }
        try {
            if (sight == LiveHalf.Sight.THERE) {
                live.ask();
            }
        } catch (LibvirtException refused) {
            // says nothing about the request before, which QEMU may still be at: it refuses a second one meanwhile
        }
        askLater(asked + 1);
    }

    private void refusedByGuest() {
        if (lookQuietly() == LiveHalf.Sight.THERE) {
            over(JobOutcome.failed("the guest did not let go of it", Evidence.DEVICE_EVENT));
        }
    }

    /** Settles it, unless it ended already or is at its last step. */
    private void over(JobOutcome outcome) {
        if (stage.compareAndSet(Stage.WAITING, Stage.OVER) || stage.compareAndSet(Stage.ASKING, Stage.OVER)) {
            end.settle(outcome);
        }
    }

    private void lookLater(int looks) {
        LiveHalf.Sight sight = lookQuietly();
        boolean undecided = sight == LiveHalf.Sight.THERE || sight == LiveHalf.Sight.DOUBTFUL;
        if (undecided && outcome().isEmpty() && looks < LATER.size()) {
            later(LATER.get(looks), () -> lookLater(looks + 1));
        }
    }

    /** Looks at the running guest, and settles what that proves; {@return what was seen} What cannot be read is there. */
    private LiveHalf.Sight lookQuietly() {
        if (outcome().isPresent() || stage.get() != Stage.WAITING) {
            return LiveHalf.Sight.THERE;
        }
        try {
            LiveHalf.Sight sight = live.look();
            proved(sight);
            return sight;
        } catch (LibvirtException unreadable) {
            return LiveHalf.Sight.THERE;
        }
    }

    private void proved(LiveHalf.Sight sight) {
        switch (sight) {
            case GONE -> gone(hearing.isRemoved() ? Evidence.DEVICE_EVENT : Evidence.DEFINITION);
            case THERE -> {
                if (hearing.isReplaced()) {
                    over(JobOutcome.unknown("a device of its alias went, and one that is like it came"));
                }
            }
            case DOUBTFUL -> {
                if (repeats.attempts() == 0 || hearing.isRemoved()) {
                    over(JobOutcome.unknown("the guest has a device of its alias that is another one, or was changed"));
                }
            }
            case STARTED_WITH_IT ->
                over(JobOutcome.unknown("its guest was started again since, and has such a device"));
            case NO_GUEST -> over(JobOutcome.unknown("its guest is gone from this host"));
            case GUEST_IS_OFF -> {
                JobOutcome off = live.ofStopped();
                if (off.isCompleted()) {
                    gone(off.evidence());
                } else {
                    over(off);
                }
            }
        }
    }

    /** The running guest lacks it: now the stored definition. */
    private void gone(Evidence evidence) {
        if (stage.compareAndSet(Stage.WAITING, Stage.FINISHING)) {
            finish(evidence, 0);
        }
    }

    private void finish(Evidence evidence, int tries) {
        Optional<String> kept;
        try {
            kept = stored.isPresent() ? stored.get().takeOut() : StoredHalf.seen(guest, mark);
        } catch (NoAnswerException none) {
            finishLater(
                    evidence,
                    tries,
                    JobOutcome.unknown("the running guest let go of it; its stored definition could"
                            + " not be looked at: " + none.getMessage()));
            return;
        } catch (LibvirtException refused) {
            kept = Optional.of("its stored definition keeps it: " + refused.getMessage());
        }
        if (kept.isEmpty()) {
            settleAtLast(evidence);
            return;
        }
        JobOutcome failed = JobOutcome.failed("the running guest let go of it; " + kept.get(), Evidence.DEFINITION);
        finishLater(evidence, stored.isPresent() ? LATER.size() : tries, failed);
    }

    private void finishLater(Evidence evidence, int tries, JobOutcome atLast) {
        if (tries >= LATER.size()) {
            end.settle(atLast);
        } else if (outcome().isEmpty()) {
            later(LATER.get(tries), () -> finish(evidence, tries + 1));
        }
    }

    /** A guest that stopped may have been started again before the stored definition was changed. */
    private void settleAtLast(Evidence evidence) {
        boolean again = false;
        if (evidence == Evidence.STATE && stored.isPresent()) {
            try {
                again = live.look() == LiveHalf.Sight.STARTED_WITH_IT;
            } catch (LibvirtException unreadable) {
                again = true;
            }
        }
        end.settle(
                again
                        ? JobOutcome.unknown(
                                "its stored definition lacks it, but its guest was started again meanwhile,"
                                        + " perhaps with it")
                        : JobOutcome.completed(evidence));
    }

    /** Takes the device out of the stored definition; there is no running guest that has it. */
    void storedOnly() {
        Optional<String> kept = stored.orElseThrow().takeOut();
        stage.set(Stage.OVER);
        end.settle(
                kept.isEmpty()
                        ? JobOutcome.completed(Evidence.DEFINITION)
                        : JobOutcome.failed(kept.get(), Evidence.DEFINITION));
    }

    @Override
    public Guest guest() {
        return guest;
    }

    /** {@return the alias of the device; the kind of one that has none} */
    public String alias() {
        return alias;
    }

    @Override
    public JobRef ref() {
        return ref;
    }

    @Override
    public Optional<JobOutcome> outcome() {
        return end.outcome();
    }

    /**
     * {@inheritDoc} Shortly before patience ends, the documents are looked at once more. While it goes on, the stored
     * definition keeps the device; it goes there when the running guest has let go, if this process is still there to see to
     * it.
     */
    @Override
    public JobOutcome await(Duration patience) throws InterruptedException {
        Duration half = patience.dividedBy(2);
        Duration last = half.compareTo(LAST_LOOK) < 0 ? half : LAST_LOOK;
        try {
            return end.await(patience.minus(last));
        } catch (JobNotCompletedException notYet) {
            if (notYet.status() != JobNotCompletedException.Status.STILL_RUNNING) {
                throw notYet;
            }
        }
        VIRTUAL.execute(this::lookQuietly);
        try {
            return end.await(last);
        } catch (JobNotCompletedException late) {
            throw late.status() == JobNotCompletedException.Status.STILL_RUNNING ? stillThere(patience) : late;
        }
    }

    private JobNotCompletedException stillThere(Duration patience) {
        return new JobNotCompletedException(
                title,
                JobNotCompletedException.Status.STILL_RUNNING,
                "the guest has not let go of it within " + patience.toMillis() + " ms"
                        + (stored.isPresent() ? "; its stored definition keeps it until then" : ""),
                Evidence.NONE.toString());
    }

    @Override
    public CompletableFuture<JobOutcome> toFuture() {
        return end.toFuture();
    }

    /**
     * Gives it up: makes no more requests. The stored definition has the device as before. A request that was made cannot be
     * taken back: the running guest may let go all the same. One that has let go already is past that: then it ends as it
     * would.
     */
    @Override
    public void cancel() {
        over(JobOutcome.cancelled(
                "it was given up; the guest may still let go of the device"
                        + (stored.isPresent() ? "; its stored definition keeps it" : ""),
                Evidence.NONE));
    }

    /** {@return what it is and how it ended, if it has} */
    @Override
    public String toString() {
        return end.toString();
    }
}
