package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One feature with its settings and the parts it may have: {@code hyperv} has {@code relaxed}, {@code vapic} and so on.
 *
 * @param xml the element
 */
public record Feature(Element xml) implements View {
    public String name() {
        return xml.name();
    }

    /** {@return all attributes by name} */
    public Map<String, String> settings() {
        Map<String, String> found = new LinkedHashMap<>();
        xml.attributes().forEach(a -> found.put(a.name(), a.value()));
        return Collections.unmodifiableMap(found);
    }

    /** {@return what it consists of} */
    public List<Feature> parts() {
        return xml.children().stream().map(Feature::new).toList();
    }

    /**
     * One of its parts.
     *
     * @param name such as {@code relaxed}
     * @return the part, without settings if it is not there
     */
    public Feature part(String name) {
        return new Feature(xml.part(name));
    }

    /**
     * Sets or removes an attribute.
     *
     * @param name such as {@code retries}
     * @param value its value; null removes it
     * @return the new feature
     */
    public Feature with(String name, @Nullable String value) {
        return new Feature(xml.withAttribute(name, value));
    }

    /**
     * Changes a part, and makes it if it is not there.
     *
     * @param name such as {@code relaxed}
     * @param change what to change
     * @return the new feature
     */
    public Feature withPart(String name, UnaryOperator<Feature> change) {
        return new Feature(xml.withChild(change.apply(part(name)).xml()));
    }

    public Optional<Boolean> state() {
        return Leaf.attribute(xml, "state").onOff();
    }

    public Feature withState(@Nullable Boolean state) {
        return new Feature(Leaf.attribute(xml, "state").putOnOff(state));
    }

    /** {@return the amount, for those that are one} */
    public Optional<Size> size() {
        return Leaf.text(xml).size("bytes");
    }

    public Feature withSize(@Nullable Size size) {
        return new Feature(Leaf.text(xml).putSize(size, "bytes"));
    }
}
