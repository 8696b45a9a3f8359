package dev.guestwire.xml.storage;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an image or a volume is encrypted.
 *
 * @param xml the element
 */
public record Encryption(Element xml) implements View {
    /** Refuses an element of another name. */
    public Encryption {
        View.named(xml, "encryption");
    }

    /** {@return {@code luks}, {@code luks2}, {@code luks-any}, {@code qcow} or {@code default}} */
    public Optional<String> format() {
        return Leaf.attribute(xml, "format").string();
    }

    public Encryption withFormat(@Nullable String format) {
        return new Encryption(Leaf.attribute(xml, "format").put(format));
    }

    public Optional<String> engine() {
        return Leaf.attribute(xml, "engine").string();
    }

    public Encryption withEngine(@Nullable String engine) {
        return new Encryption(Leaf.attribute(xml, "engine").put(engine));
    }

    public List<Secret> secrets() {
        return xml.children("secret").stream().map(Secret::new).toList();
    }

    public Encryption withSecrets(List<Secret> secrets) {
        return new Encryption(xml.withChildren("secret", View.elements(secrets)));
    }

    public Optional<String> cipherName() {
        return Leaf.attribute(xml, "cipher", "name").string();
    }

    public Encryption withCipherName(@Nullable String cipherName) {
        return new Encryption(Leaf.attribute(xml, "cipher", "name").put(cipherName));
    }

    public Optional<Integer> cipherSize() {
        return Leaf.attribute(xml, "cipher", "size").integer();
    }

    public Encryption withCipherSize(@Nullable Integer cipherSize) {
        return new Encryption(Leaf.attribute(xml, "cipher", "size").put(cipherSize));
    }

    public Optional<String> cipherMode() {
        return Leaf.attribute(xml, "cipher", "mode").string();
    }

    public Encryption withCipherMode(@Nullable String cipherMode) {
        return new Encryption(Leaf.attribute(xml, "cipher", "mode").put(cipherMode));
    }

    public Optional<String> cipherHash() {
        return Leaf.attribute(xml, "cipher", "hash").string();
    }

    public Encryption withCipherHash(@Nullable String cipherHash) {
        return new Encryption(Leaf.attribute(xml, "cipher", "hash").put(cipherHash));
    }

    public Optional<String> ivgenName() {
        return Leaf.attribute(xml, "ivgen", "name").string();
    }

    public Encryption withIvgenName(@Nullable String ivgenName) {
        return new Encryption(Leaf.attribute(xml, "ivgen", "name").put(ivgenName));
    }

    public Optional<String> ivgenHash() {
        return Leaf.attribute(xml, "ivgen", "hash").string();
    }

    public Encryption withIvgenHash(@Nullable String ivgenHash) {
        return new Encryption(Leaf.attribute(xml, "ivgen", "hash").put(ivgenHash));
    }

    /**
     * LUKS encryption with a passphrase that is a libvirt secret.
     *
     * @param secret the secret's UUID
     * @return the encryption
     */
    public static Encryption luks(UUID secret) {
        Secret passphrase =
                new Secret(Element.of("secret")).withType("passphrase").withUuid(secret);
        return new Encryption(Element.of("encryption")).withFormat("luks").withSecrets(List.of(passphrase));
    }
    /**
     * A reference to a libvirt secret.
     *
     * @param xml the element
     */
    public record Secret(Element xml) implements View {
        public Optional<String> type() {
            return Leaf.attribute(xml, "type").string();
        }

        public Secret withType(@Nullable String type) {
            return new Secret(Leaf.attribute(xml, "type").put(type));
        }

        public Optional<UUID> uuid() {
            return Leaf.attribute(xml, "uuid").uuid();
        }

        public Secret withUuid(@Nullable UUID uuid) {
            return new Secret(Leaf.attribute(xml, "uuid").put(uuid));
        }

        public Optional<String> usage() {
            return Leaf.attribute(xml, "usage").string();
        }

        public Secret withUsage(@Nullable String usage) {
            return new Secret(Leaf.attribute(xml, "usage").put(usage));
        }
    }
}
