package dev.guestwire.block;

import dev.guestwire.Guest;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.job.Baseline;
import dev.guestwire.job.JobRef;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.remote.DomainDiskError;
import dev.guestwire.protocol.remote.DomainGetDiskErrors;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.domain.Domain;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** What the daemon tells of a disk before a block job of it begins, and right after: facts of a {@link Baseline}. */
final class BlockJobFacts {
    /** The error of the disk that the daemon kept before: {@link #NO_ERROR}, or in words. */
    static final String DISK_ERROR = "disk error";
    /** Whether the disk stood on the images already that it was to stand on at the end: {@code yes} or {@code no}. */
    static final String GOAL_BEFORE = "stood there before";
    /** The number that libvirt gave the image that a copy writes. */
    static final String COPY_NUMBER = "number of the copy";

    private static final String NO_ERROR = "none";
    private static final String YES = "yes";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_ERRORS = 256;
    private static final int NO_SPACE = 2;

    private BlockJobFacts() {}

    /** {@return the guest's document as it is now, asked for with a deadline; none: the host's} */
    static Domain definition(Guest guest, Optional<Duration> deadline) {
        return Domain.parse(
                call(guest, new DomainGetXmlDesc(guest.handle(), 0), deadline).xml());
    }

    /** {@return the daemon's answer to a call with a deadline; none: the host's} */
    static <R extends XdrValue> R call(Guest guest, Call<R> call, Optional<Duration> deadline) {
        return deadline.isPresent()
                ? guest.host().call(call, deadline.get())
                : guest.host().call(call);
    }

    static OptionalInt run(Domain guest) {
        return guest.id().map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** Asks for the error of a disk on a thread of its own, while others ask for the rest. */
    static CompletableFuture<Optional<String>> askForError(BlockDevice disk) {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("guestwire-disk-error").start(() -> answer.complete(error(disk)));
        return answer;
    }

    /** {@return the error that the daemon keeps of a disk: {@code virDomainGetDiskErrors}; empty if it cannot tell} */
    static Optional<String> error(BlockDevice disk) {
        try {
            return Optional.of(
                    disk
                            .guest()
                            .host()
                            .call(new DomainGetDiskErrors(disk.handle(), MAX_ERRORS, 0), PATIENCE)
                            .errors()
                            .stream()
                            .filter(error -> error.disk().equals(disk.name()))
                            .findFirst()
                            .map(BlockJobFacts::words)
                            .orElse(NO_ERROR));
        } catch (LibvirtException untold) {
            return Optional.empty();
        }
    }

    private static String words(DomainDiskError error) {
        return "disk " + error.disk() + (error.error() == NO_SPACE ? ": no space left" : " has an error");
    }

    /** {@return the error that the daemon keeps of a disk, if it did not keep it before the job} */
    static Optional<String> newError(BlockDevice disk, Baseline before) {
        Optional<String> old = before.fact(DISK_ERROR);
        return old.isEmpty()
                ? Optional.empty()
                : error(disk).filter(now -> !now.equals(NO_ERROR) && !now.equals(old.get()));
    }

    /** {@return a baseline of all that was found before a job} */
    static Baseline before(JobRef ref, Seen there, Optional<String> error) {
        Baseline seen = new Baseline(there.guest().map(BlockJobFacts::run).orElse(OptionalInt.empty()), Map.of());
        if (error.isPresent()) {
            seen = seen.with(DISK_ERROR, error.get());
        }
        return there.disk().isEmpty() || ref.images().isEmpty()
                ? seen
                : seen.with(GOAL_BEFORE, BlockJobRules.isReached(ref, there.chain()) ? YES : "no");
    }

    static boolean wasReachedBefore(Baseline before) {
        return before.fact(GOAL_BEFORE).filter(YES::equals).isPresent();
    }

    static OptionalInt copyNumber(Baseline before) {
        try {
            return before.fact(COPY_NUMBER).stream().mapToInt(Integer::parseInt).findFirst();
        } catch (NumberFormatException notOurs) {
            return OptionalInt.empty();
        }
    }

    /**
     * {@return a reference with the number of the copy that the daemon writes now, and the run it is of} A copy that has
     * ended already, or a daemon that does not answer, adds nothing.
     */
    static JobRef numbered(JobRef ref, BlockDevice disk) {
        if (ref.kind() != JobRef.Kind.BLOCK_COPY || ref.images().isEmpty()) {
            return ref;
        }
        try {
            Domain guest = definition(disk.guest(), Optional.of(PATIENCE));
            return guest.findDisk(disk.name())
                    .flatMap(Disk::mirror)
                    .filter(mirror ->
                            ImageChain.name(mirror.source()).equals(ref.images().getFirst()))
                    .flatMap(mirror -> mirror.source().index())
                    .map(number -> ref.with(
                            new Baseline(run(guest), ref.before().facts()).with(COPY_NUMBER, Integer.toString(number))))
                    .orElse(ref);
        } catch (LibvirtException untold) {
            return ref;
        }
    }
}
