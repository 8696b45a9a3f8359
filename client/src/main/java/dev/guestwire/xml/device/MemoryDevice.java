package dev.guestwire.xml.device;

import dev.guestwire.xml.Address;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.NumberSet;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A memory module: a DIMM, an NVDIMM, virtio memory or SGX memory.
 *
 * @param xml the element
 */
public record MemoryDevice(Element xml) implements Device {
    /** Refuses an element of another name. */
    public MemoryDevice {
        View.named(xml, "memory");
    }

    public String model() {
        return Leaf.attribute(xml, "model").required();
    }

    public MemoryDevice withModel(String model) {
        return new MemoryDevice(Leaf.attribute(xml, "model").put(model));
    }

    public Optional<String> access() {
        return Leaf.attribute(xml, "access").string();
    }

    public MemoryDevice withAccess(@Nullable String access) {
        return new MemoryDevice(Leaf.attribute(xml, "access").put(access));
    }

    public Optional<Boolean> discard() {
        return Leaf.attribute(xml, "discard").yesNo();
    }

    public MemoryDevice withDiscard(@Nullable Boolean discard) {
        return new MemoryDevice(Leaf.attribute(xml, "discard").putYesNo(discard));
    }

    public Optional<UUID> uuid() {
        return Leaf.text(xml, "uuid").uuid();
    }

    public MemoryDevice withUuid(@Nullable UUID uuid) {
        return new MemoryDevice(Leaf.text(xml, "uuid").put(uuid));
    }

    public Optional<String> sourcePath() {
        return xml.child("source").flatMap(e -> Leaf.text(e, "path").string());
    }

    public MemoryDevice withSourcePath(@Nullable String sourcePath) {
        return new MemoryDevice(
                xml.withChild("source", a -> Leaf.text(a, "path").put(sourcePath)));
    }

    public Optional<Size> pageSize() {
        return xml.child("source").flatMap(e -> Leaf.text(e, "pagesize").size("KiB"));
    }

    public MemoryDevice withPageSize(@Nullable Size pageSize) {
        return new MemoryDevice(
                xml.withChild("source", a -> Leaf.text(a, "pagesize").putSize(pageSize, "KiB")));
    }

    public Optional<NumberSet> nodeMask() {
        return xml.child("source").flatMap(e -> Leaf.text(e, "nodemask").numbers());
    }

    public MemoryDevice withNodeMask(@Nullable NumberSet nodeMask) {
        return new MemoryDevice(
                xml.withChild("source", a -> Leaf.text(a, "nodemask").put(nodeMask)));
    }

    public Optional<Size> alignSize() {
        return xml.child("source").flatMap(e -> Leaf.text(e, "alignsize").size("KiB"));
    }

    public MemoryDevice withAlignSize(@Nullable Size alignSize) {
        return new MemoryDevice(
                xml.withChild("source", a -> Leaf.text(a, "alignsize").putSize(alignSize, "KiB")));
    }

    public boolean pmem() {
        return xml.part("source").has("pmem");
    }

    public MemoryDevice withPmem(boolean pmem) {
        return new MemoryDevice(xml.withChild("source", e -> e.withFlag("pmem", pmem)));
    }

    public Optional<Size> size() {
        return xml.child("target").flatMap(e -> Leaf.text(e, "size").size("KiB"));
    }

    public MemoryDevice withSize(@Nullable Size size) {
        return new MemoryDevice(
                xml.withChild("target", a -> Leaf.text(a, "size").putSize(size, "KiB")));
    }

    public Optional<Integer> node() {
        return xml.child("target").flatMap(e -> Leaf.text(e, "node").integer());
    }

    public MemoryDevice withNode(@Nullable Integer node) {
        return new MemoryDevice(
                xml.withChild("target", a -> Leaf.text(a, "node").put(node)));
    }

    public Optional<Size> labelSize() {
        return xml.child("target")
                .flatMap(e -> e.child("label"))
                .flatMap(e -> Leaf.text(e, "size").size("KiB"));
    }

    public MemoryDevice withLabelSize(@Nullable Size labelSize) {
        return new MemoryDevice(xml.withChild(
                "target", a -> a.withChild("label", b -> Leaf.text(b, "size").putSize(labelSize, "KiB"))));
    }

    public Optional<Size> blockSize() {
        return xml.child("target").flatMap(e -> Leaf.text(e, "block").size("KiB"));
    }

    public MemoryDevice withBlockSize(@Nullable Size blockSize) {
        return new MemoryDevice(
                xml.withChild("target", a -> Leaf.text(a, "block").putSize(blockSize, "KiB")));
    }

    public Optional<Size> requested() {
        return xml.child("target").flatMap(e -> Leaf.text(e, "requested").size("KiB"));
    }

    public MemoryDevice withRequested(@Nullable Size requested) {
        return new MemoryDevice(
                xml.withChild("target", a -> Leaf.text(a, "requested").putSize(requested, "KiB")));
    }

    public Optional<Size> current() {
        return xml.child("target").flatMap(e -> Leaf.text(e, "current").size("KiB"));
    }

    public MemoryDevice withCurrent(@Nullable Size current) {
        return new MemoryDevice(
                xml.withChild("target", a -> Leaf.text(a, "current").putSize(current, "KiB")));
    }

    public boolean readOnly() {
        return xml.part("target").has("readonly");
    }

    public MemoryDevice withReadOnly(boolean readOnly) {
        return new MemoryDevice(xml.withChild("target", e -> e.withFlag("readonly", readOnly)));
    }

    @Override
    public MemoryDevice withAlias(@Nullable String alias) {
        return new MemoryDevice(Leaf.attribute(xml, "alias", "name").put(alias));
    }

    @Override
    public MemoryDevice withAddress(@Nullable Address address) {
        return new MemoryDevice(address == null ? xml.without("address") : xml.withChild(address.xml()));
    }

    @Override
    public MemoryDevice withBootOrder(@Nullable Integer bootOrder) {
        return new MemoryDevice(Leaf.attribute(xml, "boot", "order").put(bootOrder));
    }
}
