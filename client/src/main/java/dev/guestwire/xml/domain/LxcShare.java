package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of Linux's namespaces that a container shares: a part of {@code lxc:namespace}.
 *
 * @param xml the element
 */
public record LxcShare(Element xml) implements View {
    /** {@return which one: {@code sharenet}, {@code shareipc} or {@code shareuts}} */
    public String kind() {
        return xml.name();
    }

    /** {@return by what the other is named: {@code name} of a container, {@code pid} of a process, or {@code netns}} */
    public Optional<String> type() {
        return Leaf.attribute(xml, "type").string();
    }

    public LxcShare withType(@Nullable String type) {
        return new LxcShare(Leaf.attribute(xml, "type").put(type));
    }

    /** {@return the name or number of the other} */
    public Optional<String> value() {
        return Leaf.attribute(xml, "value").string();
    }

    public LxcShare withValue(@Nullable String value) {
        return new LxcShare(Leaf.attribute(xml, "value").put(value));
    }
}
