package dev.guestwire.resource;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.Domain;
import java.util.Collection;
import java.util.List;
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

    /** {@return the statistics, one for each guest: {@code virConnectGetAllDomainStats} or {@code virDomainListGetStats}} */
    public List<GuestStatistics> read() {
        if (guests != null && guests.isEmpty()) {
            // to the daemon no guests mean all guests
            return List.of();
        }
        var call = new ConnectGetAllDomainStats(guests == null ? List.of() : guests, groups, flags);
        return host.call(call).retStats().stream()
                .map(read -> new GuestStatistics(host.guest(read.dom()), new TypedParams(read.params())))
                .toList();
    }
}
