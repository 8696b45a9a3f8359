package dev.guestwire.cli.guest;

import dev.guestwire.Coded;
import dev.guestwire.GuestState;
import dev.guestwire.Host;
import dev.guestwire.error.CallInterruptedException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.OperationTimedOutException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.ConnectListAllDomains;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainStatsRecord;
import dev.guestwire.watch.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * The guests of a host, by one question; where that does not come back in time, or the driver has none, guest by guest.
 *
 * @param name the guest's name
 * @param uuid its UUID
 * @param id its number while it is active
 * @param state what it is doing
 * @param isSaved whether libvirt keeps its memory, so that a start goes on from there
 * @param title what people call it; empty if they do not, or were not asked
 * @param failure why nothing is known of this guest; empty if it answered
 */
record Census(
        String name,
        UUID uuid,
        OptionalInt id,
        Coded<GuestState.Phase> state,
        boolean isSaved,
        Optional<String> title,
        Optional<LibvirtException> failure) {
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
        Patience patience = Patience.of(host.deadline());
        try {
            Duration part = patience.left(patience.total().dividedBy(3));
            var answer = host.call(new ConnectGetAllDomainStats(List.of(), STATE, filter), part);
            boolean allActive =
                    answer.retStats().stream().allMatch(told -> told.dom().id() >= 0);
            Set<UUID> saved = allActive ? Set.of() : saved(host);
            return answer.retStats().stream().map(told -> of(told, saved)).toList();
        } catch (UnsupportedException | DeadlineExceededException | OperationTimedOutException older) {
            return oneByOne(host, filter, patience);
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
        return new Census(
                told.dom().name(),
                told.dom().uuid(),
                id(told.dom()),
                phase((int) state.orElse(0)),
                saved.contains(told.dom().uuid()),
                Optional.empty(),
                Optional.empty());
    }

    /** {@return this one with its title} Asks for it. */
    Census titled(Host host) {
        Optional<String> found = failure.isPresent()
                ? Optional.empty()
                : host.findGuest(uuid).flatMap(guest -> guest.metadata().findTitle());
        return new Census(name, uuid, id, state, isSaved, found, failure);
    }

    private static Coded<GuestState.Phase> phase(int number) {
        return Coded.of(GuestState.Phase.values(), number);
    }

    /** Asks each guest, all at once; one that went away meanwhile is not listed. */
    private static List<Census> oneByOne(Host host, int filter, Patience patience) {
        Set<UUID> saved = filter == 1 ? Set.of() : saved(host);
        List<Callable<List<Census>>> questions = new ArrayList<>();
        for (Domain domain :
                host.call(new ConnectListAllDomains(1, filter), patience.left()).domains()) {
            questions.add(() -> one(host, domain, saved.contains(domain.uuid()), patience));
        }
        List<Census> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<Census>> future : threads.invokeAll(questions)) {
                all.addAll(future.resultNow());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(new ConnectListAllDomains(1, filter), true);
        }
        if (!all.isEmpty() && all.stream().allMatch(guest -> guest.failure().isPresent())) {
            throw all.getFirst().failure().orElseThrow();
        }
        return all;
    }

    private static List<Census> one(Host host, Domain domain, boolean isSaved, Patience patience) {
        Coded<GuestState.Phase> phase = phase(0);
        Optional<LibvirtException> failure = Optional.empty();
        try {
            phase = phase(
                    host.call(new DomainGetState(domain, 0), patience.left()).state());
        } catch (NotFoundException gone) {
            return List.of();
        } catch (LibvirtException silent) {
            failure = Optional.of(silent);
        }
        return List.of(new Census(domain.name(), domain.uuid(), id(domain), phase, isSaved, Optional.empty(), failure));
    }

    private static OptionalInt id(Domain domain) {
        return domain.id() < 0 ? OptionalInt.empty() : OptionalInt.of(domain.id());
    }
}
