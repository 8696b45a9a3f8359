package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A point from which a guest's disks keep track of what is written to them.
 *
 * @param xml the element
 */
public record DomainCheckpoint(Element xml) implements View {
    /** Refuses an element of another name. */
    public DomainCheckpoint {
        View.named(xml, "domaincheckpoint");
    }

    /**
     * Reads a document.
     *
     * @param xml the text
     * @return the checkpoint
     * @throws dev.guestwire.error.MalformedDataException if it is not a checkpoint's document
     */
    public static DomainCheckpoint parse(String xml) {
        return new DomainCheckpoint(Element.parse(xml));
    }

    /**
     * A checkpoint, to be made.
     *
     * @param name its name
     * @param disks what to do with each disk; none: all that can be tracked are
     * @return the checkpoint
     */
    public static DomainCheckpoint of(String name, List<CheckpointDisk> disks) {
        return new DomainCheckpoint(Element.of("domaincheckpoint"))
                .withName(name)
                .withDisks(disks);
    }

    /** {@return the guest's definition at that time} */
    public Optional<Domain> domain() {
        return xml.child("domain").map(Domain::new);
    }

    /** {@return when it was made} */
    public Optional<Instant> creationTime() {
        return Leaf.text(xml, "creationTime").number().map(Instant::ofEpochSecond);
    }

    public Optional<String> name() {
        return Leaf.text(xml, "name").string();
    }

    public DomainCheckpoint withName(@Nullable String name) {
        return new DomainCheckpoint(Leaf.text(xml, "name").put(name));
    }

    public Optional<String> description() {
        return Leaf.text(xml, "description").string();
    }

    public DomainCheckpoint withDescription(@Nullable String description) {
        return new DomainCheckpoint(Leaf.text(xml, "description").put(description));
    }

    public Optional<String> parent() {
        return xml.child("parent").flatMap(e -> Leaf.text(e, "name").string());
    }

    public DomainCheckpoint withParent(@Nullable String parent) {
        return new DomainCheckpoint(
                xml.withChild("parent", a -> Leaf.text(a, "name").put(parent)));
    }

    /** {@return 1 if it is the guest's current checkpoint} */
    public Optional<Integer> active() {
        return Leaf.text(xml, "active").integer();
    }

    public DomainCheckpoint withActive(@Nullable Integer active) {
        return new DomainCheckpoint(Leaf.text(xml, "active").put(active));
    }

    public List<CheckpointDisk> disks() {
        return xml.part("disks").children("disk").stream()
                .map(CheckpointDisk::new)
                .toList();
    }

    public DomainCheckpoint withDisks(List<CheckpointDisk> disks) {
        return new DomainCheckpoint(xml.withChild("disks", a -> a.withChildren("disk", View.elements(disks))));
    }

    /**
     * One disk.
     *
     * @param xml the element
     */
    public record CheckpointDisk(Element xml) implements View {
        /**
         * A disk that keeps track of what is written to it from now on.
         *
         * @param target the disk's target, such as {@code vda}
         * @return the disk
         */
        public static CheckpointDisk tracked(String target) {
            return new CheckpointDisk(Element.of("disk")).withName(target).withCheckpoint("bitmap");
        }

        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public CheckpointDisk withName(@Nullable String name) {
            return new CheckpointDisk(Leaf.attribute(xml, "name").put(name));
        }

        /** {@return {@code bitmap} or {@code no}} */
        public Optional<String> checkpoint() {
            return Leaf.attribute(xml, "checkpoint").string();
        }

        public CheckpointDisk withCheckpoint(@Nullable String checkpoint) {
            return new CheckpointDisk(Leaf.attribute(xml, "checkpoint").put(checkpoint));
        }

        public Optional<String> bitmap() {
            return Leaf.attribute(xml, "bitmap").string();
        }

        public CheckpointDisk withBitmap(@Nullable String bitmap) {
            return new CheckpointDisk(Leaf.attribute(xml, "bitmap").put(bitmap));
        }

        /** {@return bytes} */
        public Optional<Long> size() {
            return Leaf.attribute(xml, "size").number();
        }

        public CheckpointDisk withSize(@Nullable Long size) {
            return new CheckpointDisk(Leaf.attribute(xml, "size").put(size));
        }
    }
}
