package dev.guestwire.job;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.remote.DomainAbortJob;
import dev.guestwire.protocol.remote.DomainAbortJobFlags;
import dev.guestwire.protocol.remote.DomainCoreDumpWithFormat;
import dev.guestwire.protocol.remote.DomainGetJobInfo;
import dev.guestwire.protocol.remote.DomainGetJobStats;
import dev.guestwire.protocol.remote.DomainManagedSave;
import dev.guestwire.protocol.remote.DomainMigrateGetCompressionCache;
import dev.guestwire.protocol.remote.DomainMigrateGetMaxDowntime;
import dev.guestwire.protocol.remote.DomainMigrateGetMaxSpeed;
import dev.guestwire.protocol.remote.DomainMigrateSetCompressionCache;
import dev.guestwire.protocol.remote.DomainMigrateSetMaxDowntime;
import dev.guestwire.protocol.remote.DomainMigrateSetMaxSpeed;
import dev.guestwire.protocol.remote.DomainMigrateStartPostCopy;
import dev.guestwire.protocol.remote.DomainRestoreFlags;
import dev.guestwire.protocol.remote.DomainSaveFlags;
import dev.guestwire.rpc.asking.Demand;
import dev.guestwire.rpc.reading.Figure;
import dev.guestwire.save.RestoreOption;
import dev.guestwire.save.SaveOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The one job a guest can have: a migration, save, dump, backup or snapshot. Jobs of disks are not among them:
 * {@link dev.guestwire.block.BlockDevice}. It holds no state and may be kept.
 *
 * @param guest the guest
 */
public record GuestJob(Guest guest) {
    private static final int COMPLETED = 1;
    private static final int KEEP_COMPLETED = 2;

    /** How a job is ended: {@code virDomainAbortJobFlagsValues}. */
    public enum Abort implements Flag {
        /** A migration in post-copy too: it stops until it is resumed, and so does the guest. */
        POSTCOPY
    }

    /** Which speed is meant: {@code virDomainMigrateMaxSpeedFlags}. */
    public enum Speed implements Flag {
        /** That of post-copy. */
        POSTCOPY
    }

    /**
     * {@return the job under way: {@code virDomainGetJobStats}, or {@code virDomainGetJobInfo} from a daemon or driver that
     * does not know that}; of type {@code NONE} if there is none
     *
     * <p>It never says that a job completed: a guest that is gone or off is an error, whatever became of its job.
     */
    public JobInfo info() {
        return info(Optional.empty());
    }

    /**
     * {@return the job under way, as {@link #info()} tells it}
     *
     * @param deadline how long the daemon may take to answer each of its calls
     * @throws dev.guestwire.error.DeadlineExceededException if it takes longer: QEMU may hang
     */
    public JobInfo infoWithin(Duration deadline) {
        return info(Optional.of(deadline));
    }

    private JobInfo info(Optional<Duration> deadline) {
        try {
            return info(call(new DomainGetJobStats(guest.handle(), 0), deadline));
        } catch (UnsupportedException refused) {
            if (!isUnknown(refused)) {
                throw refused;
            }
            return legacy(call(new DomainGetJobInfo(guest.handle()), deadline));
        }
    }

    private <R extends XdrValue> R call(Call<R> call, Optional<Duration> deadline) {
        return deadline.isPresent()
                ? guest.host().call(call, deadline.get())
                : guest.host().call(call);
    }

    private static JobInfo info(DomainGetJobStats.Reply reply) {
        return JobInfo.of(reply.type(), new TypedParams(reply.params()));
    }

    private static JobInfo legacy(DomainGetJobInfo.Reply reply) {
        List<TypedParam> told = List.of(
                TypedParam.ofUllong("time_elapsed", reply.timeElapsed()),
                TypedParam.ofUllong("time_remaining", reply.timeRemaining()),
                TypedParam.ofUllong("data_total", reply.dataTotal()),
                TypedParam.ofUllong("data_processed", reply.dataProcessed()),
                TypedParam.ofUllong("data_remaining", reply.dataRemaining()),
                TypedParam.ofUllong("memory_total", reply.memTotal()),
                TypedParam.ofUllong("memory_processed", reply.memProcessed()),
                TypedParam.ofUllong("memory_remaining", reply.memRemaining()),
                TypedParam.ofUllong("disk_total", reply.fileTotal()),
                TypedParam.ofUllong("disk_processed", reply.fileProcessed()),
                TypedParam.ofUllong("disk_remaining", reply.fileRemaining()));
        return JobInfo.of(reply.type(), new TypedParams(told));
    }

    /** {@return the last job that ended, if the daemon knows of one; it goes on knowing: {@code virDomainGetJobStats}} */
    public Optional<JobInfo> completed() {
        return ended(COMPLETED | KEEP_COMPLETED);
    }

    /** {@return the last job that ended, if the daemon knows of one; it forgets it: {@code virDomainGetJobStats}} */
    public Optional<JobInfo> takeCompleted() {
        return ended(COMPLETED);
    }

    private Optional<JobInfo> ended(int flags) {
        return Optional.of(statistics(flags)).filter(info -> !info.type().is(JobInfo.Type.NONE));
    }

    /** {@return all that the daemon tells of the last job that ended; it goes on knowing} */
    DomainGetJobStats.Reply completedStatistics() {
        return guest.host().call(new DomainGetJobStats(guest.handle(), COMPLETED | KEEP_COMPLETED));
    }

    private JobInfo statistics(int flags) {
        return info(guest.host().call(new DomainGetJobStats(guest.handle(), flags)));
    }

    /** A driver without the call says NO_SUPPORT, a daemon without it "unknown procedure": nothing else is a reason. */
    private static boolean isUnknown(UnsupportedException refused) {
        return refused.code().equals(ErrorCode.NO_SUPPORT) || refused.code().equals(ErrorCode.RPC);
    }

    /**
     * Ends the job: {@code virDomainAbortJob}, or {@code virDomainAbortJobFlags} with flags, since libvirt 8.5. Returns when
     * it was told to end. It gets through when other calls to the hypervisor hang.
     */
    public void abort(Abort... flags) {
        if (flags.length == 0) {
            guest.host().call(new DomainAbortJob(guest.handle()));
        } else {
            guest.host().call(new DomainAbortJobFlags(guest.handle(), Flag.word(flags)));
        }
    }

    /** Stops the guest and keeps its memory for its next start: {@code virDomainManagedSave}. Returns when that is under way. */
    public CallJob managedSave(SaveOption... options) {
        var call = new DomainManagedSave(guest.handle(), Flag.word(options));
        return CallJob.start(Inquiry.reference(guest, JobRef.Kind.SAVE), guest, "Managed save", call);
    }

    /**
     * Stops the guest and writes its memory to a file: {@code virDomainSaveFlags}. Returns when that is under way.
     *
     * @param file on the host's machine, an absolute path
     */
    public CallJob save(Path file, SaveOption... options) {
        var call = new DomainSaveFlags(guest.handle(), CallJob.absolute(file), null, Flag.word(options));
        return CallJob.start(
                Inquiry.reference(guest, JobRef.Kind.SAVE, CallJob.absolute(file)), guest, "Save to " + file, call);
    }

    /**
     * Lets the guest go on that was saved to a file: {@code virDomainRestoreFlags}. Returns when that is under way. The
     * daemon does not end a restore: {@link CallJob#cancel} is refused; {@link Guest#destroy} ends it.
     *
     * @param file on the host's machine, an absolute path; the guest in it must be this one
     */
    public CallJob restore(Path file, RestoreOption... options) {
        var call = new DomainRestoreFlags(CallJob.absolute(file), null, Flag.word(options));
        return CallJob.start(
                Inquiry.reference(guest, JobRef.Kind.RESTORE, CallJob.absolute(file)),
                guest,
                "Restore from " + file,
                call);
    }

    /**
     * Writes the guest's memory to a file for a debugger: {@code virDomainCoreDumpWithFormat}. Returns when that is under
     * way.
     *
     * @param file on the host's machine, an absolute path
     */
    public CallJob dump(Path file, DumpFormat format, DumpOption... options) {
        var call = new DomainCoreDumpWithFormat(
                guest.handle(), CallJob.absolute(file), format.number(), Flag.word(options));
        return CallJob.start(
                Inquiry.reference(guest, JobRef.Kind.DUMP, CallJob.absolute(file)), guest, "Dump to " + file, call);
    }

    /** {@return a backup of disks to be begun; asks nobody} */
    public BackupRequest backup() {
        return new BackupRequest(guest);
    }

    /** {@return how long a migration may let the guest stand still at its end: {@code virDomainMigrateGetMaxDowntime}} */
    public Duration maxDowntime() {
        var call = new DomainMigrateGetMaxDowntime(guest.handle(), 0);
        return Figure.of(call, "downtime", guest.host().call(call).downtime()).duration(ChronoUnit.MILLIS);
    }

    /**
     * Decides how long a migration may let the guest stand still at its end: {@code virDomainMigrateSetMaxDowntime}. Some
     * daemons take it only during a migration.
     *
     * @param downtime in whole milliseconds
     */
    public void maxDowntime(Duration downtime) {
        guest.host().call(new DomainMigrateSetMaxDowntime(guest.handle(), downtime.toMillis(), 0));
    }

    /** {@return how fast a migration may be, in MiB/s: {@code virDomainMigrateGetMaxSpeed}} */
    public long maxSpeedMib(Speed... which) {
        var call = new DomainMigrateGetMaxSpeed(guest.handle(), Flag.word(which));
        return Figure.of(call, "bandwidth", guest.host().call(call).bandwidth()).amount();
    }

    /**
     * Decides how fast a migration may be: {@code virDomainMigrateSetMaxSpeed}.
     *
     * @param mebibytesPerSecond the limit
     */
    public void maxSpeedMib(long mebibytesPerSecond, Speed... which) {
        guest.host()
                .call(new DomainMigrateSetMaxSpeed(
                        guest.handle(), Demand.bandwidth(mebibytesPerSecond), Flag.word(which)));
    }

    /** {@return how much XBZRLE keeps to compare with: {@code virDomainMigrateGetCompressionCache}} */
    public long compressionCacheBytes() {
        var call = new DomainMigrateGetCompressionCache(guest.handle(), 0);
        return Figure.of(call, "cacheSize", guest.host().call(call).cacheSize()).amount();
    }

    /** Decides how much XBZRLE keeps to compare with: {@code virDomainMigrateSetCompressionCache}. */
    public void compressionCacheBytes(long bytes) {
        long size = Demand.atLeast(1, bytes, "the bytes of a cache");
        guest.host().call(new DomainMigrateSetCompressionCache(guest.handle(), size, 0));
    }

    /**
     * Lets the guest go on at its destination now, the rest of its memory following: {@code virDomainMigrateStartPostCopy}.
     * The migration must have been started with {@code MigrationRequest.postCopy}.
     */
    public void startPostCopy() {
        guest.host().call(new DomainMigrateStartPostCopy(guest.handle(), 0));
    }
}
