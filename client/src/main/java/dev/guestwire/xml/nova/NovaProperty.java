package dev.guestwire.xml.nova;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A named text.
 *
 * @param xml the element
 */
public record NovaProperty(Element xml) implements View {
    public Optional<String> name() {
        return Leaf.attribute(xml, "name").string();
    }

    public NovaProperty withName(@Nullable String name) {
        return new NovaProperty(Leaf.attribute(xml, "name").put(name));
    }

    public Optional<String> value() {
        return Leaf.text(xml).string();
    }

    public NovaProperty withValue(@Nullable String value) {
        return new NovaProperty(Leaf.text(xml).put(value));
    }
}
