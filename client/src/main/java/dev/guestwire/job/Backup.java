package dev.guestwire.job;

import dev.guestwire.Guest;
import dev.guestwire.HostEvent;
import dev.guestwire.JobEvent;
import dev.guestwire.LifecycleEvent;
import dev.guestwire.Subscription;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.protocol.remote.DomainBackupBegin;
import dev.guestwire.protocol.remote.DomainBackupGetXmlDesc;
import dev.guestwire.snapshot.Checkpoint;
import dev.guestwire.xml.domain.DomainBackup;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A backup under way. Its end is told by {@link JobEvent.JobCompleted}, and by what the daemon keeps of it if that event was
 * lost.
 */
public final class Backup implements Job {
    private static final System.Logger LOG = System.getLogger("dev.guestwire.job");

    private final Guest guest;
    private final JobRef ref;
    private final Optional<String> checkpoint;
    private final boolean pulled;
    private final Settlement settlement;
    private final Inquiry inquiry;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final ReentrantLock asking = new ReentrantLock();
    private volatile boolean begun;
    private volatile boolean twinHeard;

    /** What goes with the document. */
    record Order(@Nullable String checkpointXml, int flags) {}

    private Backup(Guest guest, Optional<String> checkpoint, boolean pulled) {
        this.guest = guest;
        this.checkpoint = checkpoint;
        this.pulled = pulled;
        this.ref = new JobRef(JobRef.Kind.BACKUP, guest.uuid(), Optional.empty(), Instant.now());
        this.settlement = new Settlement("Backup of guest " + guest.name(), guest.host());
        this.inquiry = new Inquiry(guest, JobRef.Kind.BACKUP);
    }

    private Backup(Guest guest, JobRef ref, boolean pulled) {
        this.guest = guest;
        this.checkpoint = Optional.empty();
        this.pulled = pulled;
        this.ref = ref;
        this.settlement = new Settlement("Backup of guest " + guest.name(), guest.host());
        this.inquiry = new Inquiry(guest, ref);
    }

    /**
     * {@return a backup that this or another process began} {@code Host.job} calls this. Its end is what the daemon keeps of
     * the guest's last backup; nobody remembers its checkpoint.
     */
    public static Backup of(Guest guest, JobRef ref) {
        Backup backup = new Backup(guest, ref, isPulled(guest));
        backup.begun = true;
        try {
            backup.listen();
        } catch (RuntimeException refused) {
            backup.subscriptions.forEach(Subscription::close);
            throw refused;
        }
        backup.investigate(backup::ask);
        return backup;
    }

    private static boolean isPulled(Guest guest) {
        try {
            return isPulled(definition(guest));
        } catch (CallFailedException ended) {
            return false;
        }
    }

    private static boolean isPulled(DomainBackup document) {
        return document.mode().equals(Optional.of("pull"));
    }

    static Backup begin(Guest guest, DomainBackup document, Optional<String> checkpoint, Order order) {
        Backup backup = new Backup(guest, checkpoint, isPulled(document));
        try {
            backup.listen();
            guest.host()
                    .call(new DomainBackupBegin(
                            guest.handle(), document.xml().toXml(), order.checkpointXml, order.flags));
        } catch (RuntimeException refused) {
            backup.subscriptions.forEach(Subscription::close);
            throw refused;
        }
        backup.begun = true;
        backup.askWhoseTwin();
        return backup;
    }

    private void listen() {
        subscriptions.add(guest.onEvent(JobEvent.JobCompleted.class, this::heard));
        subscriptions.add(guest.onEvent(LifecycleEvent.Stopped.class, this::heard));
        subscriptions.add(guest.onEvent(HostEvent.Resynced.class, this::heard));
        subscriptions.add(guest.onEvent(HostEvent.ConnectionClosed.class, this::heard));
    }

    private void heard(HostEvent event) {
        switch (event) {
            case HostEvent.ConnectionClosed last ->
                settle(JobOutcome.unknown("the connection ended meanwhile: " + last.detail()));
            case JobEvent.JobCompleted completed -> told(EndedJob.of(completed));
            case LifecycleEvent.Stopped stopped -> investigate(() -> stopped(stopped));
            default -> {
                if (begun) {
                    investigate(this::ask);
                }
            }
        }
    }

    private void told(EndedJob ended) {
        if (inquiry.isOurs(ended)) {
            ended.outcome().ifPresentOrElse(this::settle, () -> investigate(() -> tellApart(ended)));
        } else if (inquiry.isTwin(ended)) {
            twinHeard = true;
            askWhoseTwin();
        }
    }

    /** A backup that was begun and does not go on has ended; each one's end is kept, so the last is ours. */
    private void askWhoseTwin() {
        if (begun && twinHeard) {
            investigate(() -> {
                if (!inquiry.isRunning()) {
                    settle(inquiry.lastEnded()
                            .flatMap(EndedJob::outcome)
                            .orElseGet(() -> JobOutcome.unknown("the daemon keeps nothing of its end")));
                }
            });
        }
    }

    private void investigate(Runnable question) {
        Thread.ofVirtual().name("guestwire-inquiry").start(() -> {
            asking.lock();
            try {
                if (settlement.outcome().isEmpty()) {
                    question.run();
                }
            } catch (NoAnswerException lost) {
                LOG.log(Level.DEBUG, settlement + ", as far as is known", lost);
            } catch (LibvirtException failed) {
                settle(JobOutcome.unknown(String.valueOf(failed.getMessage())));
            } finally {
                asking.unlock();
            }
        });
    }

    /** The event says that it did not complete; the statistics say whether it was ended. */
    private void tellApart(EndedJob told) {
        Optional<JobOutcome> kept = inquiry.findEnded().flatMap(EndedJob::outcome);
        String why = told.statistics().findText("errmsg").orElse("the daemon gives no reason");
        settle(kept.filter(outcome -> !outcome.isCompleted())
                .orElseGet(() -> cancelled.get()
                        ? JobOutcome.cancelled("it was asked to end", told.evidence())
                        : JobOutcome.failed(why, told.evidence()))
                .with(told.statistics()));
    }

    /** A backup ends with its guest, if it had not ended before. */
    private void stopped(LifecycleEvent.Stopped stopped) {
        settle(inquiry.findEnded()
                .flatMap(EndedJob::outcome)
                .orElseGet(() -> JobOutcome.failed(
                        "the guest stopped (" + stopped.reason().value() + ")", Evidence.LIFECYCLE_EVENT)));
    }

    private void ask() {
        inquiry.situation(cancelled.get()).outcome().ifPresent(this::settle);
    }

    private void settle(JobOutcome outcome) {
        if (settlement.settle(outcome)) {
            // an event's listener may be the one that settles
            Thread.ofVirtual().name("guestwire-farewell").start(() -> subscriptions.forEach(Subscription::close));
        }
    }

    /** {@return the checkpoint that was made with it, if one was asked for} */
    public Optional<Checkpoint> checkpoint() {
        return checkpoint.map(name -> new Checkpoint(guest, name));
    }

    /**
     * {@return how it is, with what libvirt chose, such as the server's port and the names of its exports:
     * {@code virDomainBackupGetXMLDesc}}
     *
     * @throws LibvirtException if it has ended
     */
    public DomainBackup definition() {
        return definition(guest);
    }

    private static DomainBackup definition(Guest guest) {
        return DomainBackup.parse(
                guest.host().call(new DomainBackupGetXmlDesc(guest.handle(), 0)).xml());
    }

    @Override
    public Guest guest() {
        return guest;
    }

    @Override
    public JobRef ref() {
        return ref;
    }

    @Override
    public Optional<JobOutcome> outcome() {
        return settlement.outcome();
    }

    @Override
    public JobOutcome await(Duration patience) throws InterruptedException {
        return settlement.await(patience);
    }

    /**
     * Waits as {@link #await(Duration)} does, and tells how far it is meanwhile.
     *
     * @param interval the time between two looks
     * @param progress hears how it is, on the waiting thread; nothing while the daemon does not say
     */
    public JobOutcome await(Duration patience, Duration interval, Consumer<? super JobInfo> progress)
            throws InterruptedException {
        return settlement.await(patience, interval, () -> Sample.of(guest).ifPresent(progress));
    }

    @Override
    public CompletableFuture<JobOutcome> toFuture() {
        return settlement.toFuture();
    }

    /**
     * Ends it, {@code virDomainAbortJob}: a pushed backup is cancelled, and its files are of no use; a pulled one is
     * completed as by {@link #finish}.
     */
    @Override
    public void cancel() {
        if (settlement.outcome().isEmpty()) {
            cancelled.set(!pulled);
            guest.job().abort();
        }
    }

    /**
     * Ends a pulled backup when all is read, {@code virDomainAbortJob}, and waits for its end.
     *
     * @throws IllegalStateException if it is a pushed one, which ends by itself
     */
    public JobOutcome finish(Duration patience) throws InterruptedException {
        if (!pulled) {
            throw new IllegalStateException("A pushed backup ends by itself: " + settlement);
        }
        cancel();
        return await(patience);
    }

    /** {@return the guest and how it ended} */
    @Override
    public String toString() {
        return settlement.toString();
    }
}
