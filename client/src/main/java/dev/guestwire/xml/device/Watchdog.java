package dev.guestwire.xml.device;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import org.jspecify.annotations.Nullable;

/**
 * A watchdog that acts when the guest hangs.
 *
 * @param xml the element
 */
public record Watchdog(Element xml) implements Device {
    /** Refuses an element of another name. */
    public Watchdog {
        View.named(xml, "watchdog");
    }

    public String model() {
        return Leaf.attribute(xml, "model").required();
    }

    public Watchdog withModel(String model) {
        return new Watchdog(Leaf.attribute(xml, "model").put(model));
    }

    public String action() {
        return Leaf.attribute(xml, "action").string().orElse("reset");
    }

    public Watchdog withAction(@Nullable String action) {
        return action().equals(action)
                ? this
                : new Watchdog(Leaf.attribute(xml, "action").put(action));
    }
}
