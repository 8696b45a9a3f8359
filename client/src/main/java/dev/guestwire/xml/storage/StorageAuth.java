package dev.guestwire.xml.storage;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who a network disk is opened as, and which libvirt secret proves it. The secret itself is not in the document.
 *
 * @param xml the element
 */
public record StorageAuth(Element xml) implements View {
    /** Refuses an element of another name. */
    public StorageAuth {
        View.named(xml, "auth");
    }

    public Optional<String> username() {
        return Leaf.attribute(xml, "username").string();
    }

    public StorageAuth withUsername(@Nullable String username) {
        return new StorageAuth(Leaf.attribute(xml, "username").put(username));
    }

    public Optional<String> type() {
        return Leaf.attribute(xml, "type").string();
    }

    public StorageAuth withType(@Nullable String type) {
        return new StorageAuth(Leaf.attribute(xml, "type").put(type));
    }

    public Optional<String> secretType() {
        return Leaf.attribute(xml, "secret", "type").string();
    }

    public StorageAuth withSecretType(@Nullable String secretType) {
        return new StorageAuth(Leaf.attribute(xml, "secret", "type").put(secretType));
    }

    public Optional<UUID> secretUuid() {
        return Leaf.attribute(xml, "secret", "uuid").uuid();
    }

    public StorageAuth withSecretUuid(@Nullable UUID secretUuid) {
        return new StorageAuth(Leaf.attribute(xml, "secret", "uuid").put(secretUuid));
    }

    public Optional<String> secretUsage() {
        return Leaf.attribute(xml, "secret", "usage").string();
    }

    public StorageAuth withSecretUsage(@Nullable String secretUsage) {
        return new StorageAuth(Leaf.attribute(xml, "secret", "usage").put(secretUsage));
    }
}
