package dev.guestwire.xml.storage;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether to connect again to a server that went away.
 *
 * @param xml the element
 */
public record Reconnect(Element xml) implements View {
    /** Refuses an element of another name. */
    public Reconnect {
        View.named(xml, "reconnect");
    }

    public Optional<Boolean> enabled() {
        return Leaf.attribute(xml, "enabled").yesNo();
    }

    public Reconnect withEnabled(@Nullable Boolean enabled) {
        return new Reconnect(Leaf.attribute(xml, "enabled").putYesNo(enabled));
    }

    public Optional<Long> timeoutSeconds() {
        return Leaf.attribute(xml, "timeout").number();
    }

    public Reconnect withTimeoutSeconds(@Nullable Long timeoutSeconds) {
        return new Reconnect(Leaf.attribute(xml, "timeout").put(timeoutSeconds));
    }

    public Optional<Long> delayMilliseconds() {
        return Leaf.attribute(xml, "delay").number();
    }

    public Reconnect withDelayMilliseconds(@Nullable Long delayMilliseconds) {
        return new Reconnect(Leaf.attribute(xml, "delay").put(delayMilliseconds));
    }
}
