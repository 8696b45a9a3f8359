package dev.guestwire.resource;

import dev.guestwire.Coded;
import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.GuestState;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.protocol.TypedParams;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The statistics of a guest. What was not asked for, or is not known, reads as empty.
 *
 * @param guest the guest
 * @param params all that the daemon told, by libvirt's names; none of a guest that did not answer
 * @param failure why nothing is known of this guest, when others were asked with it and answered; empty if it answered
 */
public record GuestStatistics(Guest guest, TypedParams params, Optional<LibvirtException> failure) {
    /** Creates the statistics of a guest that answered. */
    public GuestStatistics(Guest guest, TypedParams params) {
        this(guest, params, Optional.empty());
    }

    /**
     * {@return whether something is missing because the guest was busy with something else, such as a migration or a hung QEMU, when
     * it was asked: the counters of a disk of an active guest} The daemon has no mark for that; the disks must have been asked
     * for ({@link Group#BLOCK}), and the state ({@link Group#STATE}). {@link BulkStatistics#waiting} leaves nothing out.
     */
    public boolean isPartial() {
        boolean active = state().filter(state -> !state.is(Phase.SHUT_OFF) && !state.is(Phase.CRASHED))
                .isPresent();
        return active && blocks().stream().anyMatch(Block::lacksCounters);
    }

    /** {@return what it is doing} */
    public Optional<GuestState> state() {
        OptionalInt state = params.findInt("state.state");
        return state.isPresent()
                ? Optional.of(GuestState.of(
                        state.getAsInt(), params.findInt("state.reason").orElse(0)))
                : Optional.empty();
    }

    /** {@return the CPU time it has used} */
    public CpuUsage cpu() {
        return CpuUsage.ofStatistics(params.below("cpu."));
    }

    /** {@return what is in its memory} */
    public MemoryStats balloon() {
        return MemoryStats.ofStatistics(params.below("balloon."));
    }

    /** {@return the most memory that the balloon can leave it, in KiB} */
    public OptionalLong balloonMaximumKib() {
        return params.findAmount("balloon.maximum");
    }

    /** {@return how many virtual CPUs are plugged in} */
    public OptionalInt vcpuCount() {
        return params.findInt("vcpu.current");
    }

    /** {@return how many virtual CPUs it can have} */
    public OptionalInt vcpuMaximum() {
        return params.findInt("vcpu.maximum");
    }

    /** {@return its virtual CPUs by their numbers} */
    public Map<Integer, Vcpu> vcpus() {
        return numbered("vcpu.", Vcpu::new);
    }

    /** {@return its network cards in their order} */
    public List<Card> interfaces() {
        return List.copyOf(numbered("net.", Card::new).values());
    }

    /** {@return its disks in their order, with their backing images if those were asked for} */
    public List<Block> blocks() {
        return List.copyOf(numbered("block.", Block::new).values());
    }

    /** {@return what each I/O thread waits like, by libvirt's names, by the threads' numbers} */
    public Map<Integer, TypedParams> ioThreads() {
        return numbered("iothread.", Function.identity());
    }

    /** {@return how fast it changed its memory, if the guest runs} */
    public Optional<DirtyRate> dirtyRate() {
        return DirtyRate.of(params.below("dirtyrate."));
    }

    /** {@return counters of the host's CPUs, by libvirt's names} */
    public TypedParams perf() {
        return params.below("perf.");
    }

    /** {@return the memory bandwidth it uses, by libvirt's names} */
    public TypedParams memory() {
        return params.below("memory.");
    }

    /** {@return what KVM counts for it, by libvirt's names} */
    public TypedParams vm() {
        return params.below("vm.");
    }

    private <T> Map<Integer, T> numbered(String prefix, Function<TypedParams, T> view) {
        Map<Integer, T> found = new LinkedHashMap<>();
        params.numbered(prefix).forEach((number, group) -> found.put(number, view.apply(group)));
        return Collections.unmodifiableMap(found);
    }

    /**
     * A virtual CPU.
     *
     * @param params all that the daemon told, by libvirt's names
     */
    public record Vcpu(TypedParams params) {
        /** {@return what it does} */
        public Coded<VcpuInfo.State> state() {
            return VcpuInfo.State.of(params.findInt("state").orElse(0));
        }

        /** {@return the CPU time it has used} */
        public Optional<Duration> time() {
            return CpuUsage.time(params, "time");
        }

        /** {@return the time it waited for something} */
        public Optional<Duration> waited() {
            return CpuUsage.time(params, "wait");
        }

        /** {@return the time it could have run but had no host CPU} */
        public Optional<Duration> delay() {
            return CpuUsage.time(params, "delay");
        }

        /** {@return whether it has nothing to do} */
        public Optional<Boolean> halted() {
            return params.findBoolean("halted");
        }
    }

    /**
     * A network card.
     *
     * @param params all that the daemon told, by libvirt's names
     */
    public record Card(TypedParams params) {
        /** {@return its end on the host} */
        public Optional<String> name() {
            return params.findText("name");
        }

        /** {@return what it has received and sent} */
        public CardStatistics traffic() {
            return CardStatistics.of(params);
        }
    }

    /**
     * A disk, or an image that a disk stands on.
     *
     * @param params all that the daemon told, by libvirt's names, such as {@code rd.reqs}
     */
    public record Block(TypedParams params) {
        /** {@return its target, such as {@code vda}} */
        public Optional<String> name() {
            return params.findText("name");
        }

        /** {@return its file or device} */
        public Optional<String> path() {
            return params.findText("path");
        }

        /** {@return its number among the images that the disk stands on} */
        public OptionalInt backingIndex() {
            return params.findInt("backingIndex");
        }

        /** {@return a counter or a size in bytes, such as {@code rd.bytes}, {@code wr.reqs}, {@code allocation}} */
        public OptionalLong find(String field) {
            return params.findAmount(field);
        }

        /** {@return how many bytes the guest has read} */
        public OptionalLong readBytes() {
            return find("rd.bytes");
        }

        /** {@return in how many requests it read} */
        public OptionalLong reads() {
            return find("rd.reqs");
        }

        /** {@return how long the requests to read took, added up} */
        public Optional<Duration> readTime() {
            return params.findTime("rd.times", ChronoUnit.NANOS);
        }

        /** {@return how many bytes the guest has written} */
        public OptionalLong writtenBytes() {
            return find("wr.bytes");
        }

        /** {@return in how many requests it wrote} */
        public OptionalLong writes() {
            return find("wr.reqs");
        }

        /** {@return how long the requests to write took, added up} */
        public Optional<Duration> writeTime() {
            return params.findTime("wr.times", ChronoUnit.NANOS);
        }

        /** {@return how often the guest had everything written through} */
        public OptionalLong flushes() {
            return find("fl.reqs");
        }

        /** {@return how long that took, added up} */
        public Optional<Duration> flushTime() {
            return params.findTime("fl.times", ChronoUnit.NANOS);
        }

        /** Images below a disk's top have no counters, and only some have them of drives that are empty. */
        private boolean lacksCounters() {
            return path().isPresent() && backingIndex().orElse(0) == 0 && reads().isEmpty();
        }

        /** {@return the bytes that the guest sees} */
        public OptionalLong capacityBytes() {
            return params.findAmount("capacity");
        }

        /** {@return the bytes that it takes on the host} */
        public OptionalLong physicalBytes() {
            return params.findAmount("physical");
        }

        /** {@return the highest byte that was written} */
        public OptionalLong allocationBytes() {
            return params.findAmount("allocation");
        }
    }

    /** What is asked for: {@code virDomainStatsTypes}. */
    public enum Group implements Flag {
        /** What it does, and why. */
        STATE,
        /** CPU time. */
        CPU_TOTAL,
        /** Memory. */
        BALLOON,
        /** Each virtual CPU. */
        VCPU,
        /** Each network card. */
        INTERFACE,
        /** Each disk. */
        BLOCK,
        /** Counters of the host's CPUs. */
        PERF,
        /** Each I/O thread. */
        IOTHREAD,
        /** Memory bandwidth. */
        MEMORY,
        /** How fast memory changes. */
        DIRTYRATE,
        /** What KVM counts. */
        VM
    }
}
