package dev.guestwire.xml.storage;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a volume or a pool appears on the host.
 *
 * @param xml the element
 */
public record VolumeTarget(Element xml) implements View {
    /** Refuses an element of another name. */
    public VolumeTarget {
        View.named(xml, "target", "backingStore");
    }

    public Optional<String> path() {
        return Leaf.text(xml, "path").string();
    }

    public VolumeTarget withPath(@Nullable String path) {
        return new VolumeTarget(Leaf.text(xml, "path").put(path));
    }

    public Optional<String> format() {
        return Leaf.attribute(xml, "format", "type").string();
    }

    public VolumeTarget withFormat(@Nullable String format) {
        return new VolumeTarget(Leaf.attribute(xml, "format", "type").put(format));
    }

    public Optional<String> mode() {
        return xml.child("permissions").flatMap(e -> Leaf.text(e, "mode").string());
    }

    public VolumeTarget withMode(@Nullable String mode) {
        return new VolumeTarget(
                xml.withChild("permissions", a -> Leaf.text(a, "mode").put(mode)));
    }

    public Optional<Integer> owner() {
        return xml.child("permissions").flatMap(e -> Leaf.text(e, "owner").integer());
    }

    public VolumeTarget withOwner(@Nullable Integer owner) {
        return new VolumeTarget(
                xml.withChild("permissions", a -> Leaf.text(a, "owner").put(owner)));
    }

    public Optional<Integer> group() {
        return xml.child("permissions").flatMap(e -> Leaf.text(e, "group").integer());
    }

    public VolumeTarget withGroup(@Nullable Integer group) {
        return new VolumeTarget(
                xml.withChild("permissions", a -> Leaf.text(a, "group").put(group)));
    }

    public Optional<String> label() {
        return xml.child("permissions").flatMap(e -> Leaf.text(e, "label").string());
    }

    public VolumeTarget withLabel(@Nullable String label) {
        return new VolumeTarget(
                xml.withChild("permissions", a -> Leaf.text(a, "label").put(label)));
    }

    public Optional<String> accessTime() {
        return xml.child("timestamps").flatMap(e -> Leaf.text(e, "atime").string());
    }

    public VolumeTarget withAccessTime(@Nullable String accessTime) {
        return new VolumeTarget(
                xml.withChild("timestamps", a -> Leaf.text(a, "atime").put(accessTime)));
    }

    public Optional<String> modifyTime() {
        return xml.child("timestamps").flatMap(e -> Leaf.text(e, "mtime").string());
    }

    public VolumeTarget withModifyTime(@Nullable String modifyTime) {
        return new VolumeTarget(
                xml.withChild("timestamps", a -> Leaf.text(a, "mtime").put(modifyTime)));
    }

    public Optional<String> changeTime() {
        return xml.child("timestamps").flatMap(e -> Leaf.text(e, "ctime").string());
    }

    public VolumeTarget withChangeTime(@Nullable String changeTime) {
        return new VolumeTarget(
                xml.withChild("timestamps", a -> Leaf.text(a, "ctime").put(changeTime)));
    }

    public Optional<String> birthTime() {
        return xml.child("timestamps").flatMap(e -> Leaf.text(e, "btime").string());
    }

    public VolumeTarget withBirthTime(@Nullable String birthTime) {
        return new VolumeTarget(
                xml.withChild("timestamps", a -> Leaf.text(a, "btime").put(birthTime)));
    }

    public Encryption encryption() {
        return new Encryption(xml.part("encryption"));
    }

    public VolumeTarget withEncryption(UnaryOperator<Encryption> change) {
        return new VolumeTarget(
                xml.withChild("encryption", e -> change.apply(new Encryption(e)).xml()));
    }

    public Optional<String> compatibility() {
        return Leaf.text(xml, "compat").string();
    }

    public VolumeTarget withCompatibility(@Nullable String compatibility) {
        return new VolumeTarget(Leaf.text(xml, "compat").put(compatibility));
    }

    public Optional<Size> clusterSize() {
        return Leaf.text(xml, "clusterSize").size("B");
    }

    public VolumeTarget withClusterSize(@Nullable Size clusterSize) {
        return new VolumeTarget(Leaf.text(xml, "clusterSize").putSize(clusterSize, "B"));
    }

    public boolean noCopyOnWrite() {
        return xml.has("nocow");
    }

    public VolumeTarget withNoCopyOnWrite(boolean noCopyOnWrite) {
        return new VolumeTarget(xml.withFlag("nocow", noCopyOnWrite));
    }

    public boolean lazyRefCounts() {
        return xml.part("features").has("lazy_refcounts");
    }

    public VolumeTarget withLazyRefCounts(boolean lazyRefCounts) {
        return new VolumeTarget(xml.withChild("features", e -> e.withFlag("lazy_refcounts", lazyRefCounts)));
    }

    public boolean extendedL2() {
        return xml.part("features").has("extended_l2");
    }

    public VolumeTarget withExtendedL2(boolean extendedL2) {
        return new VolumeTarget(xml.withChild("features", e -> e.withFlag("extended_l2", extendedL2)));
    }
}
