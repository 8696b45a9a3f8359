package dev.guestwire.migration;

import dev.guestwire.Coded;
import dev.guestwire.Guest;
import dev.guestwire.GuestState;
import dev.guestwire.Host;
import dev.guestwire.JobEvent.JobCompleted.Operation;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.job.JobInfo;
import dev.guestwire.migration.MigrationEnds.End;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.DomainGetJobStats;
import dev.guestwire.protocol.remote.DomainMemoryStats;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Asks both ends of a migration how they are. */
record BothEnds(Guest guest, Optional<Host> destination) {
    private static final int COMPLETED = 1;
    private static final int KEEP_COMPLETED = 2;

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

    boolean isMigrating() {
        try {
            return job().isPresent();
        } catch (LibvirtException none) {
            return false;
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

    /** {@return what is kept of the migration that ended, at the source or else at the destination} */
    TypedParams statistics() {
        TypedParams here = kept(guest);
        return here.list().isEmpty()
                ? destination.map(host -> kept(host.guest(guest.handle()))).orElse(TypedParams.NONE)
                : here;
    }

    private static TypedParams kept(Guest end) {
        try {
            var reply = end.host().call(new DomainGetJobStats(end.handle(), COMPLETED | KEEP_COMPLETED));
            TypedParams told = new TypedParams(reply.params());
            Operation operation = JobInfo.of(Coded.of(JobInfo.Type.values(), reply.type()), told)
                    .operation()
                    .value();
            return operation == Operation.MIGRATION_OUT || operation == Operation.MIGRATION_IN
                    ? told
                    : TypedParams.NONE;
        } catch (LibvirtException silent) {
            return TypedParams.NONE;
        }
    }
}
