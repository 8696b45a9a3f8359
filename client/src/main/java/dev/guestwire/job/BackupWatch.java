package dev.guestwire.job;

import dev.guestwire.Guest;
import dev.guestwire.HostEvent;
import dev.guestwire.JobEvent;
import dev.guestwire.JobEvent.BlockJobChanged;
import dev.guestwire.JobEvent.BlockJobStatus;
import dev.guestwire.JobEvent.BlockJobType;
import dev.guestwire.LifecycleEvent;
import dev.guestwire.Subscription;
import dev.guestwire.error.BusyException;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.OperationTimedOutException;
import dev.guestwire.rpc.turn.Journal;
import dev.guestwire.xml.domain.DomainBackup;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hears what is told of one backup, and asks the daemon which backup it was of: other backups of the guest may end before the
 * daemon accepts this one, and their ends may be told late. Events only leave a mark on the thread that brings them.
 */
final class BackupWatch {
    private static final Journal LOG = new Journal("dev.guestwire.job");
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** How long the event of a guest that is off may be on its way. */
    private static final long ON_ITS_WAY_SECONDS = 5;

    private final Guest guest;
    private final Settlement settlement;
    private final Inquiry inquiry;
    private final BackupFiles files;

    /** What was asked for; empty of a backup that somebody else began. */
    private final Optional<DomainBackup> asked;

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final List<EndedJob> heard = new CopyOnWriteArrayList<>();
    private final CompletableFuture<LifecycleEvent.Stopped> stopped = new CompletableFuture<>();
    private final Looks looks = new Looks(this::look, Duration.ZERO);
    private final Looks retries = new Looks(this::look, AGAIN);
    private final ReentrantLock asking = new ReentrantLock();
    private volatile JobRef ref;
    private volatile Optional<String> failedDisk = Optional.empty();

    /** Whether the daemon accepted it. Nothing that is told before is evidence. */
    private volatile boolean accepted;

    /** Whether it was seen under way while events were heard. */
    private volatile boolean followed;

    private volatile boolean over;
    private volatile boolean eventsLost;
    private volatile boolean lostBeforeClosed;

    /** The end that is known to be ours. */
    private volatile @Nullable EndedJob ours;

    BackupWatch(Guest guest, JobRef ref, Optional<DomainBackup> asked, Settlement settlement) {
        this.guest = guest;
        this.ref = ref;
        this.asked = asked;
        this.settlement = settlement;
        this.inquiry = new Inquiry(guest, ref);
        this.files = new BackupFiles(guest);
    }

    JobRef ref() {
        return ref;
    }

    /** Registers for all that tells of it. */
    void listen() {
        try {
            subscriptions.add(guest.onEvent(BlockJobChanged.class, this::changed));
            subscriptions.add(guest.onEvent(JobEvent.JobCompleted.class, this::completed));
            subscriptions.add(guest.onEvent(LifecycleEvent.Stopped.class, event -> {
                stopped.complete(event);
                looks.want();
            }));
            subscriptions.add(guest.onEvent(HostEvent.Resynced.class, resynced -> {
                eventsLost = true;
                looks.want();
            }));
            subscriptions.add(guest.onEvent(HostEvent.ConnectionClosed.class, this::closed));
        } catch (RuntimeException failed) {
            deafen();
            throw failed;
        }
    }

    void deafen() {
        subscriptions.forEach(Subscription::close);
    }

    /** The daemon accepted it just now. Looks which of the guest's backups it is: later nobody could tell. */
    void accepted(Optional<String> checkpoint) {
        Instant begun = Instant.now();
        inquiry.seen(System.nanoTime());
        try {
            identify();
            Baseline facts = ref.before().with(Inquiry.BEGUN, begun.toString());
            if (checkpoint.isPresent()) {
                facts = facts.with(BackupFiles.CHECKPOINT, files.dated(checkpoint.get()));
            }
            ref = ref.with(facts);
        } catch (LibvirtException notNow) {
            LOG.log(Level.DEBUG, settlement + ", and the daemon does not say more", notNow);
        }
        accepted = true;
        if (!followed || !heard.isEmpty() || stopped.isDone()) {
            looks.want();
        }
    }

    /** What the daemon keeps while ours goes on is of older jobs, so it is read first. */
    private void identify() {
        int before = heard.size();
        String kept = inquiry.keptNow();
        Optional<DomainBackup> running = files.running();
        over = running.filter(one -> BackupFiles.isAsAsked(one, asked.orElse(one)))
                .isEmpty();
        if (!over) {
            inquiry.old(kept);
            follow(before);
            ref = ref.with(ref.before()
                    .with(Inquiry.STATISTICS, kept)
                    .with(BackupFiles.IDENTITY, BackupFiles.identity(running.orElseThrow())));
        }
    }

    /** What was heard so far was of others: ours goes on. */
    private void follow(int others) {
        followed = true;
        eventsLost = false;
        for (int i = 0; i < others; i++) {
            heard.removeFirst();
        }
    }

    /** Takes up one that was accepted earlier, and looks at once whether it goes on. */
    void takeUp() {
        eventsLost = true;
        accepted = true;
        asking.lock();
        try {
            if (isFollowed()) {
                return;
            }
        } catch (LibvirtException notNow) {
            LOG.log(Level.DEBUG, settlement + ", as far as is known", notNow);
        } finally {
            asking.unlock();
        }
        looks.want();
    }

    /** {@return whether ours goes on; then each end that was heard before was another's} */
    private boolean isFollowed() {
        int before = heard.size();
        long now = System.nanoTime();
        boolean there = goesOn();
        if (there) {
            inquiry.seen(now);
            follow(before);
        }
        return there;
    }

    private void completed(JobEvent.JobCompleted event) {
        EndedJob ended = EndedJob.of(event);
        if (inquiry.mayBeOurs(ended)) {
            heard.add(ended);
            looks.want();
        }
    }

    private void changed(BlockJobChanged event) {
        if (event.type().is(BlockJobType.BACKUP) && event.status().is(BlockJobStatus.FAILED)) {
            failedDisk = Optional.of(event.disk());
        }
    }

    private void closed(HostEvent.ConnectionClosed last) {
        settle(JobOutcome.unknown("the connection ended "
                + (ours == null ? "meanwhile" : "before its files were known to be whole") + ": " + last.detail()));
    }

    private void look() {
        asking.lock();
        try {
            if (accepted && settlement.outcome().isEmpty()) {
                conclude();
            }
        } catch (DeadlineExceededException | BusyException | OperationTimedOutException notNow) {
            retries.want();
        } catch (NoAnswerException lost) {
            lostBeforeClosed = ours != null;
            LOG.log(Level.DEBUG, settlement + ", as far as is known", lost);
        } catch (LibvirtException failed) {
            settle(unknown(String.valueOf(failed.getMessage())));
        } finally {
            asking.unlock();
        }
    }

    private void conclude() {
        EndedJob mine = ours;
        if (mine == null) {
            if (isFollowed()) {
                return;
            }
            over = true;
            mine = ourEnd(List.copyOf(heard)).orElse(null);
            ours = mine;
        }
        if (mine == null) {
            withoutEnd().ifPresent(this::settle);
        } else if (mine.isCompleted()) {
            settle(whenWhole(mine));
        } else {
            settle(notCompleted(mine));
        }
    }

    private boolean goesOn() {
        if (over) {
            return false;
        }
        Optional<DomainBackup> running = files.running();
        Optional<String> identity = ref.before().fact(BackupFiles.IDENTITY);
        if (running.isEmpty()) {
            return false;
        }
        if (identity.isPresent()) {
            return inquiry.run() != Inquiry.Run.OVER && identity.equals(running.map(BackupFiles::identity));
        }
        return asked.isPresent()
                ? BackupFiles.isAsAsked(running.get(), asked.get())
                : inquiry.running().filter(inquiry::fits).isPresent();
    }

    /** {@return the end of ours, which is over, among the ends that were heard and the one that is kept} */
    private Optional<EndedJob> ourEnd(List<EndedJob> ends) {
        Optional<EndedJob> kept = inquiry.kept().filter(ended -> ended.is(JobRef.Kind.BACKUP));
        if (followed && !eventsLost) {
            Optional<EndedJob> first =
                    ends.stream().filter(end -> !inquiry.isOld(end)).findFirst();
            if (first.isPresent() || ends.isEmpty()) {
                return first;
            }
            // each of these has the figures of the backup before: it is told late, or ours by chance has the same
            return kept.isEmpty() ? Optional.of(ends.getLast()) : kept.filter(inquiry::isOld);
        }
        Optional<EndedJob> proved = kept.filter(inquiry::isProved);
        if (proved.isPresent() || eventsLost) {
            return proved;
        }
        boolean only = ends.size() == 1
                && kept.map(EndedJob::fingerprint)
                        .filter(other -> !other.equals(ends.getFirst().fingerprint()))
                        .isEmpty();
        return only ? Optional.of(ends.getFirst()) : Optional.empty();
    }

    /** It is over, and no end is known to be ours; nothing while its event may be on its way. */
    private Optional<JobOutcome> withoutEnd() {
        if (eventsLost) {
            return Optional.of(unknown("it is over, and nothing tells how it ended: " + inquiry.keptInWords()));
        }
        if (!followed && heard.size() > 1) {
            return Optional.of(unknown("backups of this guest ended at the same time: " + inquiry.keptInWords()));
        }
        return stopped.isDone() && inquiry.run() == Inquiry.Run.OVER
                ? Optional.of(failed(guestStopped(), Evidence.LIFECYCLE_EVENT))
                : Optional.empty();
    }

    /** The daemon tells the end before the files are closed. */
    private JobOutcome whenWhole(EndedJob mine) {
        if (lostBeforeClosed) {
            return unknown("the connection was lost before QEMU was known to have closed the files");
        }
        try {
            files.awaitClosed(disks());
        } catch (BusyException | OperationTimedOutException notNow) {
            throw notNow;
        } catch (CallFailedException refused) {
            return unknown("QEMU is not known to have closed the files: " + refused.getMessage());
        }
        return inquiry.run() == Inquiry.Run.OVER
                ? unknown(guestStopped() + " before QEMU was known to have closed the files")
                : JobOutcome.completed(mine.evidence()).with(mine.statistics());
    }

    private List<String> disks() {
        return asked.map(BackupFiles::names)
                .or(() -> ref.before().fact(BackupFiles.IDENTITY).map(BackupFiles::disks))
                .orElse(List.of());
    }

    /** libvirt calls a backup cancelled whose guest stopped: what became of the guest comes first. */
    private JobOutcome notCompleted(EndedJob mine) {
        try {
            files.awaitClosed(disks());
        } catch (CallFailedException untold) {
            LOG.log(Level.DEBUG, settlement + ": the guest does not say how it is", untold);
        }
        if (inquiry.run() == Inquiry.Run.OVER) {
            return failed(guestStopped(), Evidence.LIFECYCLE_EVENT).with(mine.statistics());
        }
        Optional<EndedJob> kept =
                inquiry.kept().filter(ended -> ended.fingerprint().equals(mine.fingerprint()));
        Optional<String> why = mine.errorMessage().or(() -> kept.flatMap(EndedJob::errorMessage));
        boolean cancelled = switch (kept.orElse(mine).type()) {
            case CANCELLED -> true;
            case FAILED -> false;
            default -> AskedToEnd.isNoted(ref);
        };
        if (!cancelled && why.isEmpty() && (awaitStop().isPresent() || inquiry.run() == Inquiry.Run.OVER)) {
            return failed(guestStopped(), Evidence.LIFECYCLE_EVENT).with(mine.statistics());
        }
        // the event that tells which disk failed may be on its way yet
        String where = BackupFiles.inWords(failedDisk.map(List::of).orElseGet(this::disks));
        JobOutcome outcome = cancelled
                ? cancelled(mine.evidence())
                : failed(why.orElse("the daemon gives no reason") + where, mine.evidence());
        return outcome.with(mine.statistics());
    }

    /** The daemon ends the backup of a guest that shuts down, without a reason, before it tells that the guest stopped. */
    private Optional<LifecycleEvent.Stopped> awaitStop() {
        try {
            return Optional.of(stopped.get(ON_ITS_WAY_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException notHeard) {
            return Optional.empty();
        }
    }

    private String guestStopped() {
        String how = awaitStop()
                .map(event -> event.reason().value().toString())
                .or(() -> new Traces(guest, ref).state().map(Object::toString))
                .orElse("gone");
        return "the guest stopped (" + how + ")";
    }

    private JobOutcome cancelled(Evidence evidence) {
        String who = AskedToEnd.isNoted(ref) ? "it was asked to end" : "somebody ended it";
        return JobOutcome.cancelled(who + remains(), evidence);
    }

    private JobOutcome failed(String why, Evidence evidence) {
        return JobOutcome.failed(why + remains(), evidence);
    }

    /** {@return what a backup leaves that did not complete, once its checkpoint is deleted} */
    private String remains() {
        String point = ref.before()
                .fact(BackupFiles.CHECKPOINT)
                .map(dated -> "; " + files.withoutCheckpoint(dated))
                .orElse("");
        String written = asked.map(BackupFiles::targets).orElse("");
        return point + (written.isEmpty() ? "" : "; what is left of " + written + " is no backup");
    }

    private JobOutcome unknown(String why) {
        String point = ref.before()
                .fact(BackupFiles.CHECKPOINT)
                .map(dated -> "; its checkpoint " + dated.substring(0, dated.lastIndexOf('@'))
                        + " is left: nothing may be backed up since it unless this backup is known to be whole")
                .orElse("");
        return JobOutcome.unknown(why + point);
    }

    private void settle(JobOutcome outcome) {
        if (settlement.settle(outcome)) {
            // an event's listener may be the one that settles
            Thread.ofVirtual().name("guestwire-farewell").start(this::deafen);
        }
    }
}
