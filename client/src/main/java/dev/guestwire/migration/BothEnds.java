package dev.guestwire.migration;

import dev.guestwire.Coded;
import dev.guestwire.Guest;
import dev.guestwire.GuestState;
import dev.guestwire.Host;
import dev.guestwire.JobEvent.JobCompleted.Operation;
import dev.guestwire.error.BusyException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.OperationTimedOutException;
import dev.guestwire.job.JobInfo;
import dev.guestwire.migration.MigrationEnds.End;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.DomainGetJobStats;
import dev.guestwire.protocol.remote.DomainLookupByUuid;
import dev.guestwire.protocol.remote.DomainMemoryStats;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Asks both ends of a migration how they are. */
record BothEnds(Guest guest, Optional<Host> destination) {
    static final int COMPLETED = 1;
    static final int KEEP_COMPLETED = 2;

    MigrationEnds ask() {
        return new MigrationEnds(
                end(guest::state),
                destination.map(host -> there(host, guest.uuid())).orElse(End.NOT_ASKED));
    }

    static End there(Host host, UUID uuid) {
        return end(() -> host.guest(uuid).state());
    }

    private static End end(Supplier<GuestState> question) {
        try {
            return End.of(question.get());
        } catch (NotFoundException none) {
            return End.ABSENT;
        } catch (LibvirtException silent) {
            return End.NOT_ASKED;
        }
    }

    /** {@return the run of the guest at the source, if it is active there and tells} */
    OptionalInt runHere() {
        return run(guest.host());
    }

    /** {@return the run of the guest at the destination, if it is active there and tells} */
    OptionalInt runThere() {
        return destination.map(this::run).orElse(OptionalInt.empty());
    }

    private OptionalInt run(Host host) {
        try {
            int id = host.call(new DomainLookupByUuid(guest.uuid())).dom().id();
            return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
        } catch (LibvirtException silent) {
            return OptionalInt.empty();
        }
    }

    /** {@return the migration that the source tells of} */
    Optional<JobInfo> job() {
        return moving(guest.job().info());
    }

    /** Does as {@link #job()} with a deadline. */
    Optional<JobInfo> job(Duration deadline) {
        return moving(guest.job().infoWithin(deadline));
    }

    private static Optional<JobInfo> moving(JobInfo info) {
        return Optional.of(info)
                .filter(JobInfo::isRunning)
                .filter(job -> !job.operation().is(Operation.MIGRATION_IN));
    }

    /**
     * What the source is at.
     *
     * @param job the job of any sort that goes on there
     * @param isTold whether it answered; without an answer one may go on
     */
    record Work(Optional<JobInfo> job, boolean isTold) {}

    /** {@return what the source is at} A guest that is off or gone has no job, and says so by a refusal. */
    Work work() {
        try {
            return new Work(Optional.of(guest.job().info()).filter(JobInfo::isRunning), true);
        } catch (NoAnswerException | BusyException | OperationTimedOutException silent) {
            return new Work(Optional.empty(), false);
        } catch (LibvirtException none) {
            return new Work(Optional.empty(), true);
        }
    }

    /** Waits, by a call that queues behind it, until a daemon that was started anew has sorted out its guest. */
    void awaitRecovery() {
        try {
            guest.host().call(new DomainMemoryStats(guest.handle(), 1, 0));
        } catch (LibvirtException notNow) {
            // the states tell, whatever this said
        }
    }

    /**
     * {@return what is kept of the migration that ended, at the source or else at the destination}
     *
     * @param older the fingerprint of what the source kept of a job before
     */
    TypedParams statistics(Optional<String> older) {
        TypedParams here = keptHere(older);
        return here.list().isEmpty()
                ? destination
                        .map(host -> kept(host.guest(guest.handle()), Operation.MIGRATION_IN))
                        .orElse(TypedParams.NONE)
                : here;
    }

    /** {@return what the source keeps of a migration from it that ended, unless it kept that before} */
    TypedParams keptHere(Optional<String> older) {
        TypedParams told = kept(guest, Operation.MIGRATION_OUT);
        return older.filter(fingerprint(told)::equals).isPresent() ? TypedParams.NONE : told;
    }

    private static TypedParams kept(Guest end, Operation wanted) {
        try {
            var reply = end.host().call(new DomainGetJobStats(end.handle(), COMPLETED | KEEP_COMPLETED));
            TypedParams told = new TypedParams(reply.params());
            JobInfo job = JobInfo.of(Coded.of(JobInfo.Type.values(), reply.type()), told);
            return job.operation().is(wanted) ? told : TypedParams.NONE;
        } catch (LibvirtException silent) {
            return TypedParams.NONE;
        }
    }

    /** {@return what two statistics have in common only if they are of one job: a hash of all figures} */
    static String fingerprint(TypedParams told) {
        String figures = told.list().stream().map(Object::toString).sorted().collect(Collectors.joining("\n"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(figures.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
