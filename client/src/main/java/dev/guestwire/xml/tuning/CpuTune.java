package dev.guestwire.xml.tuning;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.NumberSet;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which CPUs of the host a guest uses, and how much of them.
 *
 * @param xml the element
 */
public record CpuTune(Element xml) implements View {
    /** Refuses an element of another name. */
    public CpuTune {
        View.named(xml, "cputune");
    }

    public Optional<Long> shares() {
        return Leaf.text(xml, "shares").number();
    }

    public CpuTune withShares(@Nullable Long shares) {
        return new CpuTune(Leaf.text(xml, "shares").put(shares));
    }

    public Optional<Long> periodMicroseconds() {
        return Leaf.text(xml, "period").number();
    }

    public CpuTune withPeriodMicroseconds(@Nullable Long periodMicroseconds) {
        return new CpuTune(Leaf.text(xml, "period").put(periodMicroseconds));
    }

    public Optional<Long> quotaMicroseconds() {
        return Leaf.text(xml, "quota").number();
    }

    public CpuTune withQuotaMicroseconds(@Nullable Long quotaMicroseconds) {
        return new CpuTune(Leaf.text(xml, "quota").put(quotaMicroseconds));
    }

    public Optional<Long> globalPeriodMicroseconds() {
        return Leaf.text(xml, "global_period").number();
    }

    public CpuTune withGlobalPeriodMicroseconds(@Nullable Long globalPeriodMicroseconds) {
        return new CpuTune(Leaf.text(xml, "global_period").put(globalPeriodMicroseconds));
    }

    public Optional<Long> globalQuotaMicroseconds() {
        return Leaf.text(xml, "global_quota").number();
    }

    public CpuTune withGlobalQuotaMicroseconds(@Nullable Long globalQuotaMicroseconds) {
        return new CpuTune(Leaf.text(xml, "global_quota").put(globalQuotaMicroseconds));
    }

    public Optional<Long> emulatorPeriodMicroseconds() {
        return Leaf.text(xml, "emulator_period").number();
    }

    public CpuTune withEmulatorPeriodMicroseconds(@Nullable Long emulatorPeriodMicroseconds) {
        return new CpuTune(Leaf.text(xml, "emulator_period").put(emulatorPeriodMicroseconds));
    }

    public Optional<Long> emulatorQuotaMicroseconds() {
        return Leaf.text(xml, "emulator_quota").number();
    }

    public CpuTune withEmulatorQuotaMicroseconds(@Nullable Long emulatorQuotaMicroseconds) {
        return new CpuTune(Leaf.text(xml, "emulator_quota").put(emulatorQuotaMicroseconds));
    }

    public Optional<Long> ioThreadPeriodMicroseconds() {
        return Leaf.text(xml, "iothread_period").number();
    }

    public CpuTune withIoThreadPeriodMicroseconds(@Nullable Long ioThreadPeriodMicroseconds) {
        return new CpuTune(Leaf.text(xml, "iothread_period").put(ioThreadPeriodMicroseconds));
    }

    public Optional<Long> ioThreadQuotaMicroseconds() {
        return Leaf.text(xml, "iothread_quota").number();
    }

    public CpuTune withIoThreadQuotaMicroseconds(@Nullable Long ioThreadQuotaMicroseconds) {
        return new CpuTune(Leaf.text(xml, "iothread_quota").put(ioThreadQuotaMicroseconds));
    }

    public List<Pin> vcpuPins() {
        return xml.children("vcpupin").stream().map(Pin::new).toList();
    }

    public CpuTune withVcpuPins(List<Pin> vcpuPins) {
        return new CpuTune(xml.withChildren("vcpupin", View.elements(vcpuPins)));
    }

    public List<Pin> ioThreadPins() {
        return xml.children("iothreadpin").stream().map(Pin::new).toList();
    }

    public CpuTune withIoThreadPins(List<Pin> ioThreadPins) {
        return new CpuTune(xml.withChildren("iothreadpin", View.elements(ioThreadPins)));
    }

    public Optional<NumberSet> emulatorPin() {
        return Leaf.attribute(xml, "emulatorpin", "cpuset").numbers();
    }

    public CpuTune withEmulatorPin(@Nullable NumberSet emulatorPin) {
        return new CpuTune(Leaf.attribute(xml, "emulatorpin", "cpuset").put(emulatorPin));
    }

    public List<Scheduler> vcpuSchedulers() {
        return xml.children("vcpusched").stream().map(Scheduler::new).toList();
    }

    public CpuTune withVcpuSchedulers(List<Scheduler> vcpuSchedulers) {
        return new CpuTune(xml.withChildren("vcpusched", View.elements(vcpuSchedulers)));
    }

    public List<Scheduler> ioThreadSchedulers() {
        return xml.children("iothreadsched").stream().map(Scheduler::new).toList();
    }

    public CpuTune withIoThreadSchedulers(List<Scheduler> ioThreadSchedulers) {
        return new CpuTune(xml.withChildren("iothreadsched", View.elements(ioThreadSchedulers)));
    }

    public Scheduler emulatorScheduler() {
        return new Scheduler(xml.part("emulatorsched"));
    }

    public CpuTune withEmulatorScheduler(UnaryOperator<Scheduler> change) {
        return new CpuTune(xml.withChild(
                "emulatorsched", e -> change.apply(new Scheduler(e)).xml()));
    }

    public List<CacheTune> cacheTunes() {
        return xml.children("cachetune").stream().map(CacheTune::new).toList();
    }

    public CpuTune withCacheTunes(List<CacheTune> cacheTunes) {
        return new CpuTune(xml.withChildren("cachetune", View.elements(cacheTunes)));
    }

    public List<MemoryTune> memoryTunes() {
        return xml.children("memorytune").stream().map(MemoryTune::new).toList();
    }

    public CpuTune withMemoryTunes(List<MemoryTune> memoryTunes) {
        return new CpuTune(xml.withChildren("memorytune", View.elements(memoryTunes)));
    }

    /**
     * Ties one virtual CPU or I/O thread to CPUs of the host.
     *
     * @param xml the element
     */
    public record Pin(Element xml) implements View {
        public Optional<Integer> vcpu() {
            return Leaf.attribute(xml, "vcpu").integer();
        }

        public Pin withVcpu(@Nullable Integer vcpu) {
            return new Pin(Leaf.attribute(xml, "vcpu").put(vcpu));
        }

        public Optional<Integer> ioThread() {
            return Leaf.attribute(xml, "iothread").integer();
        }

        public Pin withIoThread(@Nullable Integer ioThread) {
            return new Pin(Leaf.attribute(xml, "iothread").put(ioThread));
        }

        public Optional<NumberSet> cpus() {
            return Leaf.attribute(xml, "cpuset").numbers();
        }

        public Pin withCpus(@Nullable NumberSet cpus) {
            return new Pin(Leaf.attribute(xml, "cpuset").put(cpus));
        }

        /**
         * Ties a virtual CPU.
         *
         * @param vcpu its number
         * @param cpus the host's CPUs
         * @return the pin
         */
        public static Pin vcpu(int vcpu, NumberSet cpus) {
            return new Pin(Element.of("vcpupin")).withVcpu(vcpu).withCpus(cpus);
        }
    }
    /**
     * How the host schedules some threads of the guest.
     *
     * @param xml the element
     */
    public record Scheduler(Element xml) implements View {
        public Optional<NumberSet> vcpus() {
            return Leaf.attribute(xml, "vcpus").numbers();
        }

        public Scheduler withVcpus(@Nullable NumberSet vcpus) {
            return new Scheduler(Leaf.attribute(xml, "vcpus").put(vcpus));
        }

        public Optional<NumberSet> ioThreads() {
            return Leaf.attribute(xml, "iothreads").numbers();
        }

        public Scheduler withIoThreads(@Nullable NumberSet ioThreads) {
            return new Scheduler(Leaf.attribute(xml, "iothreads").put(ioThreads));
        }

        public Optional<String> scheduler() {
            return Leaf.attribute(xml, "scheduler").string();
        }

        public Scheduler withScheduler(@Nullable String scheduler) {
            return new Scheduler(Leaf.attribute(xml, "scheduler").put(scheduler));
        }

        public Optional<Integer> priority() {
            return Leaf.attribute(xml, "priority").integer();
        }

        public Scheduler withPriority(@Nullable Integer priority) {
            return new Scheduler(Leaf.attribute(xml, "priority").put(priority));
        }
    }
}
