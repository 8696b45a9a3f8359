package dev.guestwire.xml.storage;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A server that a network disk comes from.
 *
 * @param xml the element
 */
public record StorageHost(Element xml) implements View {
    /** Refuses an element of another name. */
    public StorageHost {
        View.named(xml, "host");
    }

    public Optional<String> name() {
        return Leaf.attribute(xml, "name").string();
    }

    public StorageHost withName(@Nullable String name) {
        return new StorageHost(Leaf.attribute(xml, "name").put(name));
    }

    public Optional<Integer> port() {
        return Leaf.attribute(xml, "port").integer();
    }

    public StorageHost withPort(@Nullable Integer port) {
        return new StorageHost(Leaf.attribute(xml, "port").put(port));
    }

    public Optional<String> transport() {
        return Leaf.attribute(xml, "transport").string();
    }

    public StorageHost withTransport(@Nullable String transport) {
        return new StorageHost(Leaf.attribute(xml, "transport").put(transport));
    }

    public Optional<String> socket() {
        return Leaf.attribute(xml, "socket").string();
    }

    public StorageHost withSocket(@Nullable String socket) {
        return new StorageHost(Leaf.attribute(xml, "socket").put(socket));
    }

    /**
     * A server at a port.
     *
     * @param name its name or address
     * @param port its port
     * @return the server
     */
    public static StorageHost of(String name, int port) {
        return new StorageHost(Element.of("host")).withName(name).withPort(port);
    }
}
