package dev.guestwire.cli.guest;

import dev.guestwire.Coded;
import dev.guestwire.Guest;
import dev.guestwire.GuestState;
import dev.guestwire.Host;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.ConnectListAllDomains;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainStatsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The guests of a host, by one question.
 *
 * @param name the guest's name
 * @param uuid its UUID
 * @param id its number while it is active
 * @param state what it is doing
 */
record Census(String name, UUID uuid, OptionalInt id, Coded<GuestState.Phase> state) {
    /** {@code VIR_DOMAIN_STATS_STATE} */
    private static final int STATE = 1;

    /**
     * Asks which guests there are.
     *
     * @param filter {@code VIR_CONNECT_LIST_DOMAINS_…}: 1 active, 2 inactive; 0 all
     */
    static List<Census> of(Host host, int filter) {
        try {
            var answer = host.call(new ConnectGetAllDomainStats(List.of(), STATE, filter));
            return answer.retStats().stream().map(Census::of).toList();
        } catch (UnsupportedException older) {
            return oneByOne(host, filter);
        }
    }

    private static Census of(DomainStatsRecord told) {
        OptionalLong state = new TypedParams(told.params()).findLong("state.state");
        Coded<GuestState.Phase> phase = Coded.of(GuestState.Phase.values(), (int) state.orElse(0));
        return new Census(told.dom().name(), told.dom().uuid(), id(told.dom()), phase);
    }

    private static List<Census> oneByOne(Host host, int filter) {
        List<Census> all = new ArrayList<>();
        for (Domain domain : host.call(new ConnectListAllDomains(1, filter)).domains()) {
            try {
                Guest guest = host.guest(domain.uuid());
                all.add(new Census(
                        domain.name(), domain.uuid(), id(domain), guest.state().phase()));
            } catch (NotFoundException gone) {
                // It went away meanwhile, and so it is not listed.
            }
        }
        return all;
    }

    private static OptionalInt id(Domain domain) {
        return domain.id() < 0 ? OptionalInt.empty() : OptionalInt.of(domain.id());
    }
}
