package dev.guestwire.cli.watch;

import dev.guestwire.Coded;
import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.GuestState;
import dev.guestwire.Host;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.resource.BulkStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What a guest has used, out of libvirt's bulk statistics.
 *
 * @param guest the guest
 * @param told all the daemon said
 * @param failure why it said nothing of this guest; empty if it did
 */
record Usage(Guest guest, TypedParams told, Optional<LibvirtException> failure) {
    private static final long KIB = 1024;

    /**
     * Asks for all guests, by one call; where that does not come back in time, guest by guest.
     *
     * @param all also for those that are shut off
     */
    static List<Usage> of(Host host, boolean all) {
        BulkStatistics question =
                all ? BulkStatistics.of(host) : BulkStatistics.of(host).only(Flag.Filter.ACTIVE);
        try {
            return ask(question);
        } catch (CallFailedException refused) {
            if (!refused.code().equals(ErrorCode.INVALID_ARG)) {
                throw refused;
            }
            return ask(question.waiting());
        }
    }

    private static List<Usage> ask(BulkStatistics question) {
        return question.read().stream()
                .map(told -> new Usage(told.guest(), told.params(), told.failure()))
                .toList();
    }

    String name() {
        return guest.name();
    }

    UUID uuid() {
        return guest.uuid();
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
