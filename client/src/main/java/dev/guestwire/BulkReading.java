package dev.guestwire;

import static java.util.Spliterator.NONNULL;
import static java.util.Spliterator.ORDERED;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.LibvirtException;
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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

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
        Iterator<Host.Description> documents = new Documents(answers);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(documents, ORDERED | NONNULL), false)
                .onClose(answers::close);
    }

    /** The documents of those guests that answer; when all have been taken, the failures of the others are thrown. */
    private final class Documents implements Iterator<Host.Description> {
        private final Pipeline<DomainGetXmlDesc.Reply> answers;
        private @Nullable LibvirtException failure;
        private Host.@Nullable Description next;

        Documents(Pipeline<DomainGetXmlDesc.Reply> answers) {
            this.answers = answers;
        }

        @Override
        public boolean hasNext() {
            while (next == null && answers.hasNext()) {
                next = read();
            }
            LibvirtException first = failure;
            if (next == null && first != null) {
                failure = null;
                throw first;
            }
            return next != null;
        }

        private Host.@Nullable Description read() {
            try {
                Answer<DomainGetXmlDesc.Reply> answer = answers.next();
                Guest guest = new Guest(host, ((DomainGetXmlDesc) answer.call()).dom());
                return new Host.Description(guest, answer.orThrow().xml());
            } catch (NotFoundException gone) {
                return null;
            } catch (CallFailedException | DeadlineExceededException failed) {
                keep(failed);
                return null;
            }
        }

        private void keep(LibvirtException failed) {
            LibvirtException first = failure;
            if (first == null) {
                failure = failed;
            } else {
                first.addSuppressed(failed);
            }
        }

        @Override
        public Host.Description next() {
            Host.Description taken = hasNext() ? next : null;
            if (taken == null) {
                throw new NoSuchElementException();
            }
            next = null;
            return taken;
        }
    }
}
