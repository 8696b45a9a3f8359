package dev.guestwire.job;

import dev.guestwire.Guest;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.protocol.remote.DomainAbortJob;
import dev.guestwire.protocol.remote.DomainBackupBegin;
import dev.guestwire.snapshot.Checkpoint;
import dev.guestwire.watch.Patience;
import dev.guestwire.xml.domain.DomainBackup;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A backup under way. It is {@code COMPLETED} when the daemon told its end and QEMU has closed its files, so that they can be
 * copied. One that fails or is cancelled takes its checkpoint with it, unless {@link BackupRequest#keepingCheckpoint} was
 * asked for; the reason says what became of the checkpoint. A backup fails that is under way when its guest stops.
 */
public final class Backup implements Job {
    private final Guest guest;
    private final Optional<String> checkpoint;
    private final boolean pulled;
    private final Settlement settlement;
    private final BackupWatch watch;

    /** What goes with the document. */
    record Order(@Nullable String checkpointXml, int flags, boolean keepsCheckpoint) {}

    private Backup(Guest guest, JobRef ref, Optional<String> checkpoint, Optional<DomainBackup> asked) {
        this.guest = guest;
        this.checkpoint = checkpoint;
        this.pulled = asked.isPresent() ? isPulled(asked.get()) : isPulled(guest);
        this.settlement = new Settlement("Backup of guest " + guest.name(), guest.host());
        this.watch = new BackupWatch(guest, ref, asked, settlement);
    }

    /**
     * {@return a backup that this or another process began} {@code Host.job} calls this. One that is found under way is
     * followed to its end. The end of one that was over before is known only where the daemon's statistics prove that they
     * are of this one; else it is {@code UNKNOWN}: a later backup leaves the same traces.
     */
    public static Backup of(Guest guest, JobRef ref) {
        Optional<String> point = ref.before()
                .fact(BackupFiles.CHECKPOINT)
                .map(dated -> dated.substring(0, Math.max(0, dated.lastIndexOf('@'))));
        Backup backup = new Backup(guest, ref, point, Optional.empty());
        backup.watch.listen();
        backup.watch.takeUp();
        return backup;
    }

    private static boolean isPulled(Guest guest) {
        return new BackupFiles(guest).running().filter(Backup::isPulled).isPresent();
    }

    private static boolean isPulled(DomainBackup document) {
        return document.mode().equals(Optional.of("pull"));
    }

    static Backup begin(Guest guest, DomainBackup document, Optional<String> checkpoint, Order order) {
        JobRef ref = Inquiry.reference(guest, JobRef.Kind.BACKUP);
        Backup backup = new Backup(guest, ref, checkpoint, Optional.of(document));
        backup.watch.listen();
        try {
            guest.host()
                    .call(new DomainBackupBegin(
                            guest.handle(), document.xml().toXml(), order.checkpointXml, order.flags));
        } catch (RuntimeException refused) {
            backup.watch.deafen();
            throw refused;
        }
        backup.watch.accepted(order.keepsCheckpoint ? Optional.empty() : checkpoint);
        return backup;
    }

    /** {@return the checkpoint that is made with it, if one was asked for; it is deleted if the backup does not complete} */
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
        return new BackupFiles(guest).definition();
    }

    @Override
    public Guest guest() {
        return guest;
    }

    @Override
    public JobRef ref() {
        return watch.ref();
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
        return settlement.await(
                patience, interval, left -> Sample.of(guest, left).ifPresent(progress));
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
            if (!pulled) {
                AskedToEnd.note(watch.ref());
            }
            guest.job().abort();
        }
    }

    /**
     * Ends a pulled backup when all is read, {@code virDomainAbortJob}, and waits for its end.
     *
     * @param patience how long the request and its end may take together
     * @throws IllegalStateException if it is a pushed one, which ends by itself
     */
    public JobOutcome finish(Duration patience) throws InterruptedException {
        if (!pulled) {
            throw new IllegalStateException("A pushed backup ends by itself: " + settlement);
        }
        Patience left = Patience.of(patience);
        if (settlement.outcome().isEmpty()) {
            try {
                guest.host().call(new DomainAbortJob(guest.handle()), patience);
            } catch (DeadlineExceededException late) {
                // then nothing is left of the patience, and who waits is told that it goes on
            }
        }
        return await(left.left());
    }

    /** {@return the guest and how it ended} */
    @Override
    public String toString() {
        return settlement.toString();
    }
}
