package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A property of a device that is handed to QEMU in place of what libvirt would say: a part of {@code qemu:override}.
 *
 * @param xml the element
 */
public record QemuOverride(Element xml) implements View {
    public Optional<String> alias() {
        return Leaf.attribute(xml, "alias").string();
    }

    public QemuOverride withAlias(@Nullable String alias) {
        return new QemuOverride(Leaf.attribute(xml, "alias").put(alias));
    }

    public List<Property> properties() {
        return xml.part("frontend").children("property").stream()
                .map(Property::new)
                .toList();
    }

    public QemuOverride withProperties(List<Property> properties) {
        return new QemuOverride(xml.withChild("frontend", a -> a.withChildren("property", View.elements(properties))));
    }

    /**
     * One property.
     *
     * @param xml the element
     */
    public record Property(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public Property withName(@Nullable String name) {
            return new Property(Leaf.attribute(xml, "name").put(name));
        }

        public Optional<String> type() {
            return Leaf.attribute(xml, "type").string();
        }

        public Property withType(@Nullable String type) {
            return new Property(Leaf.attribute(xml, "type").put(type));
        }

        public Optional<String> value() {
            return Leaf.attribute(xml, "value").string();
        }

        public Property withValue(@Nullable String value) {
            return new Property(Leaf.attribute(xml, "value").put(value));
        }
    }
}
