package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import dev.guestwire.xml.storage.DiskDriver;
import dev.guestwire.xml.storage.StorageAuth;
import dev.guestwire.xml.storage.StorageSource;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one disk in a snapshot.
 *
 * @param xml the element
 */
public record SnapshotDisk(Element xml) implements View {
    /** Refuses an element of another name. */
    public SnapshotDisk {
        View.named(xml, "disk");
    }

    /**
     * An external snapshot into a new file.
     *
     * @param target the disk's target, such as {@code vda}
     * @param file the new file
     * @return the disk
     */
    public static SnapshotDisk external(String target, String file) {
        return new SnapshotDisk(Element.of("disk").withAttribute("type", "file"))
                .withName(target)
                .withSnapshot("external")
                .withSource(s -> s.withFile(file));
    }

    /**
     * A disk that takes no part.
     *
     * @param target the disk's target, such as {@code vda}
     * @return the disk
     */
    public static SnapshotDisk none(String target) {
        return new SnapshotDisk(Element.of("disk")).withName(target).withSnapshot("no");
    }

    /** {@return the disk's target, such as {@code vda}, or its source} */
    public Optional<String> name() {
        return Leaf.attribute(xml, "name").string();
    }

    public SnapshotDisk withName(@Nullable String name) {
        return new SnapshotDisk(Leaf.attribute(xml, "name").put(name));
    }

    /** {@return {@code no}, {@code internal}, {@code external} or {@code manual}} */
    public Optional<String> snapshot() {
        return Leaf.attribute(xml, "snapshot").string();
    }

    public SnapshotDisk withSnapshot(@Nullable String snapshot) {
        return new SnapshotDisk(Leaf.attribute(xml, "snapshot").put(snapshot));
    }

    public String type() {
        return Leaf.attribute(xml, "type").string().orElse("file");
    }

    public SnapshotDisk withType(@Nullable String type) {
        return type().equals(type)
                ? this
                : new SnapshotDisk(Leaf.attribute(xml, "type").put(type));
    }

    public Optional<String> device() {
        return Leaf.attribute(xml, "device").string();
    }

    public SnapshotDisk withDevice(@Nullable String device) {
        return new SnapshotDisk(Leaf.attribute(xml, "device").put(device));
    }

    public boolean snapshotDeleteInProgress() {
        return xml.has("snapshotDeleteInProgress");
    }

    public SnapshotDisk withSnapshotDeleteInProgress(boolean snapshotDeleteInProgress) {
        return new SnapshotDisk(xml.withFlag("snapshotDeleteInProgress", snapshotDeleteInProgress));
    }

    public DiskDriver driver() {
        return new DiskDriver(xml.part("driver"));
    }

    public SnapshotDisk withDriver(UnaryOperator<DiskDriver> change) {
        return new SnapshotDisk(
                xml.withChild("driver", e -> change.apply(new DiskDriver(e)).xml()));
    }

    public StorageSource source() {
        return new StorageSource(xml.part("source"));
    }

    public SnapshotDisk withSource(UnaryOperator<StorageSource> change) {
        return new SnapshotDisk(
                xml.withChild("source", e -> change.apply(new StorageSource(e)).xml()));
    }

    public StorageAuth auth() {
        return new StorageAuth(xml.part("auth"));
    }

    public SnapshotDisk withAuth(UnaryOperator<StorageAuth> change) {
        return new SnapshotDisk(
                xml.withChild("auth", e -> change.apply(new StorageAuth(e)).xml()));
    }

    public Optional<String> target() {
        return Leaf.attribute(xml, "target", "dev").string();
    }

    public SnapshotDisk withTarget(@Nullable String target) {
        return new SnapshotDisk(Leaf.attribute(xml, "target", "dev").put(target));
    }

    public Optional<String> bus() {
        return Leaf.attribute(xml, "target", "bus").string();
    }

    public SnapshotDisk withBus(@Nullable String bus) {
        return new SnapshotDisk(Leaf.attribute(xml, "target", "bus").put(bus));
    }

    public Optional<String> serial() {
        return Leaf.text(xml, "serial").string();
    }

    public SnapshotDisk withSerial(@Nullable String serial) {
        return new SnapshotDisk(Leaf.text(xml, "serial").put(serial));
    }
}
