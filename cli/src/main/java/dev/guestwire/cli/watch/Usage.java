package dev.guestwire.cli.watch;

import dev.guestwire.Coded;
import dev.guestwire.GuestState;
import dev.guestwire.Host;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainStatsRecord;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What a guest has used, out of libvirt's bulk statistics.
 *
 * @param domain the guest
 * @param told all the daemon said
 */
record Usage(Domain domain, TypedParams told) {
    /** All groups: {@code virConnectGetAllDomainStats} with none named. */
    private static final int ALL_GROUPS = 0;

    /** {@code VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT}: a guest that is busy does not keep the others waiting. */
    private static final int NO_WAIT = 1 << 29;

    private static final long KIB = 1024;

    /** Asks for all guests, by one call. */
    static List<Usage> of(Host host, int filter) {
        try {
            return ask(host, filter | NO_WAIT);
        } catch (CallFailedException refused) {
            if (!refused.code().equals(ErrorCode.INVALID_ARG)) {
                throw refused;
            }
            return ask(host, filter);
        }
    }

    private static List<Usage> ask(Host host, int flags) {
        return host.call(new ConnectGetAllDomainStats(List.of(), ALL_GROUPS, flags)).retStats().stream()
                .map(Usage::new)
                .toList();
    }

    private Usage(DomainStatsRecord stats) {
        this(stats.dom(), new TypedParams(stats.params()));
    }

    String name() {
        return domain.name();
    }

    UUID uuid() {
        return domain.uuid();
    }

    Coded<GuestState.Phase> state() {
        return Coded.of(
                GuestState.Phase.values(), (int) told.findLong("state.state").orElse(0));
    }

    OptionalLong vcpus() {
        return told.findLong("vcpu.current");
    }

    /** {@return nanoseconds of CPU time} */
    OptionalLong cpuTime() {
        return told.findLong("cpu.time");
    }

    OptionalLong memoryBytes() {
        OptionalLong kib = told.findLong("balloon.current");
        return kib.isPresent() ? OptionalLong.of(kib.getAsLong() * KIB) : kib;
    }

    OptionalLong diskReadBytes() {
        return sum("block.", ".rd.bytes");
    }

    OptionalLong diskWrittenBytes() {
        return sum("block.", ".wr.bytes");
    }

    OptionalLong receivedBytes() {
        return sum("net.", ".rx.bytes");
    }

    OptionalLong sentBytes() {
        return sum("net.", ".tx.bytes");
    }

    /** All disks or interfaces together; empty if none says anything. */
    private OptionalLong sum(String prefix, String suffix) {
        long sum = 0;
        boolean any = false;
        for (TypedParam param : told.list()) {
            if (param.field().startsWith(prefix) && param.field().endsWith(suffix)) {
                sum += new TypedParams(List.of(param)).findLong(param.field()).orElse(0);
                any = true;
            }
        }
        return any ? OptionalLong.of(sum) : OptionalLong.empty();
    }
}
