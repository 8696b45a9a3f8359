package dev.guestwire.xml.host;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A secret that libvirt keeps. Its value never is in the document.
 *
 * @param xml the element
 */
public record Secret(Element xml) implements View {
    /** Refuses an element of another name. */
    public Secret {
        View.named(xml, "secret");
    }

    /**
     * Reads a document.
     *
     * @param xml the text
     * @return the secret
     * @throws dev.guestwire.error.MalformedDataException if it is not a secret's document
     */
    public static Secret parse(String xml) {
        return new Secret(Element.parse(xml));
    }

    /**
     * A new secret.
     *
     * @param usageType {@code volume}, {@code ceph}, {@code iscsi}, {@code tls} or {@code vtpm}
     * @param usage what it is used for: a path, a name or a target
     * @return the secret
     */
    public static Secret of(String usageType, String usage) {
        return new Secret(Element.of("secret")).withUsageType(usageType).withUsage(usage);
    }

    /** {@return what it is used for: a path, a name or a target} */
    public Optional<String> usage() {
        return xml.child("usage").flatMap(u -> Leaf.text(u, usageElement()).string());
    }

    /**
     * Sets what it is used for. The usage type must be set before.
     *
     * @param usage a path, a name or a target; null removes it
     * @return the new secret
     */
    public Secret withUsage(@Nullable String usage) {
        return new Secret(
                xml.withChild("usage", u -> Leaf.text(u, usageElement()).put(usage)));
    }

    private String usageElement() {
        return switch (usageType().orElse("")) {
            case "volume" -> "volume";
            case "iscsi" -> "target";
            default -> "name";
        };
    }

    public Optional<Boolean> ephemeral() {
        return Leaf.attribute(xml, "ephemeral").yesNo();
    }

    public Secret withEphemeral(@Nullable Boolean ephemeral) {
        return new Secret(Leaf.attribute(xml, "ephemeral").putYesNo(ephemeral));
    }

    public Optional<Boolean> isPrivate() {
        return Leaf.attribute(xml, "private").yesNo();
    }

    public Secret withIsPrivate(@Nullable Boolean isPrivate) {
        return new Secret(Leaf.attribute(xml, "private").putYesNo(isPrivate));
    }

    public Optional<UUID> uuid() {
        return Leaf.text(xml, "uuid").uuid();
    }

    public Secret withUuid(@Nullable UUID uuid) {
        return new Secret(Leaf.text(xml, "uuid").put(uuid));
    }

    public Optional<String> description() {
        return Leaf.text(xml, "description").string();
    }

    public Secret withDescription(@Nullable String description) {
        return new Secret(Leaf.text(xml, "description").put(description));
    }

    public Optional<String> usageType() {
        return Leaf.attribute(xml, "usage", "type").string();
    }

    public Secret withUsageType(@Nullable String usageType) {
        return new Secret(Leaf.attribute(xml, "usage", "type").put(usageType));
    }
}
