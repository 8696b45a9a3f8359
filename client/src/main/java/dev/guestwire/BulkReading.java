package dev.guestwire;

import static java.util.Spliterator.NONNULL;
import static java.util.Spliterator.ORDERED;

import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.resource.BulkStatistics;
import dev.guestwire.resource.GuestStatistics;
import dev.guestwire.rpc.Lanes;
import dev.guestwire.rpc.Pipeline;
import dev.guestwire.xml.domain.Domain;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Questions about many guests at once. */
final class BulkReading {
    private final Host host;
    private final Supplier<Lanes> lanes;

    BulkReading(Host host, Supplier<Lanes> lanes) {
        this.host = host;
        this.lanes = lanes;
    }

    /** Asks without {@code VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT}, which old drivers refuse: no state waits for QEMU. */
    Map<Guest, GuestState> states() {
        Map<Guest, GuestState> states = new LinkedHashMap<>();
        for (GuestStatistics read : BulkStatistics.of(host)
                .groups(GuestStatistics.Group.STATE)
                .waiting()
                .read()) {
            int unanswered = read.failure().isPresent() ? -1 : 0;
            states.put(read.guest(), read.state().orElseGet(() -> GuestState.of(unanswered, 0)));
        }
        return Collections.unmodifiableMap(states);
    }

    /** {@return what is known of a guest, unless there is a failure, which is thrown} */
    static <T> T unless(Optional<LibvirtException> failure, T known) {
        if (failure.isPresent()) {
            throw failure.get();
        }
        return known;
    }

    /** {@return a document, parsed; one that cannot be parsed is the failure of its guest alone} */
    static Host.Definition parsed(Host.Description read) {
        Optional<LibvirtException> failure = read.failure();
        if (failure.isEmpty()) {
            try {
                return new Host.Definition(read.guest(), Domain.parse(read.xml()), failure);
            } catch (LibvirtException malformed) {
                failure = Optional.of(malformed);
            }
        }
        return new Host.Definition(read.guest(), Domain.parse("<domain/>"), failure);
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

    /** The documents of those guests that answer, then the failures of the others; if none answers, the first is thrown. */
    private final class Documents implements Iterator<Host.Description> {
        private final Pipeline<DomainGetXmlDesc.Reply> answers;
        private final ArrayDeque<Host.Description> failures = new ArrayDeque<>();
        private boolean anyAnswered;
        private Host.@Nullable Description next;

        Documents(Pipeline<DomainGetXmlDesc.Reply> answers) {
            this.answers = answers;
        }

        @Override
        public boolean hasNext() {
            while (next == null && answers.hasNext()) {
                next = read(answers.call());
                anyAnswered |= next != null;
            }
            if (next == null) {
                next = failures.poll();
                if (next != null && !anyAnswered) {
                    throw allFailed(next);
                }
            }
            return next != null;
        }

        private LibvirtException allFailed(Host.Description first) {
            LibvirtException failure = first.failure().orElseThrow();
            failures.forEach(other -> other.failure().ifPresent(failure::addSuppressed));
            failures.clear();
            next = null;
            return failure;
        }

        private Host.@Nullable Description read(Call<DomainGetXmlDesc.Reply> call) {
            Guest guest = new Guest(host, ((DomainGetXmlDesc) call).dom());
            try {
                return new Host.Description(guest, answers.next().orThrow().xml());
            } catch (NotFoundException gone) {
                return null;
            } catch (CallFailedException | DeadlineExceededException failed) {
                failures.add(new Host.Description(guest, "", Optional.of(failed)));
                return null;
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
