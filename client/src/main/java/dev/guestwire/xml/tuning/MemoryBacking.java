package dev.guestwire.xml.tuning;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.NumberSet;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the guest's memory is made of on the host.
 *
 * @param xml the element
 */
public record MemoryBacking(Element xml) implements View {
    /** Refuses an element of another name. */
    public MemoryBacking {
        View.named(xml, "memoryBacking");
    }

    public boolean hugePages() {
        return xml.has("hugepages");
    }

    public MemoryBacking withHugePages(boolean hugePages) {
        return new MemoryBacking(xml.withFlag("hugepages", hugePages));
    }

    public List<HugePage> hugePageSizes() {
        return xml.part("hugepages").children("page").stream()
                .map(HugePage::new)
                .toList();
    }

    public MemoryBacking withHugePageSizes(List<HugePage> hugePageSizes) {
        return new MemoryBacking(xml.withChild("hugepages", a -> a.withChildren("page", View.elements(hugePageSizes))));
    }

    public boolean noSharePages() {
        return xml.has("nosharepages");
    }

    public MemoryBacking withNoSharePages(boolean noSharePages) {
        return new MemoryBacking(xml.withFlag("nosharepages", noSharePages));
    }

    public boolean locked() {
        return xml.has("locked");
    }

    public MemoryBacking withLocked(boolean locked) {
        return new MemoryBacking(xml.withFlag("locked", locked));
    }

    public boolean discard() {
        return xml.has("discard");
    }

    public MemoryBacking withDiscard(boolean discard) {
        return new MemoryBacking(xml.withFlag("discard", discard));
    }

    public Optional<String> sourceType() {
        return Leaf.attribute(xml, "source", "type").string();
    }

    public MemoryBacking withSourceType(@Nullable String sourceType) {
        return new MemoryBacking(Leaf.attribute(xml, "source", "type").put(sourceType));
    }

    public Optional<String> accessMode() {
        return Leaf.attribute(xml, "access", "mode").string();
    }

    public MemoryBacking withAccessMode(@Nullable String accessMode) {
        return new MemoryBacking(Leaf.attribute(xml, "access", "mode").put(accessMode));
    }

    public Optional<String> allocationMode() {
        return Leaf.attribute(xml, "allocation", "mode").string();
    }

    public MemoryBacking withAllocationMode(@Nullable String allocationMode) {
        return new MemoryBacking(Leaf.attribute(xml, "allocation", "mode").put(allocationMode));
    }

    public Optional<Integer> allocationThreads() {
        return Leaf.attribute(xml, "allocation", "threads").integer();
    }

    public MemoryBacking withAllocationThreads(@Nullable Integer allocationThreads) {
        return new MemoryBacking(Leaf.attribute(xml, "allocation", "threads").put(allocationThreads));
    }

    /**
     * Pages of one size.
     *
     * @param xml the element
     */
    public record HugePage(Element xml) implements View {
        public Optional<Size> size() {
            return Leaf.attribute(xml, "size").size("KiB");
        }

        public HugePage withSize(@Nullable Size size) {
            return new HugePage(Leaf.attribute(xml, "size").putSize(size, "KiB"));
        }

        public Optional<NumberSet> nodes() {
            return Leaf.attribute(xml, "nodeset").numbers();
        }

        public HugePage withNodes(@Nullable NumberSet nodes) {
            return new HugePage(Leaf.attribute(xml, "nodeset").put(nodes));
        }
    }
}
