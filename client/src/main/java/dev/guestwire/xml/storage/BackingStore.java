package dev.guestwire.xml.storage;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The image below another one in a chain.
 *
 * @param xml the element
 */
public record BackingStore(Element xml) implements View {
    /** Refuses an element of another name. */
    public BackingStore {
        View.named(xml, "backingStore");
    }

    public String type() {
        return Leaf.attribute(xml, "type").string().orElse("file");
    }

    public BackingStore withType(@Nullable String type) {
        return type().equals(type)
                ? this
                : new BackingStore(Leaf.attribute(xml, "type").put(type));
    }

    public Optional<Integer> index() {
        return Leaf.attribute(xml, "index").integer();
    }

    public BackingStore withIndex(@Nullable Integer index) {
        return new BackingStore(Leaf.attribute(xml, "index").put(index));
    }

    public Optional<String> format() {
        return Leaf.attribute(xml, "format", "type").string();
    }

    public BackingStore withFormat(@Nullable String format) {
        return new BackingStore(Leaf.attribute(xml, "format", "type").put(format));
    }

    public Optional<Size> metadataCache() {
        return xml.child("format")
                .flatMap(e -> e.child("metadata_cache"))
                .flatMap(e -> Leaf.text(e, "max_size").size("bytes"));
    }

    public BackingStore withMetadataCache(@Nullable Size metadataCache) {
        return new BackingStore(xml.withChild(
                "format",
                a -> a.withChild("metadata_cache", b -> Leaf.text(b, "max_size").putSize(metadataCache, "bytes"))));
    }

    public StorageSource source() {
        return new StorageSource(xml.part("source"));
    }

    public BackingStore withSource(UnaryOperator<StorageSource> change) {
        return new BackingStore(
                xml.withChild("source", e -> change.apply(new StorageSource(e)).xml()));
    }

    /** {@return the next image below; empty if the document does not say} */
    public Optional<BackingStore> backingStore() {
        return xml.child("backingStore").map(BackingStore::new);
    }

    /**
     * Replaces what is below.
     *
     * @param below the next image, null to leave that open
     * @return the new backing store
     */
    public BackingStore withBackingStore(@Nullable BackingStore below) {
        return new BackingStore(below == null ? xml.without("backingStore") : xml.withChild(below.xml()));
    }

    /** {@return whether this only says that the chain ends here} */
    public boolean isEnd() {
        return xml.isBare();
    }
}
