package dev.guestwire.xml.host;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.NumberSet;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;

/**
 * A NUMA node of the host.
 *
 * @param xml the element
 */
public record HostCell(Element xml) implements View {
    /** Refuses an element of another name. */
    public HostCell {
        View.named(xml, "cell");
    }

    public Optional<Integer> id() {
        return Leaf.attribute(xml, "id").integer();
    }

    public Optional<Size> memory() {
        return Leaf.text(xml, "memory").size("KiB");
    }

    public List<HostCpu.Pages> pages() {
        return xml.children("pages").stream().map(HostCpu.Pages::new).toList();
    }

    public List<Distance> distances() {
        return xml.part("distances").children("sibling").stream()
                .map(Distance::new)
                .toList();
    }

    public List<CpuPlace> cpus() {
        return xml.part("cpus").children("cpu").stream().map(CpuPlace::new).toList();
    }

    /**
     * How far another node is.
     *
     * @param xml the element
     */
    public record Distance(Element xml) implements View {
        public Optional<Integer> id() {
            return Leaf.attribute(xml, "id").integer();
        }

        public Optional<Integer> value() {
            return Leaf.attribute(xml, "value").integer();
        }
    }
    /**
     * Where one CPU sits.
     *
     * @param xml the element
     */
    public record CpuPlace(Element xml) implements View {
        public Optional<Integer> id() {
            return Leaf.attribute(xml, "id").integer();
        }

        public Optional<Integer> socket() {
            return Leaf.attribute(xml, "socket_id").integer();
        }

        public Optional<Integer> die() {
            return Leaf.attribute(xml, "die_id").integer();
        }

        public Optional<Integer> cluster() {
            return Leaf.attribute(xml, "cluster_id").integer();
        }

        public Optional<Integer> core() {
            return Leaf.attribute(xml, "core_id").integer();
        }

        public Optional<NumberSet> siblings() {
            return Leaf.attribute(xml, "siblings").numbers();
        }
    }
}
