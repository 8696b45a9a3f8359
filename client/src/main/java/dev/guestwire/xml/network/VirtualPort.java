package dev.guestwire.xml.network;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an interface plugs into Open vSwitch, 802.1Qbg, 802.1Qbh or midonet.
 *
 * @param xml the element
 */
public record VirtualPort(Element xml) implements View {
    /** Refuses an element of another name. */
    public VirtualPort {
        View.named(xml, "virtualport");
    }

    public Optional<String> type() {
        return Leaf.attribute(xml, "type").string();
    }

    public VirtualPort withType(@Nullable String type) {
        return new VirtualPort(Leaf.attribute(xml, "type").put(type));
    }

    /** {@return the parameters by name, such as {@code interfaceid}} */
    public Map<String, String> parameters() {
        Map<String, String> found = new LinkedHashMap<>();
        xml.child("parameters").stream()
                .flatMap(p -> p.attributes().stream())
                .forEach(a -> found.put(a.name(), a.value()));
        return Collections.unmodifiableMap(found);
    }

    /**
     * Sets or removes a parameter.
     *
     * @param name its name
     * @param value its value; null removes it
     * @return the new port
     */
    public VirtualPort withParameter(String name, @Nullable String value) {
        return new VirtualPort(Leaf.attribute(xml, "parameters", name).put(value));
    }
}
