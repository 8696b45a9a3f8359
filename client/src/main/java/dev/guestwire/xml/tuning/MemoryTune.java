package dev.guestwire.xml.tuning;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.NumberSet;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which share of the host's memory bandwidth some virtual CPUs get.
 *
 * @param xml the element
 */
public record MemoryTune(Element xml) implements View {
    /** Refuses an element of another name. */
    public MemoryTune {
        View.named(xml, "memorytune");
    }

    public Optional<NumberSet> vcpus() {
        return Leaf.attribute(xml, "vcpus").numbers();
    }

    public MemoryTune withVcpus(@Nullable NumberSet vcpus) {
        return new MemoryTune(Leaf.attribute(xml, "vcpus").put(vcpus));
    }

    public List<Node> nodes() {
        return xml.children("node").stream().map(Node::new).toList();
    }

    public MemoryTune withNodes(List<Node> nodes) {
        return new MemoryTune(xml.withChildren("node", View.elements(nodes)));
    }

    public List<CacheTune.Monitor> monitors() {
        return xml.children("monitor").stream().map(CacheTune.Monitor::new).toList();
    }

    public MemoryTune withMonitors(List<CacheTune.Monitor> monitors) {
        return new MemoryTune(xml.withChildren("monitor", View.elements(monitors)));
    }

    /**
     * A share, in per cent, on one node.
     *
     * @param xml the element
     */
    public record Node(Element xml) implements View {
        public Optional<Integer> id() {
            return Leaf.attribute(xml, "id").integer();
        }

        public Node withId(@Nullable Integer id) {
            return new Node(Leaf.attribute(xml, "id").put(id));
        }

        public Optional<Integer> bandwidth() {
            return Leaf.attribute(xml, "bandwidth").integer();
        }

        public Node withBandwidth(@Nullable Integer bandwidth) {
            return new Node(Leaf.attribute(xml, "bandwidth").put(bandwidth));
        }
    }
}
