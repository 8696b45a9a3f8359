package dev.guestwire.xml.host;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether something is supported, and which values it can take.
 *
 * @param xml the element
 */
public record Capability(Element xml) implements View {
    public String name() {
        return xml.name();
    }

    /** {@return whether it is supported; false if the host says nothing} */
    public boolean supported() {
        return Leaf.attribute(xml, "supported").yesNo().orElse(false);
    }

    /**
     * The values of one enumeration, of this thing only.
     *
     * @param name such as {@code bus}
     * @return the values, none if the host says nothing
     */
    public List<String> values(String name) {
        return enums().stream()
                .filter(e -> e.name().filter(name::equals).isPresent())
                .flatMap(e -> e.all().stream())
                .toList();
    }

    /** {@return the texts of simple children by name, such as {@code maxGuests}} */
    public Map<String, String> properties() {
        Map<String, String> found = new LinkedHashMap<>();
        for (Element child : xml.children()) {
            if (child.children().isEmpty()
                    && !child.text().isBlank()
                    && !child.name().equals("value")) {
                found.put(child.name(), child.text().strip());
            }
        }
        return Collections.unmodifiableMap(found);
    }

    /** {@return SGX's memory sections} */
    public List<Section> sections() {
        return xml.part("sections").children("section").stream()
                .map(Section::new)
                .toList();
    }

    public List<String> values() {
        return xml.children("value").stream().map(e -> e.text().strip()).toList();
    }

    public List<Values> enums() {
        return xml.children("enum").stream().map(Values::new).toList();
    }

    /**
     * An enumeration.
     *
     * @param xml the element
     */
    public record Values(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public List<String> all() {
            return xml.children("value").stream().map(e -> e.text().strip()).toList();
        }
    }
    /**
     * A section of SGX memory.
     *
     * @param xml the element
     */
    public record Section(Element xml) implements View {
        public Optional<Integer> node() {
            return Leaf.attribute(xml, "node").integer();
        }

        public Optional<Size> size() {
            return Leaf.attribute(xml, "size").size("KiB");
        }
    }
}
