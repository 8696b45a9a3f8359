package dev.guestwire.xml.network;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A card that stands in for another one while a guest migrates.
 *
 * @param xml the element
 */
public record Teaming(Element xml) implements View {
    /** Refuses an element of another name. */
    public Teaming {
        View.named(xml, "teaming");
    }

    /** {@return {@code persistent} or {@code transient}} */
    public Optional<String> type() {
        return Leaf.attribute(xml, "type").string();
    }

    public Teaming withType(@Nullable String type) {
        return new Teaming(Leaf.attribute(xml, "type").put(type));
    }

    /** {@return the alias of the persistent card} */
    public Optional<String> persistent() {
        return Leaf.attribute(xml, "persistent").string();
    }

    public Teaming withPersistent(@Nullable String persistent) {
        return new Teaming(Leaf.attribute(xml, "persistent").put(persistent));
    }
}
