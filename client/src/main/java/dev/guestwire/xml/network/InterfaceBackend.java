package dev.guestwire.xml.network;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who carries the packets, besides the kernel.
 *
 * @param xml the element
 */
public record InterfaceBackend(Element xml) implements View {
    /** Refuses an element of another name. */
    public InterfaceBackend {
        View.named(xml, "backend");
    }

    public Optional<String> type() {
        return Leaf.attribute(xml, "type").string();
    }

    public InterfaceBackend withType(@Nullable String type) {
        return new InterfaceBackend(Leaf.attribute(xml, "type").put(type));
    }

    public Optional<String> tap() {
        return Leaf.attribute(xml, "tap").string();
    }

    public InterfaceBackend withTap(@Nullable String tap) {
        return new InterfaceBackend(Leaf.attribute(xml, "tap").put(tap));
    }

    public Optional<String> vhost() {
        return Leaf.attribute(xml, "vhost").string();
    }

    public InterfaceBackend withVhost(@Nullable String vhost) {
        return new InterfaceBackend(Leaf.attribute(xml, "vhost").put(vhost));
    }

    public Optional<String> logFile() {
        return Leaf.attribute(xml, "logFile").string();
    }

    public InterfaceBackend withLogFile(@Nullable String logFile) {
        return new InterfaceBackend(Leaf.attribute(xml, "logFile").put(logFile));
    }
}
