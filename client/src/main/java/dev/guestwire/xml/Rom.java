package dev.guestwire.xml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The option ROM of a PCI device.
 *
 * @param xml the element
 */
public record Rom(Element xml) implements View {
    /** Refuses an element of another name. */
    public Rom {
        View.named(xml, "rom");
    }

    public Optional<Boolean> bar() {
        return Leaf.attribute(xml, "bar").onOff();
    }

    public Rom withBar(@Nullable Boolean bar) {
        return new Rom(Leaf.attribute(xml, "bar").putOnOff(bar));
    }

    public Optional<String> file() {
        return Leaf.attribute(xml, "file").string();
    }

    public Rom withFile(@Nullable String file) {
        return new Rom(Leaf.attribute(xml, "file").put(file));
    }

    public Optional<Boolean> enabled() {
        return Leaf.attribute(xml, "enabled").yesNo();
    }

    public Rom withEnabled(@Nullable Boolean enabled) {
        return new Rom(Leaf.attribute(xml, "enabled").putYesNo(enabled));
    }
}
