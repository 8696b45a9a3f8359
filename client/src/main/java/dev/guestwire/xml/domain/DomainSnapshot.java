package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a guest, made or to be made.
 *
 * @param xml the element
 */
public record DomainSnapshot(Element xml) implements View {
    /** Refuses an element of another name. */
    public DomainSnapshot {
        View.named(xml, "domainsnapshot");
    }

    /**
     * Reads a document.
     *
     * @param xml the text
     * @return the snapshot
     * @throws dev.guestwire.error.MalformedDataException if it is not a snapshot's document
     */
    public static DomainSnapshot parse(String xml) {
        return new DomainSnapshot(Element.parse(xml));
    }

    /**
     * A snapshot of disks, to be made.
     *
     * @param name its name
     * @param disks what to do with each disk
     * @return the snapshot
     */
    public static DomainSnapshot of(String name, List<SnapshotDisk> disks) {
        return new DomainSnapshot(Element.of("domainsnapshot")).withName(name).withDisks(disks);
    }

    /** {@return the guest's definition at that time} */
    public Optional<Domain> domain() {
        return xml.child("domain").map(Domain::new);
    }

    /** {@return what the guest would have been after its next start, where that differed} */
    public Optional<Domain> inactiveDomain() {
        return xml.child("inactiveDomain").map(Domain::new);
    }

    /** {@return when it was made} */
    public Optional<Instant> creationTime() {
        return Leaf.text(xml, "creationTime").number().map(Instant::ofEpochSecond);
    }

    public Optional<String> name() {
        return Leaf.text(xml, "name").string();
    }

    public DomainSnapshot withName(@Nullable String name) {
        return new DomainSnapshot(Leaf.text(xml, "name").put(name));
    }

    public Optional<String> description() {
        return Leaf.text(xml, "description").string();
    }

    public DomainSnapshot withDescription(@Nullable String description) {
        return new DomainSnapshot(Leaf.text(xml, "description").put(description));
    }

    public Optional<String> state() {
        return Leaf.text(xml, "state").string();
    }

    public DomainSnapshot withState(@Nullable String state) {
        return new DomainSnapshot(Leaf.text(xml, "state").put(state));
    }

    public Optional<String> parent() {
        return xml.child("parent").flatMap(e -> Leaf.text(e, "name").string());
    }

    public DomainSnapshot withParent(@Nullable String parent) {
        return new DomainSnapshot(
                xml.withChild("parent", a -> Leaf.text(a, "name").put(parent)));
    }

    /** {@return {@code no}, {@code internal} or {@code external}} */
    public Optional<String> memorySnapshot() {
        return Leaf.attribute(xml, "memory", "snapshot").string();
    }

    public DomainSnapshot withMemorySnapshot(@Nullable String memorySnapshot) {
        return new DomainSnapshot(Leaf.attribute(xml, "memory", "snapshot").put(memorySnapshot));
    }

    public Optional<String> memoryFile() {
        return Leaf.attribute(xml, "memory", "file").string();
    }

    public DomainSnapshot withMemoryFile(@Nullable String memoryFile) {
        return new DomainSnapshot(Leaf.attribute(xml, "memory", "file").put(memoryFile));
    }

    public List<SnapshotDisk> disks() {
        return xml.part("disks").children("disk").stream()
                .map(SnapshotDisk::new)
                .toList();
    }

    public DomainSnapshot withDisks(List<SnapshotDisk> disks) {
        return new DomainSnapshot(xml.withChild("disks", a -> a.withChildren("disk", View.elements(disks))));
    }

    /** {@return 1 if it is the guest's current snapshot} */
    public Optional<Integer> active() {
        return Leaf.text(xml, "active").integer();
    }

    public DomainSnapshot withActive(@Nullable Integer active) {
        return new DomainSnapshot(Leaf.text(xml, "active").put(active));
    }
}
