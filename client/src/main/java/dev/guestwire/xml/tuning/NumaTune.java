package dev.guestwire.xml.tuning;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.NumberSet;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which NUMA nodes of the host the guest's memory comes from.
 *
 * @param xml the element
 */
public record NumaTune(Element xml) implements View {
    /** Refuses an element of another name. */
    public NumaTune {
        View.named(xml, "numatune");
    }

    public Optional<String> mode() {
        return Leaf.attribute(xml, "memory", "mode").string();
    }

    public NumaTune withMode(@Nullable String mode) {
        return new NumaTune(Leaf.attribute(xml, "memory", "mode").put(mode));
    }

    public Optional<NumberSet> nodes() {
        return Leaf.attribute(xml, "memory", "nodeset").numbers();
    }

    public NumaTune withNodes(@Nullable NumberSet nodes) {
        return new NumaTune(Leaf.attribute(xml, "memory", "nodeset").put(nodes));
    }

    public Optional<String> placement() {
        return Leaf.attribute(xml, "memory", "placement").string();
    }

    public NumaTune withPlacement(@Nullable String placement) {
        return new NumaTune(Leaf.attribute(xml, "memory", "placement").put(placement));
    }

    public List<MemoryNode> memoryNodes() {
        return xml.children("memnode").stream().map(MemoryNode::new).toList();
    }

    public NumaTune withMemoryNodes(List<MemoryNode> memoryNodes) {
        return new NumaTune(xml.withChildren("memnode", View.elements(memoryNodes)));
    }

    /**
     * The same for one NUMA node of the guest.
     *
     * @param xml the element
     */
    public record MemoryNode(Element xml) implements View {
        public Optional<Integer> cellId() {
            return Leaf.attribute(xml, "cellid").integer();
        }

        public MemoryNode withCellId(@Nullable Integer cellId) {
            return new MemoryNode(Leaf.attribute(xml, "cellid").put(cellId));
        }

        public Optional<String> mode() {
            return Leaf.attribute(xml, "mode").string();
        }

        public MemoryNode withMode(@Nullable String mode) {
            return new MemoryNode(Leaf.attribute(xml, "mode").put(mode));
        }

        public Optional<NumberSet> nodes() {
            return Leaf.attribute(xml, "nodeset").numbers();
        }

        public MemoryNode withNodes(@Nullable NumberSet nodes) {
            return new MemoryNode(Leaf.attribute(xml, "nodeset").put(nodes));
        }
    }
}
