package dev.guestwire.agent;

import dev.guestwire.Guest;
import dev.guestwire.HostEvent;
import dev.guestwire.Subscription;
import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.protocol.remote.DomainFsfreeze;
import dev.guestwire.watch.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * File systems of a guest that are frozen until this is closed. They are thawed without that when the deadline has passed,
 * when the connection to the daemon was lost, and when the host is closed, over a connection of its own where the host has none.
 * Who holds on too long is told so on close:
 *
 * <pre>{@code
 * try (var frozen = guest.quiesce(Duration.ofSeconds(20))) {
 *     array.snapshot();
 * }   // throws if the file systems did not stay frozen until here
 * }</pre>
 *
 * <p>A thaw that does not get through is tried again for ten minutes; if none gets through, the end is {@link Thaw.By#NOBODY}.
 *
 * <p>Safe for many threads. A process that dies leaves the guest frozen; the next one thaws it by
 * {@link GuestAgent#thaw}.
 */
public final class QuiescedFilesystems implements AutoCloseable {
    /** A freeze, and a thaw after it, is given so long at least: its connection may have to be opened first. */
    private static final Duration SHORTLY = Duration.ofSeconds(1);

    private final Guest guest;
    private final Duration deadline;
    private final Thawing.Pace pace;
    private final Thawing thawing;
    private final List<Subscription> losses = new ArrayList<>();
    private int filesystems;

    private QuiescedFilesystems(Guest guest, Duration deadline, Thawing.Pace pace) {
        this.guest = guest;
        this.deadline = deadline;
        this.pace = pace;
        this.thawing = new Thawing(guest, pace);
    }

    static QuiescedFilesystems freeze(Guest guest, Duration deadline, String... mountPoints) {
        return freeze(guest, deadline, Thawing.Pace.USUAL, mountPoints);
    }

    static QuiescedFilesystems freeze(Guest guest, Duration deadline, Thawing.Pace pace, String... mountPoints) {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new InvalidInputException("The deadline of a freeze must be positive: " + deadline, null);
        }
        QuiescedFilesystems frozen = new QuiescedFilesystems(guest, deadline, pace);
        try {
            frozen.listen();
            frozen.begin(mountPoints);
        } catch (RuntimeException | Error failed) {
            frozen.losses.forEach(Subscription::close);
            throw failed;
        }
        return frozen;
    }

    private void listen() {
        try {
            losses.add(guest.onEvent(HostEvent.Resynced.class, this::resynced));
            losses.add(guest.onEvent(HostEvent.ConnectionLost.class, lost -> thawing.insist(Thaw.By.RECONNECTION)));
            losses.add(guest.onEvent(HostEvent.ConnectionClosed.class, this::closed));
        } catch (RuntimeException | Error failed) {
            thawing.nothingFrozen();
            throw failed;
        }
    }

    private void begin(String... mountPoints) {
        Patience left = Patience.of(longer(deadline, SHORTLY));
        try {
            var call = new DomainFsfreeze(guest.handle(), List.of(mountPoints), 0);
            filesystems = guest.host().call(call, left.left()).filesystems();
            thawing.expect(filesystems);
        } catch (LibvirtException failed) {
            new LostFreeze(guest, thawing).toldBy(failed);
            throw failed;
        }
        requireAllOf(Set.copyOf(List.of(mountPoints)));
        Duration rest = deadline.minus(left.spent());
        Executor alarm = CompletableFuture.delayedExecutor(rest.toNanos(), TimeUnit.NANOSECONDS, Thawing.VIRTUAL);
        alarm.execute(() -> thawing.insist(Thaw.By.DEADLINE));
        // a listener may be the one that thaws
        var unused = thawing.first().thenAcceptAsync(end -> losses.forEach(Subscription::close), Thawing.VIRTUAL);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** The agent passes over what is not mounted; work that relies on it would not be quiesced. */
    private void requireAllOf(Set<String> mountPoints) {
        if (filesystems < mountPoints.size()) {
            var incomplete = new InvalidInputException(
                    "Of the mount points " + mountPoints + " of guest " + guest + " only " + filesystems
                            + " can be frozen; all are thawed again",
                    null);
            try {
                thawing.once(Thaw.By.CALLER, pace.call());
            } catch (LibvirtException frozen) {
                incomplete.addSuppressed(frozen);
                thawing.insist(Thaw.By.LOST_ANSWER);
            }
            throw incomplete;
        }
    }

    /** {@return how many file systems were frozen} */
    public int filesystems() {
        return filesystems;
    }

    /**
     * {@return whether they are still frozen, as far as is known here: no thaw was answered yet} Asks nobody, and cannot know of
     * others who thaw: only {@link #thaw} and {@link #close} find that out.
     */
    public boolean isStillFrozen() {
        return !thawing.isThawed();
    }

    /** {@return how it ended, if it is over; asks nobody} After {@link Thaw.By#NOBODY} a later thaw may change it. */
    public Optional<Thaw> end() {
        return thawing.end();
    }

    /**
     * {@return how it ends, for who does not wait; completing it thaws nothing} Once the deadline has passed, the connection was
     * lost or the host was closed, it completes for certain: with {@link Thaw.By#NOBODY} if no thaw gets through in ten minutes.
     */
    public CompletableFuture<Thaw> toFuture() {
        return thawing.first().copy();
    }

    /**
     * Thaws, {@code virDomainFSThaw}, if that is not done yet; over a connection of its own if the host's is lost or closed.
     *
     * @return how the freeze ended; {@link Thaw#isQuiesced} tells whether it lasted until now
     * @throws LibvirtException if no answer told that they are thawed, such as {@link AgentUnavailableException}; the thaw is
     *     tried again then for ten minutes
     */
    public Thaw thaw() {
        boolean interrupted = Thread.interrupted();
        try {
            return thawing.once(Thaw.By.CALLER, pace.call());
        } catch (LibvirtException unclear) {
            thawing.insist(Thaw.By.DEADLINE);
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
            thawing.insist(Thaw.By.RECONNECTION);
        }
    }

    private void closed(HostEvent.ConnectionClosed last) {
        boolean byUser = last.reason() == HostEvent.ConnectionClosed.Reason.CLOSED;
        thawing.insist(byUser ? Thaw.By.HOST_CLOSED : Thaw.By.RECONNECTION);
    }

    /** {@return the guest and whether they are frozen} */
    @Override
    public String toString() {
        return "file systems of " + guest
                + end().map(thaw -> thaw.by() == Thaw.By.NOBODY ? ": perhaps frozen" : ": thawed by " + thaw.by())
                        .orElse(": frozen");
    }
}
