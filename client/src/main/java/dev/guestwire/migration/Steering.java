package dev.guestwire.migration;

import dev.guestwire.Guest;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.job.Settlement;
import dev.guestwire.migration.MigrationAction.Deed;
import dev.guestwire.migration.MigrationAction.Kind;
import dev.guestwire.rpc.turn.Journal;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is done with a migration while it runs. What is asked for before the daemon has a job for it is done when it has. */
final class Steering {
    private static final Journal LOG = new Journal("dev.guestwire.migration");
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final MigrationRequest request;
    private final Guest guest;
    private final Settlement settlement;
    private final @Nullable Drive drive;
    private final long startedNanos = System.nanoTime();
    private final List<MigrationAction> actions = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
    private final AtomicReference<@Nullable Watch> watched = new AtomicReference<>();

    /**
     * Why it goes no further.
     *
     * @param reason in words
     * @param wanted whether somebody wanted that, or something failed
     */
    record Stop(String reason, boolean wanted) {}

    Steering(MigrationRequest request, Settlement settlement, @Nullable Drive drive) {
        this.request = request;
        this.guest = request.guest();
        this.settlement = settlement;
        this.drive = drive;
    }

    /** Names who knows the phase. */
    void watch(Watch watch) {
        watched.set(watch);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    List<MigrationAction> actions() {
        return List.copyOf(actions);
    }

    Optional<Stop> stopped() {
        return Optional.ofNullable(stop.get());
    }

    boolean hasPaused() {
        return actions.stream()
                .anyMatch(action ->
                        action.deed().kind() == Kind.PAUSE && action.failure().isEmpty());
    }

    /** Has the source give it up. */
    void cancel(String reason) {
        Deed deed = Deed.of(Kind.ABORT, reason);
        try {
            giveUp(new Stop(reason, true));
        } catch (LibvirtException refused) {
            note(deed, refused);
            throw refused;
        }
        note(deed, null);
    }

    /** Only managed migrations hang on the connection of this process. */
    void destinationLost() {
        if (drive instanceof Managed) {
            apart(() -> giveUp(new Stop("the connection to the destination was lost", false)));
        }
    }

    private void giveUp(Stop why) {
        stop.compareAndSet(null, why);
        if (drive != null) {
            drive.stop(why.reason());
        }
        if (!abort()) {
            apart(this::abortWhenItCan);
        }
    }

    /** {@return whether the daemon ends the job, or there is none any more} */
    private boolean abort() {
        if (settlement.outcome().isPresent()) {
            return true;
        }
        try {
            guest.job().abort();
            return true;
        } catch (WrongStateException | NotFoundException noJob) {
            if (phase() == MigrationPhase.POST_COPY) {
                throw noJob;
            }
            return false;
        }
    }

    private void abortWhenItCan() {
        while (!endedWithin(AGAIN)) {
            if (abort()) {
                return;
            }
        }
    }

    /** Does something as soon as memory is copied; at once if it is. */
    void whenCopying(Deed deed) {
        Watch watch = watched.get();
        if (watch == null || watch.phase() != MigrationPhase.PREPARING) {
            take(deed);
            return;
        }
        apart(() -> {
            watch.reached(MigrationPhase.COPYING).join();
            if (watch.phase() != MigrationPhase.ENDED) {
                take(deed);
            }
        });
    }

    /** Does something and notes it, with the daemon's refusal. */
    void take(Deed deed) {
        LibvirtException failure = null;
        try {
            carryOut(deed);
        } catch (LibvirtException refused) {
            failure = refused;
        }
        note(deed, failure);
    }

    private void carryOut(Deed deed) {
        switch (deed.kind()) {
            case DOWNTIME -> deed.downtime().ifPresent(guest.job()::maxDowntime);
            case POST_COPY -> guest.job().startPostCopy();
            case PAUSE -> guest.suspend();
            case ABORT -> giveUp(new Stop(deed.reason(), true));
        }
    }

    private void note(Deed deed, @Nullable LibvirtException failure) {
        LOG.log(
                Level.DEBUG,
                "{0}: {1} {2}",
                request,
                deed.kind(),
                failure == null ? "" : String.valueOf(failure.getMessage()));
        actions.add(new MigrationAction(deed, elapsed(), Optional.ofNullable(failure)));
    }

    void requirePostCopy() {
        if (!request.mayPostCopy()) {
            throw new InvalidInputException(request + " was started without postCopy()", null);
        }
    }

    private MigrationPhase phase() {
        Watch watch = watched.get();
        return watch == null ? MigrationPhase.PREPARING : watch.phase();
    }

    /** {@return whether it has ended, after waiting for its end for a while} */
    boolean endedWithin(Duration patience) {
        settlement
                .toFuture()
                .<Object>thenApply(outcome -> outcome)
                .completeOnTimeout(this, patience.toNanos(), TimeUnit.NANOSECONDS)
                .join();
        return settlement.outcome().isPresent();
    }

    private static void apart(Runnable work) {
        Thread.ofVirtual().name("guestwire-migration-step").start(() -> {
            try {
                work.run();
            } catch (LibvirtException refused) {
                LOG.log(Level.DEBUG, "a migration could not be steered", refused);
            }
        });
    }
}
