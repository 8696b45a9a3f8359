package dev.guestwire.xml.host;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.NumberSet;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a host and its hypervisors can do. Read-only.
 *
 * @param xml the element
 */
public record Capabilities(Element xml) implements View {
    /** Refuses an element of another name. */
    public Capabilities {
        View.named(xml, "capabilities");
    }

    /**
     * Reads a document.
     *
     * @param xml the text
     * @return the capabilities
     * @throws dev.guestwire.error.MalformedDataException if it is not a document of capabilities
     */
    public static Capabilities parse(String xml) {
        return new Capabilities(Element.parse(xml));
    }

    public Optional<UUID> uuid() {
        return xml.child("host").flatMap(e -> Leaf.text(e, "uuid").uuid());
    }

    public HostCpu cpu() {
        return new HostCpu(xml.part("host").part("cpu"));
    }

    public Optional<String> iommuSupported() {
        return xml.child("host")
                .flatMap(e -> Leaf.attribute(e, "iommu", "support").string());
    }

    public boolean liveMigration() {
        return xml.part("host").part("migration_features").has("live");
    }

    public List<String> migrationTransports() {
        return xml.part("host").part("migration_features").part("uri_transports").children("uri_transport").stream()
                .map(e -> e.text().strip())
                .toList();
    }

    public Names powerManagement() {
        return new Names(xml.part("host").part("power_management"));
    }

    public List<HostCell> cells() {
        return xml.part("host").part("topology").part("cells").children("cell").stream()
                .map(HostCell::new)
                .toList();
    }

    public List<CacheBank> cacheBanks() {
        return xml.part("host").part("cache").children("bank").stream()
                .map(CacheBank::new)
                .toList();
    }

    public List<BandwidthNode> memoryBandwidthNodes() {
        return xml.part("host").part("memory_bandwidth").children("node").stream()
                .map(BandwidthNode::new)
                .toList();
    }

    public List<SecurityModel> securityModels() {
        return xml.part("host").children("secmodel").stream()
                .map(SecurityModel::new)
                .toList();
    }

    public List<GuestKind> guests() {
        return xml.children("guest").stream().map(GuestKind::new).toList();
    }

    /**
     * Things that are named by empty elements.
     *
     * @param xml the element
     */
    public record Names(Element xml) implements View {
        /** {@return the names} */
        public List<String> all() {
            return xml.children().stream().map(Element::name).toList();
        }
    }
    /**
     * A processor cache.
     *
     * @param xml the element
     */
    public record CacheBank(Element xml) implements View {
        public Optional<Integer> id() {
            return Leaf.attribute(xml, "id").integer();
        }

        public Optional<Integer> level() {
            return Leaf.attribute(xml, "level").integer();
        }

        public Optional<String> type() {
            return Leaf.attribute(xml, "type").string();
        }

        public Optional<Size> size() {
            return Leaf.attribute(xml, "size").size("B");
        }

        public Optional<NumberSet> cpus() {
            return Leaf.attribute(xml, "cpus").numbers();
        }

        public List<CacheControl> controls() {
            return xml.children("control").stream().map(CacheControl::new).toList();
        }
    }
    /**
     * How a cache can be shared out.
     *
     * @param xml the element
     */
    public record CacheControl(Element xml) implements View {
        public Optional<Size> granularity() {
            return Leaf.attribute(xml, "granularity").size("B");
        }

        public Optional<Size> minimum() {
            return Leaf.attribute(xml, "min").size("B");
        }

        public Optional<String> type() {
            return Leaf.attribute(xml, "type").string();
        }

        public Optional<Integer> maxAllocations() {
            return Leaf.attribute(xml, "maxAllocs").integer();
        }
    }
    /**
     * A part of the machine with memory bandwidth of its own.
     *
     * @param xml the element
     */
    public record BandwidthNode(Element xml) implements View {
        public Optional<Integer> id() {
            return Leaf.attribute(xml, "id").integer();
        }

        public Optional<NumberSet> cpus() {
            return Leaf.attribute(xml, "cpus").numbers();
        }

        public Optional<Integer> granularity() {
            return Leaf.attribute(xml, "control", "granularity").integer();
        }

        public Optional<Integer> minimum() {
            return Leaf.attribute(xml, "control", "min").integer();
        }

        public Optional<Integer> maxAllocations() {
            return Leaf.attribute(xml, "control", "maxAllocs").integer();
        }
    }
    /**
     * A security driver.
     *
     * @param xml the element
     */
    public record SecurityModel(Element xml) implements View {
        public Optional<String> model() {
            return Leaf.text(xml, "model").string();
        }

        public Optional<String> doi() {
            return Leaf.text(xml, "doi").string();
        }

        public List<SecurityDefault> baseLabels() {
            return xml.children("baselabel").stream().map(SecurityDefault::new).toList();
        }
    }
    /**
     * What guests of one type get by default.
     *
     * @param xml the element
     */
    public record SecurityDefault(Element xml) implements View {
        public Optional<String> type() {
            return Leaf.attribute(xml, "type").string();
        }

        public Optional<String> label() {
            return Leaf.text(xml).string();
        }
    }
}
