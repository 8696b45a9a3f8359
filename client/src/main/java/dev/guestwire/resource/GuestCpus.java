package dev.guestwire.resource;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.OperationTimedOutException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.XdrValue;
import dev.guestwire.protocol.remote.DomainGetCpuStats;
import dev.guestwire.protocol.remote.DomainGetEmulatorPinInfo;
import dev.guestwire.protocol.remote.DomainGetGuestVcpus;
import dev.guestwire.protocol.remote.DomainGetInfo;
import dev.guestwire.protocol.remote.DomainGetSchedulerParameters;
import dev.guestwire.protocol.remote.DomainGetSchedulerParametersFlags;
import dev.guestwire.protocol.remote.DomainGetSchedulerType;
import dev.guestwire.protocol.remote.DomainGetVcpuPinInfo;
import dev.guestwire.protocol.remote.DomainGetVcpus;
import dev.guestwire.protocol.remote.DomainGetVcpusFlags;
import dev.guestwire.protocol.remote.DomainPinEmulator;
import dev.guestwire.protocol.remote.DomainPinVcpuFlags;
import dev.guestwire.protocol.remote.DomainSetGuestVcpus;
import dev.guestwire.protocol.remote.DomainSetSchedulerParametersFlags;
import dev.guestwire.protocol.remote.DomainSetVcpu;
import dev.guestwire.protocol.remote.DomainSetVcpusFlags;
import dev.guestwire.rpc.asking.Demand;
import dev.guestwire.rpc.reading.Figure;
import dev.guestwire.xml.NumberSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** The virtual CPUs of a guest. */
public final class GuestCpus {
    /** The most parameters, and the most CPUs, that the daemon puts into one answer. */
    private static final int PARAMS = 16;

    private static final int CPUS = 128;
    private static final int ALL_CPUS = -1;

    private final Guest guest;
    private final Host host;

    /** Creates the view of a guest; asks nobody. */
    public GuestCpus(Guest guest) {
        this.guest = guest;
        this.host = guest.host();
    }

    /**
     * {@return what its virtual CPUs do, those that are plugged in: {@code virDomainGetVcpus}}
     *
     * @throws dev.guestwire.error.WrongStateException if the guest does not run
     */
    public List<VcpuInfo> info() {
        int vcpus = atMost(CpuMap.MOST, new DomainGetInfo(guest.handle()), "nrVirtCpu", read -> read.nrVirtCpu());
        int length = CpuMap.length(CpuMap.hostCpus(host));
        var read = host.call(new DomainGetVcpus(guest.handle(), vcpus, length));
        List<NumberSet> affinities =
                CpuMap.read(DomainGetVcpus.class, read.cpumaps(), read.info().size(), length);
        List<VcpuInfo> infos = new ArrayList<>();
        for (int i = 0; i < affinities.size(); i++) {
            infos.add(VcpuInfo.of(read.info().get(i), affinities.get(i)));
        }
        return List.copyOf(infos);
    }

    private <R extends XdrValue> int atMost(int most, Call<R> call, String field, ToIntFunction<R> number) {
        return Figure.of(call, field, number.applyAsInt(host.call(call))).count(most);
    }

    /** {@return how many there are: {@code virDomainGetVcpusFlags}} */
    public int count(Count... which) {
        return atMost(
                Integer.MAX_VALUE,
                new DomainGetVcpusFlags(guest.handle(), Flag.word(which)),
                "num",
                read -> read.num());
    }

    /**
     * Plugs virtual CPUs in or out until there are so many: {@code virDomainSetVcpusFlags}.
     *
     * <p>To take some out of a running guest needs the guest's consent. The daemon waits about 5 seconds for each, then throws
     * {@link OperationTimedOutException} whose {@code mayHaveRun()} is true: the guest may still give them up, some may be
     * gone already, and {@link #count(Count...)} tells how many there are.
     *
     * @param vcpus at most as many as the definition has as its maximum
     * @throws InvalidInputException if it is not positive
     */
    public void count(int vcpus, Count... which) {
        if (vcpus < 1) {
            throw new InvalidInputException("Guest " + guest.name() + " cannot have " + vcpus + " virtual CPUs", null);
        }
        host.call(new DomainSetVcpusFlags(guest.handle(), vcpus, Flag.word(which)));
    }

    /** Plugs some virtual CPUs in, by their numbers: {@code virDomainSetVcpu}. */
    public void plug(NumberSet vcpus, Flag.Affect... affected) {
        host.call(new DomainSetVcpu(guest.handle(), some(vcpus), 1, Flag.word(affected)));
    }

    /**
     * Takes some virtual CPUs out, by their numbers: {@code virDomainSetVcpu}. Only those that can be hot-plugged.
     *
     * @throws OperationTimedOutException if the guest has not given one up within about 5 seconds; it may still do so
     */
    public void unplug(NumberSet vcpus, Flag.Affect... affected) {
        host.call(new DomainSetVcpu(guest.handle(), some(vcpus), 0, Flag.word(affected)));
    }

    /** {@return the host CPUs that each virtual CPU may run on, by its number: {@code virDomainGetVcpuPinInfo}} */
    public List<NumberSet> pinning(Flag.Affect... where) {
        int word = Flag.word(where);
        var most = new DomainGetVcpusFlags(guest.handle(), word | Count.MAXIMUM.bit());
        int length = CpuMap.length(CpuMap.hostCpus(host));
        var call = new DomainGetVcpuPinInfo(
                guest.handle(), atMost(CpuMap.MOST, most, "num", read -> read.num()), length, word);
        var read = host.call(call);
        return CpuMap.read(DomainGetVcpuPinInfo.class, read.cpumaps(), read.num(), length);
    }

    /** Lets a virtual CPU run on some host CPUs only: {@code virDomainPinVcpuFlags}. */
    public void pin(int vcpu, NumberSet hostCpus, Flag.Affect... affected) {
        host.call(new DomainPinVcpuFlags(
                guest.handle(),
                Demand.atLeast(0, vcpu, "the number of a virtual CPU"),
                CpuMap.of(hostCpus),
                Flag.word(affected)));
    }

    /** {@return the host CPUs that the hypervisor's own threads may run on: {@code virDomainGetEmulatorPinInfo}} */
    public NumberSet emulatorPinning(Flag.Affect... where) {
        int length = CpuMap.length(CpuMap.hostCpus(host));
        var call = new DomainGetEmulatorPinInfo(guest.handle(), length, Flag.word(where));
        return CpuMap.read(
                DomainGetEmulatorPinInfo.class, "cpumaps", host.call(call).cpumaps());
    }

    /** Lets the hypervisor's own threads run on some host CPUs only: {@code virDomainPinEmulator}. */
    public void pinEmulator(NumberSet hostCpus, Flag.Affect... affected) {
        host.call(new DomainPinEmulator(guest.handle(), CpuMap.of(hostCpus), Flag.word(affected)));
    }

    /** {@return the CPUs as the guest's system sees them; asks its agent: {@code virDomainGetGuestVcpus}} */
    public SeenCpus seenInside() {
        return SeenCpus.of(new TypedParams(
                host.call(new DomainGetGuestVcpus(guest.handle(), 0)).params()));
    }

    /** Has the guest's system use some CPUs or not, by its agent: {@code virDomainSetGuestVcpus}. */
    public void useInside(NumberSet vcpus, boolean use) {
        host.call(new DomainSetGuestVcpus(guest.handle(), some(vcpus), use ? 1 : 0, 0));
    }

    /** {@return the CPU time used since its start, of all host CPUs together: {@code virDomainGetCPUStats}} */
    public CpuUsage usage() {
        var call = new DomainGetCpuStats(guest.handle(), PARAMS, ALL_CPUS, 1, Scheduling.TEXTS_TOO);
        return CpuUsage.of(new TypedParams(host.call(call).params()));
    }

    /** {@return the CPU time used since its start, of each host CPU: {@code virDomainGetCPUStats}} */
    public List<CpuUsage> usageByHostCpu() {
        List<CpuUsage> usages = new ArrayList<>();
        int cpus = CpuMap.hostCpus(host);
        for (int first = 0; first < cpus; first += CPUS) {
            int some = Math.min(CPUS, cpus - first);
            var call = new DomainGetCpuStats(guest.handle(), PARAMS, first, some, Scheduling.TEXTS_TOO);
            var read = host.call(call);
            List<TypedParam> params = read.params();
            int size = Figure.of(call, "nparams", read.nparams()).count(PARAMS);
            if (params.size() > (long) size * some || (!params.isEmpty() && params.size() % size != 0)) {
                throw Figure.malformed(
                        DomainGetCpuStats.class,
                        "params",
                        params.size() + " values",
                        "not " + size + " for each of at most " + some + " CPUs");
            }
            for (int end = size; size > 0 && end <= params.size(); end += size) {
                usages.add(CpuUsage.of(new TypedParams(params.subList(end - size, end))));
            }
        }
        return List.copyOf(usages);
    }

    /** {@return the name of the host's scheduler for it, such as {@code posix}: {@code virDomainGetSchedulerType}} */
    public String schedulerType() {
        return host.call(new DomainGetSchedulerType(guest.handle())).type();
    }

    /**
     * {@return its shares of the host's CPUs: {@code virDomainGetSchedulerParametersFlags}; if nothing is said of where,
     * {@code virDomainGetSchedulerParameters}}
     */
    public Scheduling scheduling(Flag.Affect... where) {
        if (where.length == 0) {
            var call = new DomainGetSchedulerParameters(guest.handle(), PARAMS);
            return new Scheduling(new TypedParams(host.call(call).params()));
        }
        int word = Flag.word(where) | Scheduling.TEXTS_TOO;
        var call = new DomainGetSchedulerParametersFlags(guest.handle(), PARAMS, word);
        return new Scheduling(new TypedParams(host.call(call).params()));
    }

    /** Changes its shares of the host's CPUs, those that are named: {@code virDomainSetSchedulerParametersFlags}. */
    public void scheduling(Scheduling wanted, Flag.Affect... affected) {
        var params = wanted.params().list();
        host.call(new DomainSetSchedulerParametersFlags(guest.handle(), params, Flag.word(affected)));
    }

    /** {@return its threads for the input and output of disks} */
    public IoThreads ioThreads() {
        return new IoThreads(guest);
    }

    private static String some(NumberSet vcpus) {
        if (vcpus.isEmpty()) {
            throw new InvalidInputException("Name a virtual CPU at least", null);
        }
        return vcpus.toString();
    }

    /** Which virtual CPUs are counted: {@code virDomainVcpuFlags}. */
    public enum Count implements Flag {
        /** Those of the guest as it runs; it must be active. */
        LIVE,
        /** Those of its definition for the next start. */
        CONFIG,
        /** The most there can be, not those plugged in; setting it needs {@code CONFIG}. */
        MAXIMUM,
        /** Those that its system uses; asks its agent. */
        GUEST,
        /** CPUs that are set can be taken out later; setting only. */
        HOTPLUGGABLE
    }

    @Override
    public String toString() {
        return "CPUs of " + guest;
    }
}
