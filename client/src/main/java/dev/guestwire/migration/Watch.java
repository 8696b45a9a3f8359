package dev.guestwire.migration;

import dev.guestwire.Coded;
import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.HostEvent;
import dev.guestwire.JobEvent;
import dev.guestwire.JobEvent.JobCompleted.Operation;
import dev.guestwire.LifecycleEvent;
import dev.guestwire.Subscription;
import dev.guestwire.protocol.TypedParams;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Hears both ends of a migration, and keeps what they told of it. Events may come late, early or twice. */
final class Watch implements AutoCloseable {
    private final Guest guest;
    private final Optional<Host> destination;
    private final BothEnds both;
    private final Runnable onDestinationLost;
    private final Identity identity;
    private final Map<MigrationPhase, CompletableFuture<MigrationPhase>> reached = new EnumMap<>(MigrationPhase.class);
    private final AtomicReference<MigrationPhase> furthest = new AtomicReference<>(MigrationPhase.PREPARING);
    private final CompletableFuture<TypedParams> statistics = new CompletableFuture<>();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final AtomicReference<Optional<Coded<LifecycleEvent.Stopped.Reason>>> endThere =
            new AtomicReference<>(Optional.empty());
    private final Semaphore news = new Semaphore(0);

    private volatile boolean left;
    private volatile boolean sourceEnded;
    private volatile boolean destinationEnded;

    Watch(BothEnds both, Identity identity, Runnable onDestinationLost) {
        this.guest = both.guest();
        this.destination = both.destination();
        this.both = both;
        this.identity = identity;
        this.onDestinationLost = onDestinationLost;
        for (MigrationPhase phase : MigrationPhase.values()) {
            reached.put(phase, new CompletableFuture<>());
        }
        advance(MigrationPhase.PREPARING);
    }

    /** Registers with both hosts. */
    void open() {
        subscriptions.add(guest.onEvent(JobEvent.MigrationIterated.class, iterated -> advance(MigrationPhase.COPYING)));
        subscriptions.add(guest.onEvent(JobEvent.JobCompleted.class, this::completed));
        subscriptions.add(guest.onEvent(LifecycleEvent.class, this::sourceChanged));
        Host source = guest.host();
        subscriptions.add(source.onEvent(HostEvent.Resynced.class, resynced -> tell()));
        subscriptions.add(source.onEvent(HostEvent.ConnectionLost.class, lost -> {
            identity.lose();
            tell();
        }));
        subscriptions.add(source.onClose(closed -> {
            sourceEnded = true;
            tell();
        }));
        destination.ifPresent(this::open);
    }

    private void open(Host host) {
        subscriptions.add(host.onEvent(LifecycleEvent.class, event -> {
            if (event.guest().uuid().equals(guest.uuid())) {
                destinationChanged(event);
            }
        }));
        subscriptions.add(host.onEvent(HostEvent.Resynced.class, resynced -> tell()));
        subscriptions.add(host.onEvent(HostEvent.ConnectionLost.class, lost -> destinationLost()));
        subscriptions.add(host.onClose(closed -> {
            destinationEnded = true;
            destinationLost();
        }));
    }

    private void destinationLost() {
        onDestinationLost.run();
        tell();
    }

    private void completed(JobEvent.JobCompleted event) {
        if (event.operation().is(Operation.MIGRATION_OUT) && identity.isFollowed()) {
            statistics.complete(new TypedParams(event.statistics()));
            tell();
        }
    }

    private void sourceChanged(LifecycleEvent event) {
        switch (event) {
            case LifecycleEvent.Suspended suspended -> {
                if (suspended.reason().is(LifecycleEvent.Suspended.Reason.POSTCOPY)) {
                    advance(MigrationPhase.POST_COPY);
                } else if (suspended.reason().is(LifecycleEvent.Suspended.Reason.MIGRATED)) {
                    advance(MigrationPhase.FINISHING);
                }
            }
            case LifecycleEvent.Stopped stopped ->
                left = left || (stopped.reason().is(LifecycleEvent.Stopped.Reason.MIGRATED) && identity.isFollowed());
            default -> {}
        }
        tell();
    }

    private void destinationChanged(LifecycleEvent event) {
        if (event instanceof LifecycleEvent.Resumed resumed
                && resumed.reason().is(LifecycleEvent.Resumed.Reason.POSTCOPY)) {
            advance(MigrationPhase.POST_COPY);
        }
        if (event instanceof LifecycleEvent.Stopped stopped && identity.isFollowed()) {
            endThere.set(Optional.of(stopped.reason()));
        }
        if (event instanceof LifecycleEvent.Started && identity.isFollowed()) {
            Thread.ofVirtual().name("guestwire-migration-arrival").start(() -> arrived(both.runThere()));
        }
        tell();
    }

    /** Notes the run of the guest that arrives, if it arrives still. */
    private void arrived(OptionalInt run) {
        if (identity.isFollowed()) {
            identity.arrive(run);
        }
    }

    /** Notes a phase, and all before it. */
    void advance(MigrationPhase to) {
        furthest.accumulateAndGet(to, (before, now) -> now.compareTo(before) > 0 ? now : before);
        for (MigrationPhase phase : MigrationPhase.values()) {
            if (phase.compareTo(to) <= 0) {
                reached(phase).complete(to);
            }
        }
    }

    BothEnds both() {
        return both;
    }

    Identity identity() {
        return identity;
    }

    /** {@return the phase that is reached} */
    MigrationPhase phase() {
        return furthest.get();
    }

    /** {@return when this phase or a later one is reached} */
    CompletableFuture<MigrationPhase> reached(MigrationPhase phase) {
        return Objects.requireNonNull(reached.get(phase));
    }

    /** {@return what the event of the job's end told, when it has come} */
    CompletableFuture<TypedParams> statistics() {
        return statistics;
    }

    /** {@return whether an event told that the guest left the source while this migration was under way} */
    boolean hasLeft() {
        return left;
    }

    /** {@return in words how the hypervisor that waited for the guest at the destination ended, if that was heard} */
    Optional<String> endThere() {
        return endThere.get().map(reason -> "the hypervisor at the destination ended (" + reason + ")");
    }

    /** {@return whether the source, if it cannot be reached, may be later} */
    boolean sourceWillTell() {
        return !sourceEnded;
    }

    /** {@return whether the destination, if it cannot be reached, may be later} */
    boolean destinationWillTell() {
        return destination.isPresent() && !destinationEnded;
    }

    /** Wakes who waits for news. */
    void tell() {
        news.release();
    }

    /** Waits until something happened at either end since the last time, but not longer than told. */
    void awaitNews(Duration longest) throws InterruptedException {
        if (news.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            news.drainPermits();
        }
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
    }
}
