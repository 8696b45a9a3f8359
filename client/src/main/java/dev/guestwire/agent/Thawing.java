package dev.guestwire.agent;

import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.error.ConnectionLostException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.protocol.remote.DomainFsthaw;
import dev.guestwire.protocol.remote.DomainIsActive;
import dev.guestwire.rpc.turn.Journal;
import dev.guestwire.watch.Patience;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The thawing of one guest's file systems, {@code virDomainFSThaw}: over the connection of the guest's host while that stands,
 * and else over one of its own. Safe for many threads.
 */
final class Thawing {
    /** Threads that never keep a program from ending. */
    static final Executor VIRTUAL =
            task -> Thread.ofVirtual().name("guestwire-thaw").start(task);

    /** How long a host that is being closed waits for the answer over its own connection before another one is tried. */
    private static final Duration CLOSING = Duration.ofSeconds(4);

    private static final Journal LOG = new Journal("dev.guestwire.agent");

    private final Guest guest;
    private final Pace pace;
    private final long frozenSince = System.nanoTime();
    private final ReentrantLock turn = new ReentrantLock();
    private final CompletableFuture<Thaw> first = new CompletableFuture<>();
    private final AtomicReference<@Nullable Thaw> last = new AtomicReference<>();
    private final AtomicBoolean insisting = new AtomicBoolean();
    private final Semaphore nudge = new Semaphore(0);
    private volatile boolean elsewhere;
    private volatile boolean unanswered;
    private volatile int expected;

    /**
     * How patiently a thaw is tried.
     *
     * @param total how long attempts go on
     * @param shortest the pause after the first attempt; each later one is twice the one before
     * @param longest the longest pause
     * @param call how long one attempt waits for the answer
     */
    record Pace(Duration total, Duration shortest, Duration longest, Duration call) {
        /** An attempt lasts longer than libvirt's 30 seconds of waiting for another command of the agent. */
        static final Pace USUAL =
                new Pace(Duration.ofMinutes(10), Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(45));
    }

    Thawing(Guest guest, Pace pace) {
        this.guest = guest;
        this.pace = pace;
        guest.host().beforeClose(() -> insist(Thaw.By.HOST_CLOSED), first);
    }

    /** Says how many file systems are frozen, which tells later whether somebody else thawed them. */
    void expect(int filesystems) {
        expected = filesystems;
    }

    /** {@return how it ended, as known now; after a vain end a later thaw may follow} */
    Optional<Thaw> end() {
        return Optional.ofNullable(last.get());
    }

    boolean isThawed() {
        return end().filter(thaw -> thaw.by() != Thaw.By.NOBODY).isPresent();
    }

    /** {@return the first end, which comes for certain once {@link #insist} was called} */
    CompletableFuture<Thaw> first() {
        return first;
    }

    /** Says that nothing is frozen, as the freeze was refused. */
    void nothingFrozen() {
        ended(new Thaw(Thaw.By.SOMEBODY_ELSE, 0, spent()));
    }

    /**
     * Makes one attempt; who comes second hears how the first one ended it.
     *
     * @param deadline how long to wait for the answer
     * @throws LibvirtException if nobody knows whether they are thawed
     */
    Thaw once(Thaw.By by, Duration deadline) {
        boolean alone = isMyTurn(deadline);
        try {
            Optional<Thaw> earlier = end();
            if (isThawed() && earlier.isPresent()) {
                return earlier.get();
            }
            int thawed = asked(deadline);
            // an earlier thaw of ours that got no answer may be why none is left
            boolean others = thawed == 0 && expected > 0 && !(unanswered && by != Thaw.By.CALLER);
            Thaw thaw = new Thaw(others ? Thaw.By.SOMEBODY_ELSE : by, thawed, spent());
            ended(thaw);
            return thaw;
        } finally {
            if (alone) {
                turn.unlock();
            }
        }
    }

    private boolean isMyTurn(Duration patience) {
        try {
            return turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void ended(Thaw thaw) {
        last.set(thaw);
        first.complete(thaw);
    }

    private Duration spent() {
        return Duration.ofNanos(System.nanoTime() - frozenSince);
    }

    private int asked(Duration deadline) {
        Host host = guest.host();
        if (host.isAlive() && !elsewhere) {
            try {
                return thawedBy(host, deadline);
            } catch (ConnectionLostException lost) {
                unanswered = unanswered || lost.mayHaveRun();
            } catch (NoAnswerException silent) {
                unanswered = unanswered || silent.mayHaveRun();
                elsewhere = true;
                throw silent;
            }
        }
        elsewhere = false;
        try (Host own = host.sibling()) {
            return thawedBy(own, deadline);
        }
    }

    /** A guest that is off or gone has nothing that is frozen. */
    private int thawedBy(Host host, Duration deadline) {
        try {
            return host.call(new DomainFsthaw(guest.handle(), List.of(), 0), deadline)
                    .filesystems();
        } catch (NotFoundException gone) {
            return 0;
        } catch (WrongStateException refused) {
            if (host.call(new DomainIsActive(guest.handle())).active() != 0) {
                throw refused;
            }
            return 0;
        }
    }

    /** Goes on trying on a thread of its own until they are thawed or the pace's time is over; at once if it does so already. */
    void insist(Thaw.By by) {
        nudge.release();
        if (!isThawed() && insisting.compareAndSet(false, true)) {
            VIRTUAL.execute(() -> {
                try {
                    untilThawed(by);
                } finally {
                    insisting.set(false);
                }
            });
        }
    }

    private void untilThawed(Thaw.By by) {
        Patience left = Patience.of(pace.total());
        Duration pause = pace.shortest();
        Duration call = by == Thaw.By.HOST_CLOSED ? CLOSING : pace.call();
        while (true) {
            nudge.drainPermits();
            try {
                once(by, call);
                return;
            } catch (RuntimeException failed) {
                if (left.isOver() || failed instanceof UnsupportedException || !isPaused(left.left(pause))) {
                    gaveUp(failed);
                    return;
                }
            }
            call = pace.call();
            pause = pause.multipliedBy(2).compareTo(pace.longest()) < 0 ? pause.multipliedBy(2) : pace.longest();
        }
    }

    /** Waits, unless somebody asks for an attempt now; {@return whether nobody interrupted that} */
    private boolean isPaused(Duration pause) {
        try {
            boolean unused = nudge.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException nobodyInterruptsThisThread) {
            return false;
        }
    }

    private void gaveUp(RuntimeException failed) {
        Thaw vain = new Thaw(Thaw.By.NOBODY, 0, spent());
        if (last.compareAndSet(null, vain)) {
            first.complete(vain);
        }
        LOG.log(Level.WARNING, maybeFrozen(guest) + "; no thaw got through within " + pace.total(), failed);
    }

    /** {@return what people have to know of a guest that nobody thawed, and how they can} */
    static String maybeFrozen(Guest guest) {
        return "the file systems of guest " + guest.name() + " may be frozen; virsh domfsthaw " + guest.name()
                + " and guestwire agent thaw " + guest.name() + " thaw them";
    }
}
