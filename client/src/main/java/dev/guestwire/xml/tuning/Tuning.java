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
 * How a guest shares the host's resources: the parts of its definition that say so, in one place.
 *
 * @param xml the element
 */
public record Tuning(Element xml) implements View {
    /** Refuses an element of another name. */
    public Tuning {
        View.named(xml, "domain", "inactiveDomain");
    }

    public CpuTune cpu() {
        return new CpuTune(xml.part("cputune"));
    }

    public Tuning withCpu(UnaryOperator<CpuTune> change) {
        return new Tuning(
                xml.withChild("cputune", e -> change.apply(new CpuTune(e)).xml()));
    }

    /** {@return {@code static} or {@code auto}} */
    public Optional<String> vcpuPlacement() {
        return Leaf.attribute(xml, "vcpu", "placement").string();
    }

    public Tuning withVcpuPlacement(@Nullable String vcpuPlacement) {
        return new Tuning(Leaf.attribute(xml, "vcpu", "placement").put(vcpuPlacement));
    }

    /** {@return the CPUs of the host that all virtual CPUs run on} */
    public Optional<NumberSet> vcpuSet() {
        return Leaf.attribute(xml, "vcpu", "cpuset").numbers();
    }

    public Tuning withVcpuSet(@Nullable NumberSet vcpuSet) {
        return new Tuning(Leaf.attribute(xml, "vcpu", "cpuset").put(vcpuSet));
    }

    public List<Vcpu> vcpus() {
        return xml.part("vcpus").children("vcpu").stream().map(Vcpu::new).toList();
    }

    public Tuning withVcpus(List<Vcpu> vcpus) {
        return new Tuning(xml.withChild("vcpus", a -> a.withChildren("vcpu", View.elements(vcpus))));
    }

    public NumaTune numa() {
        return new NumaTune(xml.part("numatune"));
    }

    public Tuning withNuma(UnaryOperator<NumaTune> change) {
        return new Tuning(
                xml.withChild("numatune", e -> change.apply(new NumaTune(e)).xml()));
    }

    public MemoryTuning memory() {
        return new MemoryTuning(xml.part("memtune"));
    }

    public Tuning withMemory(UnaryOperator<MemoryTuning> change) {
        return new Tuning(
                xml.withChild("memtune", e -> change.apply(new MemoryTuning(e)).xml()));
    }

    public MemoryBacking memoryBacking() {
        return new MemoryBacking(xml.part("memoryBacking"));
    }

    public Tuning withMemoryBacking(UnaryOperator<MemoryBacking> change) {
        return new Tuning(xml.withChild(
                "memoryBacking", e -> change.apply(new MemoryBacking(e)).xml()));
    }

    /** {@return whether a core dump has the memory in it} */
    public Optional<Boolean> dumpMemory() {
        return Leaf.attribute(xml, "memory", "dumpCore").onOff();
    }

    public Tuning withDumpMemory(@Nullable Boolean dumpMemory) {
        return new Tuning(Leaf.attribute(xml, "memory", "dumpCore").putOnOff(dumpMemory));
    }

    public BlockTuning block() {
        return new BlockTuning(xml.part("blkiotune"));
    }

    public Tuning withBlock(UnaryOperator<BlockTuning> change) {
        return new Tuning(
                xml.withChild("blkiotune", e -> change.apply(new BlockTuning(e)).xml()));
    }

    public Optional<Integer> ioThreads() {
        return Leaf.text(xml, "iothreads").integer();
    }

    public Tuning withIoThreads(@Nullable Integer ioThreads) {
        return new Tuning(Leaf.text(xml, "iothreads").put(ioThreads));
    }

    public List<IoThread> ioThreadIds() {
        return xml.part("iothreadids").children("iothread").stream()
                .map(IoThread::new)
                .toList();
    }

    public Tuning withIoThreadIds(List<IoThread> ioThreadIds) {
        return new Tuning(xml.withChild("iothreadids", a -> a.withChildren("iothread", View.elements(ioThreadIds))));
    }

    public Optional<Integer> defaultPoolMin() {
        return Leaf.attribute(xml, "defaultiothread", "thread_pool_min").integer();
    }

    public Tuning withDefaultPoolMin(@Nullable Integer defaultPoolMin) {
        return new Tuning(
                Leaf.attribute(xml, "defaultiothread", "thread_pool_min").put(defaultPoolMin));
    }

    public Optional<Integer> defaultPoolMax() {
        return Leaf.attribute(xml, "defaultiothread", "thread_pool_max").integer();
    }

    public Tuning withDefaultPoolMax(@Nullable Integer defaultPoolMax) {
        return new Tuning(
                Leaf.attribute(xml, "defaultiothread", "thread_pool_max").put(defaultPoolMax));
    }

    public Optional<String> partition() {
        return xml.child("resource").flatMap(e -> Leaf.text(e, "partition").string());
    }

    public Tuning withPartition(@Nullable String partition) {
        return new Tuning(
                xml.withChild("resource", a -> Leaf.text(a, "partition").put(partition)));
    }

    public Optional<String> fibreChannelAppId() {
        return xml.child("resource")
                .flatMap(e -> Leaf.attribute(e, "fibrechannel", "appid").string());
    }

    public Tuning withFibreChannelAppId(@Nullable String fibreChannelAppId) {
        return new Tuning(xml.withChild(
                "resource", a -> Leaf.attribute(a, "fibrechannel", "appid").put(fibreChannelAppId)));
    }

    public List<PerfEvent> perfEvents() {
        return xml.part("perf").children("event").stream().map(PerfEvent::new).toList();
    }

    public Tuning withPerfEvents(List<PerfEvent> perfEvents) {
        return new Tuning(xml.withChild("perf", a -> a.withChildren("event", View.elements(perfEvents))));
    }

    public IdMap idMap() {
        return new IdMap(xml.part("idmap"));
    }

    public Tuning withIdMap(UnaryOperator<IdMap> change) {
        return new Tuning(xml.withChild("idmap", e -> change.apply(new IdMap(e)).xml()));
    }

    /**
     * An I/O thread of the guest.
     *
     * @param xml the element
     */
    public record IoThread(Element xml) implements View {
        public Optional<Integer> id() {
            return Leaf.attribute(xml, "id").integer();
        }

        public IoThread withId(@Nullable Integer id) {
            return new IoThread(Leaf.attribute(xml, "id").put(id));
        }

        public Optional<Integer> poolMin() {
            return Leaf.attribute(xml, "thread_pool_min").integer();
        }

        public IoThread withPoolMin(@Nullable Integer poolMin) {
            return new IoThread(Leaf.attribute(xml, "thread_pool_min").put(poolMin));
        }

        public Optional<Integer> poolMax() {
            return Leaf.attribute(xml, "thread_pool_max").integer();
        }

        public IoThread withPoolMax(@Nullable Integer poolMax) {
            return new IoThread(Leaf.attribute(xml, "thread_pool_max").put(poolMax));
        }
    }
    /**
     * A hardware counter that libvirt reads for the guest.
     *
     * @param xml the element
     */
    public record PerfEvent(Element xml) implements View {
        public String name() {
            return Leaf.attribute(xml, "name").required();
        }

        public PerfEvent withName(String name) {
            return new PerfEvent(Leaf.attribute(xml, "name").put(name));
        }

        public Optional<Boolean> enabled() {
            return Leaf.attribute(xml, "enabled").yesNo();
        }

        public PerfEvent withEnabled(@Nullable Boolean enabled) {
            return new PerfEvent(Leaf.attribute(xml, "enabled").putYesNo(enabled));
        }
    }
}
