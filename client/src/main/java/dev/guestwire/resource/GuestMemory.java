package dev.guestwire.resource;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetMaxMemory;
import dev.guestwire.protocol.remote.DomainGetMemoryParameters;
import dev.guestwire.protocol.remote.DomainGetNumaParameters;
import dev.guestwire.protocol.remote.DomainMemoryPeek;
import dev.guestwire.protocol.remote.DomainMemoryStats;
import dev.guestwire.protocol.remote.DomainSetMemoryFlags;
import dev.guestwire.protocol.remote.DomainSetMemoryParameters;
import dev.guestwire.protocol.remote.DomainSetMemoryStatsPeriod;
import dev.guestwire.protocol.remote.DomainSetNumaParameters;
import dev.guestwire.protocol.remote.DomainStartDirtyRateCalc;
import dev.guestwire.rpc.reading.Figure;
import dev.guestwire.xml.Size;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The memory of a guest. */
public final class GuestMemory {
    private static final int PARAMS = 16;
    private static final int STATISTICS = 1024;
    private static final int MAXIMUM = 4;
    private static final long KIB = 1024;

    private final Guest guest;
    private final Host host;

    /** Creates the view of a guest; asks nobody. */
    public GuestMemory(Guest guest) {
        this.guest = guest;
        this.host = guest.host();
    }

    /** {@return what it has now: {@code virDomainGetInfo}} */
    public Size current() {
        return kib(DomainGetInfo.class, "memory", guest.info().memoryKib());
    }

    /** {@return the most that the balloon can leave it: {@code virDomainGetMaxMemory}} */
    public Size maximum() {
        var call = new DomainGetMaxMemory(guest.handle());
        return kib(DomainGetMaxMemory.class, "memory", host.call(call).memory());
    }

    /**
     * Changes what it has, by its balloon: {@code virDomainSetMemoryFlags}. A running guest gives memory back when it can:
     * {@link dev.guestwire.GuestEvent.BalloonChanged} tells.
     *
     * @throws InvalidInputException if it is nothing, or no whole number of KiB
     */
    public void current(Size size, Flag.Affect... affected) {
        host.call(new DomainSetMemoryFlags(guest.handle(), kib(size), Flag.word(affected)));
    }

    /**
     * Changes the most that the balloon can leave it: {@code virDomainSetMemoryFlags}. QEMU takes it for the definition only.
     *
     * @throws InvalidInputException if it is nothing, or no whole number of KiB
     */
    public void maximum(Size size, Flag.Affect... affected) {
        host.call(new DomainSetMemoryFlags(guest.handle(), kib(size), Flag.word(affected) | MAXIMUM));
    }

    /** {@return an amount that an answer tells in KiB, and that fits when it is counted in bytes} */
    private static Size kib(Class<?> call, String field, long told) {
        return Size.kib(new Figure(call, field, told).within(0, Long.MAX_VALUE / KIB));
    }

    private long kib(Size size) {
        long bytes = size.bytes();
        if (bytes == 0 || bytes % KIB != 0) {
            throw new InvalidInputException(
                    "Guest " + guest.name() + " cannot have " + size + " of memory: it is counted in KiB", null);
        }
        return bytes / KIB;
    }

    /** {@return what is in it: {@code virDomainMemoryStats}; some only after {@link #statisticsPeriod} was set} */
    public MemoryStats statistics() {
        return MemoryStats.of(
                host.call(new DomainMemoryStats(guest.handle(), STATISTICS, 0)).stats());
    }

    /**
     * Decides how often the guest tells what is in its memory: {@code virDomainSetMemoryStatsPeriod}.
     *
     * @param period whole seconds; zero: never
     */
    public void statisticsPeriod(Duration period, Flag.Affect... affected) {
        int seconds = seconds(period, 0);
        host.call(new DomainSetMemoryStatsPeriod(guest.handle(), seconds, Flag.word(affected)));
    }

    /** {@return what the host allows it: {@code virDomainGetMemoryParameters}} */
    public MemoryLimits limits(Flag.Affect... where) {
        int word = Flag.word(where) | Scheduling.TEXTS_TOO;
        var call = new DomainGetMemoryParameters(guest.handle(), PARAMS, word);
        return new MemoryLimits(new TypedParams(host.call(call).params()));
    }

    /** Changes what the host allows it, the limits that are named: {@code virDomainSetMemoryParameters}. */
    public void limits(MemoryLimits wanted, Flag.Affect... affected) {
        var params = wanted.params().list();
        host.call(new DomainSetMemoryParameters(guest.handle(), params, Flag.word(affected)));
    }

    /** {@return the NUMA nodes of the host that it is in: {@code virDomainGetNumaParameters}} */
    public NumaPlacement placement(Flag.Affect... where) {
        int word = Flag.word(where) | Scheduling.TEXTS_TOO;
        var call = new DomainGetNumaParameters(guest.handle(), PARAMS, word);
        return NumaPlacement.of(new TypedParams(host.call(call).params()));
    }

    /** Moves it to NUMA nodes of the host: {@code virDomainSetNumaParameters}. */
    public void placement(NumaPlacement wanted, Flag.Affect... affected) {
        host.call(new DomainSetNumaParameters(guest.handle(), wanted.toParams(), Flag.word(affected)));
    }

    /**
     * Begins to measure how fast it changes: {@code virDomainStartDirtyRateCalc}. {@link #dirtyRate} has the result when the
     * time is over.
     *
     * @param time whole seconds, 1 to 60
     */
    public void measureDirtyRate(Duration time, DirtyRate.Mode mode) {
        int seconds = seconds(time, 1);
        host.call(new DomainStartDirtyRateCalc(guest.handle(), seconds, mode.flags()));
    }

    /** {@return how fast it changed when that was last measured; empty if the guest does not run} */
    public Optional<DirtyRate> dirtyRate() {
        return BulkStatistics.of(host)
                .groups(GuestStatistics.Group.DIRTYRATE)
                .guests(List.of(guest))
                .waiting()
                .read()
                .stream()
                .findFirst()
                .flatMap(GuestStatistics::dirtyRate);
    }

    /**
     * Reads bytes of it: {@code virDomainMemoryPeek}.
     *
     * @param bytes how many, at most 4 MiB
     */
    public Bytes peek(long address, int bytes, AddressSpace space) {
        return host.call(new DomainMemoryPeek(guest.handle(), address, bytes, space.bit()))
                .buffer();
    }

    private static int seconds(Duration time, int least) {
        long seconds = time.toSeconds();
        if (!time.equals(Duration.ofSeconds(seconds)) || seconds < least || seconds > Integer.MAX_VALUE) {
            throw new InvalidInputException(
                    "A time of whole seconds from " + least + " on is needed, not " + time, null);
        }
        return (int) seconds;
    }

    /** What an address counts: {@code virDomainMemoryFlags}. */
    public enum AddressSpace implements Flag {
        /** Memory as the guest's current program sees it. */
        VIRTUAL,
        /** Memory as the guest's machine has it. */
        PHYSICAL
    }

    @Override
    public String toString() {
        return "memory of " + guest;
    }
}
