package dev.guestwire.xml.host;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What guests of one kind can have on a host. Read-only.
 *
 * @param xml the element
 */
public record DomainCapabilities(Element xml) implements View {
    /** Refuses an element of another name. */
    public DomainCapabilities {
        View.named(xml, "domainCapabilities");
    }

    /**
     * Reads a document.
     *
     * @param xml the text
     * @return the capabilities
     * @throws dev.guestwire.error.MalformedDataException if it is not a document of domain capabilities
     */
    public static DomainCapabilities parse(String xml) {
        return new DomainCapabilities(Element.parse(xml));
    }

    /** {@return the ways to give a guest a processor} */
    public List<CpuMode> cpuModes() {
        return xml.part("cpu").children("mode").stream().map(CpuMode::new).toList();
    }

    /** {@return all kinds of device, such as {@code disk}} */
    public List<Capability> devices() {
        return xml.part("devices").children().stream().map(Capability::new).toList();
    }

    /** {@return what there is besides devices, such as {@code sev}} */
    public List<Capability> features() {
        return xml.part("features").children().stream().map(Capability::new).toList();
    }

    /** {@return what the host can do for the memory of guests} */
    public Capability memoryBacking() {
        return new Capability(xml.part("memoryBacking"));
    }

    /**
     * What there is of one kind of device.
     *
     * @param name such as {@code disk}
     * @return what there is; not supported if the host says nothing
     */
    public Capability device(String name) {
        return new Capability(xml.part("devices").part(name));
    }

    /**
     * What there is of one feature.
     *
     * @param name such as {@code sev}
     * @return what there is; not supported if the host says nothing
     */
    public Capability feature(String name) {
        return new Capability(xml.part("features").part(name));
    }

    public Optional<String> path() {
        return Leaf.text(xml, "path").string();
    }

    public Optional<String> type() {
        return Leaf.text(xml, "domain").string();
    }

    public Optional<String> machine() {
        return Leaf.text(xml, "machine").string();
    }

    public Optional<String> arch() {
        return Leaf.text(xml, "arch").string();
    }

    public Optional<Integer> maxVcpus() {
        return Leaf.attribute(xml, "vcpu", "max").integer();
    }

    public Capability ioThreads() {
        return new Capability(xml.part("iothreads"));
    }

    public Capability os() {
        return new Capability(xml.part("os"));
    }

    public Capability loader() {
        return new Capability(xml.part("os").part("loader"));
    }

    /**
     * A way to give a guest a processor.
     *
     * @param xml the element
     */
    public record CpuMode(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public Optional<Boolean> supported() {
            return Leaf.attribute(xml, "supported").yesNo();
        }

        public Optional<String> fallback() {
            return Leaf.attribute(xml, "model", "fallback").string();
        }

        public Optional<String> vendor() {
            return Leaf.text(xml, "vendor").string();
        }

        public Optional<String> maxPhysAddrMode() {
            return Leaf.attribute(xml, "maxphysaddr", "mode").string();
        }

        public Optional<Integer> maxPhysAddrLimit() {
            return Leaf.attribute(xml, "maxphysaddr", "limit").integer();
        }

        public List<CpuModel> models() {
            return xml.children("model").stream().map(CpuModel::new).toList();
        }

        public List<Capability.Values> enums() {
            return xml.children("enum").stream().map(Capability.Values::new).toList();
        }

        /** {@return the names of features with what becomes of them} */
        public Map<String, String> features() {
            Map<String, String> found = new LinkedHashMap<>();
            xml.children("feature")
                    .forEach(f -> found.put(
                            f.attribute("name").orElse(""),
                            f.attribute("policy").orElse("")));
            return Collections.unmodifiableMap(found);
        }
    }
    /**
     * A processor model.
     *
     * @param xml the element
     */
    public record CpuModel(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.text(xml).string();
        }

        /** {@return {@code yes}, {@code no} or {@code unknown}} */
        public Optional<String> usable() {
            return Leaf.attribute(xml, "usable").string();
        }

        public Optional<Boolean> deprecated() {
            return Leaf.attribute(xml, "deprecated").yesNo();
        }

        public Optional<String> vendor() {
            return Leaf.attribute(xml, "vendor").string();
        }
    }
}
