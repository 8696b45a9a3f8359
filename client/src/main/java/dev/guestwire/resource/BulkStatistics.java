package dev.guestwire.resource;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.ConnectListAllDomains;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.watch.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A question for the statistics of many guests, asked once: {@code virConnectGetAllDomainStats}. Immutable; the methods
 * but {@link #read} give a new one. Unless told otherwise it is for all guests and all that the driver can tell, and never
 * waits for a guest that is busy: of that one, only what can be had is told.
 */
public final class BulkStatistics {
    private static final int NOWAIT = 1 << 29;
    private static final int BACKING = 1 << 30;
    private static final int ENFORCE = 1 << 31;
    private static final Duration LONGEST_PART = Duration.ofSeconds(5);

    private static final Set<ErrorCode> OF_THE_QUESTION =
            Set.of(ErrorCode.INVALID_ARG, ErrorCode.NO_SUPPORT, ErrorCode.RPC, ErrorCode.ACCESS_DENIED);

    /** Filters of other lists that this question knows too; they have the same numbers. */
    private static final int FILTERS = 0xFF;

    private final Host host;
    private final @Nullable List<Domain> guests;
    private final int groups;
    private final int flags;

    private BulkStatistics(Host host, @Nullable List<Domain> guests, int groups, int flags) {
        this.host = host;
        this.guests = guests;
        this.groups = groups;
        this.flags = flags;
    }

    /** {@return the question for all guests and all groups} */
    public static BulkStatistics of(Host host) {
        return new BulkStatistics(host, null, 0, NOWAIT);
    }

    /** {@return the same for some groups; none: all that the driver has} */
    public BulkStatistics groups(GuestStatistics.Group... wanted) {
        return new BulkStatistics(host, guests, Flag.word(wanted), flags);
    }

    /**
     * {@return the same for some guests; those that are gone are left out of the answer}
     *
     * @throws InvalidInputException if one is of another host
     */
    public BulkStatistics guests(Collection<Guest> wanted) {
        for (Guest guest : wanted) {
            if (guest.host() != host) {
                throw new InvalidInputException("Guest " + guest + " is of another host", null);
            }
        }
        return new BulkStatistics(host, wanted.stream().map(Guest::handle).toList(), groups, flags);
    }

    /**
     * {@return the same for guests that meet a filter of each group named}
     *
     * @throws InvalidInputException if a filter is not for activity, persistence or state
     */
    public BulkStatistics only(Flag.Filter... filters) {
        int word = Flag.word(filters);
        if ((word & ~FILTERS) != 0) {
            throw new InvalidInputException(
                    "Statistics can be filtered by activity, persistence and state only, not by " + List.of(filters),
                    null);
        }
        return new BulkStatistics(host, guests, groups, (flags & ~FILTERS) | word);
    }

    /** {@return the same, but waiting for guests that are busy, however long that takes} */
    public BulkStatistics waiting() {
        return new BulkStatistics(host, guests, groups, flags & ~NOWAIT);
    }

    /** {@return the same with the backing images of disks, not only their tops} */
    public BulkStatistics backing() {
        return new BulkStatistics(host, guests, groups, flags | BACKING);
    }

    /** {@return the same, but failing if the driver does not have a group that is named} */
    public BulkStatistics enforced() {
        return new BulkStatistics(host, guests, groups, flags | ENFORCE);
    }

    /**
     * {@return the statistics, one for each guest: {@code virConnectGetAllDomainStats} or {@code virDomainListGetStats}}
     *
     * <p>A guest whose QEMU hangs can keep the daemon's one answer back. When it has not come in a third of the host's deadline,
     * and in 5 s at most unless the question is {@link #waiting}, or one guest fails, each guest is asked by itself, all at once, with what is left
     * of the deadline. Those that do not answer are in the list, too, and say why in {@link GuestStatistics#failure}; those that
     * are gone are not.
     *
     * @throws dev.guestwire.error.LibvirtException if no guest answered
     */
    public List<GuestStatistics> read() {
        if (guests != null && guests.isEmpty()) {
            // to the daemon no guests mean all guests
            return List.of();
        }
        List<Domain> asked = guests == null ? List.of() : guests;
        Patience patience = Patience.of(host.deadline());
        try {
            return ask(asked, asked.size() == 1 ? patience.total() : part(patience.total()));
        } catch (DeadlineExceededException | CallFailedException failed) {
            if (asked.size() == 1 || !mayBeOfOneGuest(failed)) {
                throw failed;
            }
            return oneByOne(asked, patience, failed);
        }
    }

    private Duration part(Duration deadline) {
        Duration third = deadline.dividedBy(3);
        boolean waits = (flags & NOWAIT) == 0;
        return waits || third.compareTo(LONGEST_PART) < 0 ? third : LONGEST_PART;
    }

    /** {@return whether it may be the failure of one guest, not a refusal of the question, which all would meet} */
    private static boolean mayBeOfOneGuest(LibvirtException failed) {
        return !(failed instanceof UnsupportedException)
                && !(failed instanceof CallFailedException refused && OF_THE_QUESTION.contains(refused.code()));
    }

    private List<GuestStatistics> ask(List<Domain> some, Duration deadline) {
        return host.call(new ConnectGetAllDomainStats(some, groups, flags), deadline).retStats().stream()
                .map(read -> new GuestStatistics(host.guest(read.dom()), new TypedParams(read.params())))
                .toList();
    }

    private List<GuestStatistics> oneByOne(List<Domain> asked, Patience patience, LibvirtException failed) {
        List<Domain> each = asked.isEmpty()
                ? host.call(new ConnectListAllDomains(1, flags & FILTERS), patience.left())
                        .domains()
                : asked;
        List<Callable<List<GuestStatistics>>> questions = new ArrayList<>();
        each.forEach(one -> questions.add(() -> askOne(one, patience)));
        List<GuestStatistics> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<GuestStatistics>> future : threads.invokeAll(questions)) {
                answers.addAll(future.resultNow());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(new ConnectGetAllDomainStats(asked, groups, flags), true);
        }
        if (!answers.isEmpty() && answers.stream().allMatch(one -> one.failure().isPresent())) {
            throw failed;
        }
        return List.copyOf(answers);
    }

    private List<GuestStatistics> askOne(Domain one, Patience patience) {
        try {
            return ask(List.of(one), patience.left());
        } catch (NotFoundException gone) {
            return List.of();
        } catch (LibvirtException silent) {
            return List.of(new GuestStatistics(host.guest(one), new TypedParams(List.of()), Optional.of(silent)));
        }
    }

    @Override
    public String toString() {
        return "statistics of " + host;
    }
}
