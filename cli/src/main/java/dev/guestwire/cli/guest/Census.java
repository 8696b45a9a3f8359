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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The guests of a host, by one question.
 *
 * @param name the guest's name
 * @param uuid its UUID
 * @param id its number while it is active
 * @param state what it is doing
 * @param isSaved whether libvirt keeps its memory, so that a start goes on from there
 */
record Census(String name, UUID uuid, OptionalInt id, Coded<GuestState.Phase> state, boolean isSaved) {
    /** {@code VIR_DOMAIN_STATS_STATE} */
    private static final int STATE = 1;

    /** {@code VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE} */
    private static final int MANAGED_SAVE = 256;

    /**
     * Asks which guests there are.
     *
     * @param filter {@code VIR_CONNECT_LIST_DOMAINS_…}: 1 active, 2 inactive; 0 all
     */
    static List<Census> of(Host host, int filter) {
        try {
            var answer = host.call(new ConnectGetAllDomainStats(List.of(), STATE, filter));
            boolean allActive =
                    answer.retStats().stream().allMatch(told -> told.dom().id() >= 0);
            Set<UUID> saved = allActive ? Set.of() : saved(host);
            return answer.retStats().stream().map(told -> of(told, saved)).toList();
        } catch (UnsupportedException older) {
            return oneByOne(host, filter);
        }
    }

    /** Only a guest that is off can be; a driver that cannot tell has none. */
    private static Set<UUID> saved(Host host) {
        try {
            return host.call(new ConnectListAllDomains(1, MANAGED_SAVE)).domains().stream()
                    .map(Domain::uuid)
                    .collect(Collectors.toSet());
        } catch (UnsupportedException none) {
            return Set.of();
        }
    }

    private static Census of(DomainStatsRecord told, Set<UUID> saved) {
        OptionalLong state = new TypedParams(told.params()).findLong("state.state");
        Coded<GuestState.Phase> phase = Coded.of(GuestState.Phase.values(), (int) state.orElse(0));
        return new Census(
                told.dom().name(),
                told.dom().uuid(),
                id(told.dom()),
                phase,
                saved.contains(told.dom().uuid()));
    }

    private static List<Census> oneByOne(Host host, int filter) {
        List<Census> all = new ArrayList<>();
        Set<UUID> saved = filter == 1 ? Set.of() : saved(host);
        for (Domain domain : host.call(new ConnectListAllDomains(1, filter)).domains()) {
            try {
                Guest guest = host.guest(domain.uuid());
                all.add(new Census(
                        domain.name(),
                        domain.uuid(),
                        id(domain),
                        guest.state().phase(),
                        saved.contains(domain.uuid())));
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
