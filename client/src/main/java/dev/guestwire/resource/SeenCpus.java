package dev.guestwire.resource;

import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.DomainGetGuestVcpus;
import dev.guestwire.rpc.reading.Figure;
import dev.guestwire.xml.NumberSet;
import java.util.Set;

/**
 * The CPUs as a guest's system sees them.
 *
 * @param vcpus those it has
 * @param online those it uses
 * @param offlinable those it could do without
 * @param others what else the daemon tells
 */
public record SeenCpus(NumberSet vcpus, NumberSet online, NumberSet offlinable, TypedParams others) {
    static SeenCpus of(TypedParams read) {
        return new SeenCpus(
                numbers(read, "vcpus"),
                numbers(read, "online"),
                numbers(read, "offlinable"),
                read.without(Set.of("vcpus", "online", "offlinable")));
    }

    private static NumberSet numbers(TypedParams read, String field) {
        return read.findText(field)
                .map(text -> Figure.read(DomainGetGuestVcpus.class, field, text, NumberSet::parse))
                .orElse(NumberSet.of());
    }
}
