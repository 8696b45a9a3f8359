package dev.guestwire.xml.network;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ports of the host that lead into a guest with user-mode networking.
 *
 * @param xml the element
 */
public record PortForward(Element xml) implements View {
    /** Refuses an element of another name. */
    public PortForward {
        View.named(xml, "portForward");
    }

    public Optional<String> protocol() {
        return Leaf.attribute(xml, "proto").string();
    }

    public PortForward withProtocol(@Nullable String protocol) {
        return new PortForward(Leaf.attribute(xml, "proto").put(protocol));
    }

    public Optional<String> address() {
        return Leaf.attribute(xml, "address").string();
    }

    public PortForward withAddress(@Nullable String address) {
        return new PortForward(Leaf.attribute(xml, "address").put(address));
    }

    public Optional<String> device() {
        return Leaf.attribute(xml, "dev").string();
    }

    public PortForward withDevice(@Nullable String device) {
        return new PortForward(Leaf.attribute(xml, "dev").put(device));
    }

    public List<Range> ranges() {
        return xml.children("range").stream().map(Range::new).toList();
    }

    public PortForward withRanges(List<Range> ranges) {
        return new PortForward(xml.withChildren("range", View.elements(ranges)));
    }

    /**
     * A range of ports.
     *
     * @param xml the element
     */
    public record Range(Element xml) implements View {
        public Optional<Integer> start() {
            return Leaf.attribute(xml, "start").integer();
        }

        public Range withStart(@Nullable Integer start) {
            return new Range(Leaf.attribute(xml, "start").put(start));
        }

        public Optional<Integer> end() {
            return Leaf.attribute(xml, "end").integer();
        }

        public Range withEnd(@Nullable Integer end) {
            return new Range(Leaf.attribute(xml, "end").put(end));
        }

        public Optional<Integer> to() {
            return Leaf.attribute(xml, "to").integer();
        }

        public Range withTo(@Nullable Integer to) {
            return new Range(Leaf.attribute(xml, "to").put(to));
        }

        public Optional<Boolean> exclude() {
            return Leaf.attribute(xml, "exclude").yesNo();
        }

        public Range withExclude(@Nullable Boolean exclude) {
            return new Range(Leaf.attribute(xml, "exclude").putYesNo(exclude));
        }
    }
}
