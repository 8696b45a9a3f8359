package dev.guestwire.device;

import dev.guestwire.DeviceEvent;
import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.HostEvent;
import dev.guestwire.LifecycleEvent;
import dev.guestwire.Subscription;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.Job;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.job.Settlement;
import dev.guestwire.protocol.remote.DomainAttachDeviceFlags;
import dev.guestwire.protocol.remote.DomainDetachDeviceAlias;
import dev.guestwire.protocol.remote.DomainDetachDeviceFlags;
import dev.guestwire.xml.domain.Domain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The unplugging of a device from a running guest, which has to let go of it. It ends by an event of the device, or, where
 * events were missed, by a definition of the guest that does not have it any more: never because something could not be read.
 *
 * <p>When all requests are made and the guest has not let go, it goes on: a paused guest lets go when it is resumed.
 * {@link #cancel} gives it up.
 */
public final class Detachment implements Job {
    private static final Executor VIRTUAL =
            work -> Thread.ofVirtual().name("guestwire-detachment").start(work);

    private final Guest guest;
    private final String alias;
    private final JobRef ref;
    private final Repeats repeats;
    private final Optional<String> stored;
    private final Settlement end;
    /** Whether the stored definition lacks the device by our doing. */
    private final AtomicBoolean taken = new AtomicBoolean();

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /**
     * How often a guest is asked.
     *
     * @param attempts the number of requests
     * @param pause the time between two of them
     */
    record Repeats(int attempts, Duration pause) {}

    /**
     * Creates one that has asked nobody yet.
     *
     * @param stored the device as the stored definition has it, if it shall go there too
     */
    Detachment(Guest guest, JobRef ref, Repeats repeats, Optional<String> stored) {
        this.guest = guest;
        this.alias = ref.subject().orElseThrow();
        this.ref = ref;
        this.repeats = repeats;
        this.stored = stored;
        this.end = new Settlement("Detachment of " + alias + " from guest " + guest.name(), guest.host());
    }

    static JobRef ref(Guest guest, String alias) {
        return new JobRef(JobRef.Kind.DETACHMENT, guest.uuid(), Optional.of(alias), Instant.now());
    }

    /**
     * Takes up an unplugging that this or another process started. It makes no more requests, and puts nothing back.
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
        Detachment detachment = new Detachment(guest, ref, new Repeats(0, Duration.ZERO), Optional.empty());
        detachment.listen();
        detachment.lookQuietly();
        return detachment;
    }

    private void listen() {
        end.onEnd(outcome -> VIRTUAL.execute(() -> subscriptions.forEach(Subscription::close)));
        try {
            subscriptions.add(guest.onEvent(DeviceEvent.Removed.class, event -> {
                if (event.alias().equals(alias)) {
                    VIRTUAL.execute(this::removed);
                }
            }));
            subscriptions.add(guest.onEvent(DeviceEvent.RemovalFailed.class, event -> {
                if (event.alias().equals(alias)) {
                    VIRTUAL.execute(() -> fail("the guest did not let go of it", Evidence.DEVICE_EVENT));
                }
            }));
            subscriptions.add(guest.onEvent(LifecycleEvent.Stopped.class, event -> VIRTUAL.execute(this::lookQuietly)));
            subscriptions.add(guest.onEvent(HostEvent.Resynced.class, event -> VIRTUAL.execute(this::lookQuietly)));
            subscriptions.add(guest.onEvent(
                    HostEvent.ConnectionClosed.class,
                    event -> end.settle(JobOutcome.unknown("the connection ended before it did: " + event.detail()))));
        } catch (RuntimeException failed) {
            subscriptions.forEach(Subscription::close);
            throw failed;
        }
    }

    /** Does something at its end. */
    void onEnd(Runnable action) {
        end.onEnd(outcome -> action.run());
    }

    /** Takes the device out of the stored definition, and asks the guest for the first time; a refusal undoes it all. */
    void begin() {
        try {
            listen();
            takeOut();
            ask();
        } catch (RuntimeException refused) {
            try {
                putBack();
            } catch (LibvirtException failed) {
                refused.addSuppressed(failed);
            }
            end.settle(JobOutcome.failed(String.valueOf(refused.getMessage()), Evidence.ANSWER));
            throw refused;
        }
        askLater(1);
    }

    private void takeOut() {
        if (stored.isPresent()) {
            guest.host().call(new DomainDetachDeviceFlags(guest.handle(), stored.get(), Flag.word(Flag.Affect.CONFIG)));
            taken.set(true);
        }
    }

    private void ask() {
        guest.host().call(new DomainDetachDeviceAlias(guest.handle(), alias, Flag.word(Flag.Affect.LIVE)));
    }

    private void askLater(int asked) {
        if (asked < repeats.attempts()) {
            long nanos = repeats.pause().toNanos();
            CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, VIRTUAL)
                    .execute(() -> askAgain(asked));
        }
    }

    private void askAgain(int asked) {
        lookQuietly();
        if (outcome().isPresent()) {
            return;
        }
        try {
            ask();
        } catch (LibvirtException refused) {
            // says nothing about the request before, which QEMU may still be at: it refuses a second one meanwhile
        }
        askLater(asked + 1);
    }

    /** The device is gone, unless the event is a late one about another device that had the alias before. */
    private void removed() {
        if (!isThere()) {
            end.settle(JobOutcome.completed(Evidence.DEVICE_EVENT));
        }
    }

    private boolean isThere() {
        try {
            return guest.definition().findByAlias(alias).isPresent();
        } catch (LibvirtException unreadable) {
            return false;
        }
    }

    private void fail(String reason, Evidence evidence) {
        if (outcome().isEmpty()) {
            end.settle(JobOutcome.failed(reason + afterPuttingBack(), evidence));
        }
    }

    private String afterPuttingBack() {
        try {
            putBack();
            return "";
        } catch (LibvirtException failed) {
            return "; its stored definition lacks the device, which could not be put back: " + failed.getMessage();
        }
    }

    private void putBack() {
        if (stored.isPresent() && taken.compareAndSet(true, false)) {
            guest.host().call(new DomainAttachDeviceFlags(guest.handle(), stored.get(), Flag.word(Flag.Affect.CONFIG)));
        }
    }

    private void lookQuietly() {
        try {
            look();
        } catch (LibvirtException unreadable) {
            // what cannot be read means nothing
        }
    }

    /** Looks at the definition, and settles what that proves. */
    private void look() {
        if (outcome().isPresent()) {
            return;
        }
        Domain now;
        try {
            now = guest.definition();
        } catch (NotFoundException noGuest) {
            end.settle(JobOutcome.unknown("its guest is gone from this host"));
            return;
        }
        if (now.id().isEmpty()) {
            end.settle(DetachmentRules.ofStopped(guest.state()));
        } else if (now.findByAlias(alias).isEmpty()) {
            end.settle(JobOutcome.completed(Evidence.DEFINITION));
        }
    }

    @Override
    public Guest guest() {
        return guest;
    }

    /** {@return the alias of the device} */
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
     * {@inheritDoc} When patience ends, the definition is looked at before it is said that it goes on.
     */
    @Override
    public JobOutcome await(Duration patience) throws InterruptedException {
        try {
            return end.await(patience);
        } catch (JobNotCompletedException notCompleted) {
            if (notCompleted.status() == JobNotCompletedException.Status.STILL_RUNNING) {
                lookQuietly();
                if (outcome().isPresent()) {
                    return end.await(Duration.ZERO);
                }
            }
            throw notCompleted;
        }
    }

    @Override
    public CompletableFuture<JobOutcome> toFuture() {
        return end.toFuture();
    }

    /**
     * Gives it up: makes no more requests, and puts the device back into the stored definition if it was taken out there. A
     * request that was made cannot be taken back: the guest may let go all the same.
     *
     * @throws CallFailedException if it cannot be put back
     */
    @Override
    public void cancel() {
        if (outcome().isEmpty()) {
            putBack();
            end.settle(
                    JobOutcome.cancelled("it was given up; the guest may still let go of the device", Evidence.NONE));
        }
    }

    /** Takes the device out of the stored definition; there is no guest to ask. */
    void storedOnly() {
        takeOut();
        end.settle(JobOutcome.completed(Evidence.ANSWER));
    }

    /** {@return what it is and how it ended, if it has} */
    @Override
    public String toString() {
        return end.toString();
    }
}
