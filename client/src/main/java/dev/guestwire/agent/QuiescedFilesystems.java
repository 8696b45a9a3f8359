package dev.guestwire.agent;

import dev.guestwire.Guest;
import dev.guestwire.HostEvent;
import dev.guestwire.Subscription;
import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.WrongStateException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * File systems of a guest that are frozen until this is closed. They are thawed without that when the deadline has passed,
 * or when a reconnecting host has a new connection after the one was lost. Who holds on too long is told so on close:
 *
 * <pre>{@code
 * try (var frozen = guest.quiesce(Duration.ofSeconds(20))) {
 *     array.snapshot();
 * }   // throws if the file systems did not stay frozen until here
 * }</pre>
 *
 * <p>Safe for many threads. A process that dies leaves the guest frozen; the next one thaws it by
 * {@link GuestAgent#thaw}.
 */
public final class QuiescedFilesystems implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.guestwire.agent");

    /** A thaw at the deadline that does not get through is tried so often. */
    private static final int ATTEMPTS = 60;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Executor VIRTUAL =
            task -> Thread.ofVirtual().name("guestwire-thaw").start(task);

    private final Guest guest;
    private final Duration deadline;
    private final ReentrantLock thawing = new ReentrantLock();
    private final CompletableFuture<Thaw> end = new CompletableFuture<>();
    private final Subscription losses;
    private int filesystems;
    private volatile long frozenSince;

    private QuiescedFilesystems(Guest guest, Duration deadline) {
        this.guest = guest;
        this.deadline = deadline;
        this.losses = guest.onEvent(HostEvent.Resynced.class, this::resynced);
    }

    static QuiescedFilesystems freeze(Guest guest, Duration deadline, String... mountPoints) {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new InvalidInputException("The deadline of a freeze must be positive: " + deadline, null);
        }
        QuiescedFilesystems frozen = new QuiescedFilesystems(guest, deadline);
        try {
            frozen.begin(mountPoints);
        } catch (RuntimeException | Error failed) {
            frozen.losses.close();
            throw failed;
        }
        return frozen;
    }

    private void begin(String... mountPoints) {
        frozenSince = System.nanoTime();
        try {
            filesystems = guest.agent().freeze(mountPoints);
        } catch (AgentUnavailableException | NoAnswerException unclear) {
            // it may have frozen them all the same
            try {
                thawedOr(Thaw.By.CALLER);
            } catch (LibvirtException frozen) {
                unclear.addSuppressed(frozen);
                VIRTUAL.execute(() -> thawAtLast(Thaw.By.DEADLINE));
            }
            throw unclear;
        }
        requireAllOf(Set.copyOf(List.of(mountPoints)));
        Executor alarm = CompletableFuture.delayedExecutor(deadline.toNanos(), TimeUnit.NANOSECONDS, VIRTUAL);
        alarm.execute(() -> thawAtLast(Thaw.By.DEADLINE));
    }

    /** The agent passes over what is not mounted; work that relies on it would not be quiesced. */
    private void requireAllOf(Set<String> mountPoints) {
        if (filesystems < mountPoints.size()) {
            thawedOr(Thaw.By.CALLER);
            throw new InvalidInputException(
                    "Of the mount points " + mountPoints + " of guest " + guest + " only " + filesystems
                            + " can be frozen; all are thawed again",
                    null);
        }
    }

    /** {@return how many file systems were frozen} */
    public int filesystems() {
        return filesystems;
    }

    /**
     * {@return whether they are still frozen, as far as is known here}; asks nobody, and cannot know of others who thaw:
     * only {@link #thaw} and {@link #close} find that out
     */
    public boolean isStillFrozen() {
        return !end.isDone();
    }

    /** {@return how it ended, if it is over; asks nobody} */
    public Optional<Thaw> end() {
        return Optional.ofNullable(end.getNow(null));
    }

    /** {@return how it ends, for who does not wait; completing it thaws nothing} */
    public CompletableFuture<Thaw> toFuture() {
        return end.copy();
    }

    /**
     * Thaws, {@code virDomainFSThaw}, if that is not done yet.
     *
     * @return how the freeze ended; {@link Thaw#isQuiesced} tells whether it lasted until now
     * @throws AgentUnavailableException if the agent does not answer; it is asked again until it does
     */
    public Thaw thaw() {
        boolean interrupted = Thread.interrupted();
        try {
            return thawedOr(Thaw.By.CALLER);
        } catch (AgentUnavailableException | NoAnswerException unclear) {
            VIRTUAL.execute(() -> thawAtLast(Thaw.By.DEADLINE));
            throw unclear;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Thaws as {@link #thaw} does.
     *
     * @throws dev.guestwire.error.JobNotCompletedException if they did not stay frozen until now: what was done in between
     *     is not quiesced
     */
    @Override
    public void close() {
        thaw().orThrow(guest.name());
    }

    private void resynced(HostEvent.Resynced resynced) {
        if (resynced.reason() == HostEvent.Resynced.Reason.RECONNECTED) {
            VIRTUAL.execute(() -> thawAtLast(Thaw.By.RECONNECTION));
        }
    }

    /** One after the other: whoever is first ends it, and the others hear how. */
    private Thaw thawedOr(Thaw.By by) {
        thawing.lock();
        try {
            Thaw earlier = end.getNow(null);
            if (earlier != null) {
                return earlier;
            }
            int thawed = thawedNow();
            Thaw.By who = thawed == 0 && filesystems > 0 ? Thaw.By.SOMEBODY_ELSE : by;
            Thaw thaw = new Thaw(who, thawed, Duration.ofNanos(System.nanoTime() - frozenSince));
            end.complete(thaw);
            // a listener may be the one that waits for this lock
            VIRTUAL.execute(losses::close);
            return thaw;
        } finally {
            thawing.unlock();
        }
    }

    /** A guest that is off or gone has nothing that is frozen. */
    private int thawedNow() {
        try {
            return guest.agent().thaw();
        } catch (NotFoundException gone) {
            return 0;
        } catch (WrongStateException refused) {
            if (guest.isActive()) {
                throw refused;
            }
            return 0;
        }
    }

    /** Nobody waits for this one: it tries until it gets through, or nobody can. */
    private void thawAtLast(Thaw.By by) {
        LibvirtException last = attempt(by);
        for (int attempt = 1; last != null && attempt < ATTEMPTS; attempt++) {
            try {
                if (end.isDone() || !guest.host().awaitConnection(PAUSE)) {
                    continue;
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            } catch (InterruptedException nobodyInterruptsThisThread) {
                return;
            }
            last = attempt(by);
        }
        if (last != null) {
            LOG.log(Level.WARNING, "guest " + guest.name() + " may still be frozen", last);
        }
    }

    private @Nullable LibvirtException attempt(Thaw.By by) {
        try {
            thawedOr(by);
            return null;
        } catch (CallFailedException | NoAnswerException failed) {
            return failed;
        }
    }

    /** {@return the guest and whether they are frozen} */
    @Override
    public String toString() {
        return "file systems of " + guest
                + end().map(thaw -> ": thawed by " + thaw.by()).orElse(": frozen");
    }
}
