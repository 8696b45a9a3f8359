package dev.guestwire;

import static java.util.Spliterator.NONNULL;
import static java.util.Spliterator.ORDERED;

import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.ParamValue;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainStatsRecord;
import dev.guestwire.rpc.Answer;
import dev.guestwire.rpc.Lanes;
import dev.guestwire.rpc.Pipeline;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Questions about many guests at once. */
final class BulkReading {
    private static final int STATS_STATE = 1;

    private final Host host;
    private final Supplier<Lanes> lanes;

    BulkReading(Host host, Supplier<Lanes> lanes) {
        this.host = host;
        this.lanes = lanes;
    }

    Map<Guest, GuestState> states() {
        Map<Guest, GuestState> states = new LinkedHashMap<>();
        for (DomainStatsRecord record : lanes.get()
                .call(new ConnectGetAllDomainStats(List.of(), STATS_STATE, 0))
                .retStats()) {
            int state = number(record.params(), "state.state");
            states.put(new Guest(host, record.dom()), GuestState.of(state, number(record.params(), "state.reason")));
        }
        return Collections.unmodifiableMap(states);
    }

    private static int number(List<TypedParam> params, String field) {
        for (TypedParam param : params) {
            if (param.field().equals(field) && param.value() instanceof ParamValue.Int number) {
                return number.value();
            }
        }
        return 0;
    }

    Stream<Host.Description> xmlDescriptions(Collection<Guest> guests, int flags) {
        Pipeline<DomainGetXmlDesc.Reply> answers = lanes.get()
                .callAll(guests.stream()
                        .map(guest -> new DomainGetXmlDesc(guest.handle(), flags))
                        .iterator());
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(answers, ORDERED | NONNULL), false)
                .filter(answer -> !(answer.refusal() instanceof NotFoundException))
                .map(this::description)
                .onClose(answers::close);
    }

    private Host.Description description(Answer<DomainGetXmlDesc.Reply> answer) {
        Guest guest = new Guest(host, ((DomainGetXmlDesc) answer.call()).dom());
        return new Host.Description(guest, answer.orThrow().xml());
    }
}
