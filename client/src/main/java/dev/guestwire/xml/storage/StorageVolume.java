package dev.guestwire.xml.storage;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A volume of a storage pool.
 *
 * @param xml the element
 */
public record StorageVolume(Element xml) implements View {
    /** Refuses an element of another name. */
    public StorageVolume {
        View.named(xml, "volume");
    }

    /**
     * Reads a document.
     *
     * @param xml the text
     * @return the volume
     * @throws dev.guestwire.error.MalformedDataException if it is not a volume's document
     */
    public static StorageVolume parse(String xml) {
        return new StorageVolume(Element.parse(xml));
    }

    /**
     * A new volume. One of qcow2 is of its third version ({@code compat} 1.1): checkpoints need that, and libvirt 9.0.0 and older
     * make the second version unless they are told.
     *
     * @param name its name
     * @param capacity its size as the guest sees it
     * @param format such as {@code qcow2}
     * @return the volume
     */
    public static StorageVolume of(String name, Size capacity, String format) {
        return new StorageVolume(Element.of("volume"))
                .withName(name)
                .withCapacity(capacity)
                .withTarget(t -> t.withFormat(format).withCompatibility(format.equals("qcow2") ? "1.1" : null));
    }

    public Optional<String> type() {
        return Leaf.attribute(xml, "type").string();
    }

    public StorageVolume withType(@Nullable String type) {
        return new StorageVolume(Leaf.attribute(xml, "type").put(type));
    }

    public Optional<String> name() {
        return Leaf.text(xml, "name").string();
    }

    public StorageVolume withName(@Nullable String name) {
        return new StorageVolume(Leaf.text(xml, "name").put(name));
    }

    public Optional<String> key() {
        return Leaf.text(xml, "key").string();
    }

    public StorageVolume withKey(@Nullable String key) {
        return new StorageVolume(Leaf.text(xml, "key").put(key));
    }

    public Optional<Size> capacity() {
        return Leaf.text(xml, "capacity").size("bytes");
    }

    public StorageVolume withCapacity(@Nullable Size capacity) {
        return new StorageVolume(Leaf.text(xml, "capacity").putSize(capacity, "bytes"));
    }

    public Optional<Size> allocation() {
        return Leaf.text(xml, "allocation").size("bytes");
    }

    public StorageVolume withAllocation(@Nullable Size allocation) {
        return new StorageVolume(Leaf.text(xml, "allocation").putSize(allocation, "bytes"));
    }

    public Optional<Size> physical() {
        return Leaf.text(xml, "physical").size("bytes");
    }

    public StorageVolume withPhysical(@Nullable Size physical) {
        return new StorageVolume(Leaf.text(xml, "physical").putSize(physical, "bytes"));
    }

    public List<Extent> extents() {
        return xml.part("source").part("device").children("extent").stream()
                .map(Extent::new)
                .toList();
    }

    public StorageVolume withExtents(List<Extent> extents) {
        return new StorageVolume(xml.withChild(
                "source", a -> a.withChild("device", b -> b.withChildren("extent", View.elements(extents)))));
    }

    public VolumeTarget target() {
        return new VolumeTarget(xml.part("target"));
    }

    public StorageVolume withTarget(UnaryOperator<VolumeTarget> change) {
        return new StorageVolume(
                xml.withChild("target", e -> change.apply(new VolumeTarget(e)).xml()));
    }

    public VolumeTarget backingStore() {
        return new VolumeTarget(xml.part("backingStore"));
    }

    public StorageVolume withBackingStore(UnaryOperator<VolumeTarget> change) {
        return new StorageVolume(xml.withChild(
                "backingStore", e -> change.apply(new VolumeTarget(e)).xml()));
    }

    /**
     * A stretch of a device.
     *
     * @param xml the element
     */
    public record Extent(Element xml) implements View {
        public Optional<Long> start() {
            return Leaf.attribute(xml, "start").number();
        }

        public Extent withStart(@Nullable Long start) {
            return new Extent(Leaf.attribute(xml, "start").put(start));
        }

        public Optional<Long> end() {
            return Leaf.attribute(xml, "end").number();
        }

        public Extent withEnd(@Nullable Long end) {
            return new Extent(Leaf.attribute(xml, "end").put(end));
        }
    }
}
