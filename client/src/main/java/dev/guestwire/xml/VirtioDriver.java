package dev.guestwire.xml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Options that many devices share.
 *
 * @param xml the element
 */
public record VirtioDriver(Element xml) implements View {
    /** Refuses an element of another name. */
    public VirtioDriver {
        View.named(xml, "driver");
    }

    public Optional<String> name() {
        return Leaf.attribute(xml, "name").string();
    }

    public VirtioDriver withName(@Nullable String name) {
        return new VirtioDriver(Leaf.attribute(xml, "name").put(name));
    }

    public Optional<Boolean> iommu() {
        return Leaf.attribute(xml, "iommu").onOff();
    }

    public VirtioDriver withIommu(@Nullable Boolean iommu) {
        return new VirtioDriver(Leaf.attribute(xml, "iommu").putOnOff(iommu));
    }

    public Optional<Boolean> ats() {
        return Leaf.attribute(xml, "ats").onOff();
    }

    public VirtioDriver withAts(@Nullable Boolean ats) {
        return new VirtioDriver(Leaf.attribute(xml, "ats").putOnOff(ats));
    }

    public Optional<Boolean> packed() {
        return Leaf.attribute(xml, "packed").onOff();
    }

    public VirtioDriver withPacked(@Nullable Boolean packed) {
        return new VirtioDriver(Leaf.attribute(xml, "packed").putOnOff(packed));
    }

    public Optional<Boolean> pagePerVq() {
        return Leaf.attribute(xml, "page_per_vq").onOff();
    }

    public VirtioDriver withPagePerVq(@Nullable Boolean pagePerVq) {
        return new VirtioDriver(Leaf.attribute(xml, "page_per_vq").putOnOff(pagePerVq));
    }

    public Optional<Boolean> ioEventFd() {
        return Leaf.attribute(xml, "ioeventfd").onOff();
    }

    public VirtioDriver withIoEventFd(@Nullable Boolean ioEventFd) {
        return new VirtioDriver(Leaf.attribute(xml, "ioeventfd").putOnOff(ioEventFd));
    }

    public Optional<Boolean> eventIdx() {
        return Leaf.attribute(xml, "event_idx").onOff();
    }

    public VirtioDriver withEventIdx(@Nullable Boolean eventIdx) {
        return new VirtioDriver(Leaf.attribute(xml, "event_idx").putOnOff(eventIdx));
    }

    public Optional<Integer> ioThread() {
        return Leaf.attribute(xml, "iothread").integer();
    }

    public VirtioDriver withIoThread(@Nullable Integer ioThread) {
        return new VirtioDriver(Leaf.attribute(xml, "iothread").put(ioThread));
    }

    public Optional<Integer> queues() {
        return Leaf.attribute(xml, "queues").integer();
    }

    public VirtioDriver withQueues(@Nullable Integer queues) {
        return new VirtioDriver(Leaf.attribute(xml, "queues").put(queues));
    }

    public Optional<Integer> commandsPerLun() {
        return Leaf.attribute(xml, "cmd_per_lun").integer();
    }

    public VirtioDriver withCommandsPerLun(@Nullable Integer commandsPerLun) {
        return new VirtioDriver(Leaf.attribute(xml, "cmd_per_lun").put(commandsPerLun));
    }

    public Optional<Integer> maxSectors() {
        return Leaf.attribute(xml, "max_sectors").integer();
    }

    public VirtioDriver withMaxSectors(@Nullable Integer maxSectors) {
        return new VirtioDriver(Leaf.attribute(xml, "max_sectors").put(maxSectors));
    }

    public Optional<String> vgaConf() {
        return Leaf.attribute(xml, "vgaconf").string();
    }

    public VirtioDriver withVgaConf(@Nullable String vgaConf) {
        return new VirtioDriver(Leaf.attribute(xml, "vgaconf").put(vgaConf));
    }
}
