package dev.guestwire.xml.storage;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the hypervisor opens a disk.
 *
 * @param xml the element
 */
public record DiskDriver(Element xml) implements View {
    /** Refuses an element of another name. */
    public DiskDriver {
        View.named(xml, "driver");
    }

    public Optional<String> name() {
        return Leaf.attribute(xml, "name").string();
    }

    public DiskDriver withName(@Nullable String name) {
        return new DiskDriver(Leaf.attribute(xml, "name").put(name));
    }

    /** {@return the image format} */
    public Optional<String> type() {
        return Leaf.attribute(xml, "type").string();
    }

    public DiskDriver withType(@Nullable String type) {
        return new DiskDriver(Leaf.attribute(xml, "type").put(type));
    }

    public Optional<String> cache() {
        return Leaf.attribute(xml, "cache").string();
    }

    public DiskDriver withCache(@Nullable String cache) {
        return new DiskDriver(Leaf.attribute(xml, "cache").put(cache));
    }

    public Optional<String> io() {
        return Leaf.attribute(xml, "io").string();
    }

    public DiskDriver withIo(@Nullable String io) {
        return new DiskDriver(Leaf.attribute(xml, "io").put(io));
    }

    public Optional<String> discard() {
        return Leaf.attribute(xml, "discard").string();
    }

    public DiskDriver withDiscard(@Nullable String discard) {
        return new DiskDriver(Leaf.attribute(xml, "discard").put(discard));
    }

    public Optional<String> detectZeroes() {
        return Leaf.attribute(xml, "detect_zeroes").string();
    }

    public DiskDriver withDetectZeroes(@Nullable String detectZeroes) {
        return new DiskDriver(Leaf.attribute(xml, "detect_zeroes").put(detectZeroes));
    }

    public Optional<String> errorPolicy() {
        return Leaf.attribute(xml, "error_policy").string();
    }

    public DiskDriver withErrorPolicy(@Nullable String errorPolicy) {
        return new DiskDriver(Leaf.attribute(xml, "error_policy").put(errorPolicy));
    }

    public Optional<String> readErrorPolicy() {
        return Leaf.attribute(xml, "rerror_policy").string();
    }

    public DiskDriver withReadErrorPolicy(@Nullable String readErrorPolicy) {
        return new DiskDriver(Leaf.attribute(xml, "rerror_policy").put(readErrorPolicy));
    }

    public Optional<Boolean> copyOnRead() {
        return Leaf.attribute(xml, "copy_on_read").onOff();
    }

    public DiskDriver withCopyOnRead(@Nullable Boolean copyOnRead) {
        return new DiskDriver(Leaf.attribute(xml, "copy_on_read").putOnOff(copyOnRead));
    }

    public Optional<Boolean> ioEventFd() {
        return Leaf.attribute(xml, "ioeventfd").onOff();
    }

    public DiskDriver withIoEventFd(@Nullable Boolean ioEventFd) {
        return new DiskDriver(Leaf.attribute(xml, "ioeventfd").putOnOff(ioEventFd));
    }

    public Optional<Boolean> eventIdx() {
        return Leaf.attribute(xml, "event_idx").onOff();
    }

    public DiskDriver withEventIdx(@Nullable Boolean eventIdx) {
        return new DiskDriver(Leaf.attribute(xml, "event_idx").putOnOff(eventIdx));
    }

    public Optional<Integer> ioThread() {
        return Leaf.attribute(xml, "iothread").integer();
    }

    public DiskDriver withIoThread(@Nullable Integer ioThread) {
        return new DiskDriver(Leaf.attribute(xml, "iothread").put(ioThread));
    }

    public Optional<Integer> queues() {
        return Leaf.attribute(xml, "queues").integer();
    }

    public DiskDriver withQueues(@Nullable Integer queues) {
        return new DiskDriver(Leaf.attribute(xml, "queues").put(queues));
    }

    public Optional<Integer> queueSize() {
        return Leaf.attribute(xml, "queue_size").integer();
    }

    public DiskDriver withQueueSize(@Nullable Integer queueSize) {
        return new DiskDriver(Leaf.attribute(xml, "queue_size").put(queueSize));
    }

    public Optional<Boolean> iommu() {
        return Leaf.attribute(xml, "iommu").onOff();
    }

    public DiskDriver withIommu(@Nullable Boolean iommu) {
        return new DiskDriver(Leaf.attribute(xml, "iommu").putOnOff(iommu));
    }

    public Optional<Boolean> ats() {
        return Leaf.attribute(xml, "ats").onOff();
    }

    public DiskDriver withAts(@Nullable Boolean ats) {
        return new DiskDriver(Leaf.attribute(xml, "ats").putOnOff(ats));
    }

    public Optional<Boolean> packed() {
        return Leaf.attribute(xml, "packed").onOff();
    }

    public DiskDriver withPacked(@Nullable Boolean packed) {
        return new DiskDriver(Leaf.attribute(xml, "packed").putOnOff(packed));
    }

    public Optional<Boolean> pagePerVq() {
        return Leaf.attribute(xml, "page_per_vq").onOff();
    }

    public DiskDriver withPagePerVq(@Nullable Boolean pagePerVq) {
        return new DiskDriver(Leaf.attribute(xml, "page_per_vq").putOnOff(pagePerVq));
    }

    public Optional<Size> metadataCache() {
        return xml.child("metadata_cache").flatMap(e -> Leaf.text(e, "max_size").size("bytes"));
    }

    public DiskDriver withMetadataCache(@Nullable Size metadataCache) {
        return new DiskDriver(
                xml.withChild("metadata_cache", a -> Leaf.text(a, "max_size").putSize(metadataCache, "bytes")));
    }
}
