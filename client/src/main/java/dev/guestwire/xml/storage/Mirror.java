package dev.guestwire.xml.storage;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The copy that a block job is writing.
 *
 * @param xml the element
 */
public record Mirror(Element xml) implements View {
    /** Refuses an element of another name. */
    public Mirror {
        View.named(xml, "mirror");
    }

    public Optional<String> type() {
        return Leaf.attribute(xml, "type").string();
    }

    public Mirror withType(@Nullable String type) {
        return new Mirror(Leaf.attribute(xml, "type").put(type));
    }

    /** {@return {@code copy} or {@code active-commit}} */
    public Optional<String> job() {
        return Leaf.attribute(xml, "job").string();
    }

    public Mirror withJob(@Nullable String job) {
        return new Mirror(Leaf.attribute(xml, "job").put(job));
    }

    /** {@return {@code yes}, {@code pivot} or {@code abort}; nothing before the copy caught up} */
    public Optional<String> ready() {
        return Leaf.attribute(xml, "ready").string();
    }

    public Mirror withReady(@Nullable String ready) {
        return new Mirror(Leaf.attribute(xml, "ready").put(ready));
    }

    /** {@return the target file, as libvirt before 1.2.6 wrote it} */
    public Optional<String> file() {
        return Leaf.attribute(xml, "file").string();
    }

    public Mirror withFile(@Nullable String file) {
        return new Mirror(Leaf.attribute(xml, "file").put(file));
    }

    public Optional<String> oldFormat() {
        return Leaf.attribute(xml, "format").string();
    }

    public Mirror withOldFormat(@Nullable String oldFormat) {
        return new Mirror(Leaf.attribute(xml, "format").put(oldFormat));
    }

    public Optional<String> format() {
        return Leaf.attribute(xml, "format", "type").string();
    }

    public Mirror withFormat(@Nullable String format) {
        return new Mirror(Leaf.attribute(xml, "format", "type").put(format));
    }

    public Optional<Size> metadataCache() {
        return xml.child("format")
                .flatMap(e -> e.child("metadata_cache"))
                .flatMap(e -> Leaf.text(e, "max_size").size("bytes"));
    }

    public Mirror withMetadataCache(@Nullable Size metadataCache) {
        return new Mirror(xml.withChild(
                "format",
                a -> a.withChild("metadata_cache", b -> Leaf.text(b, "max_size").putSize(metadataCache, "bytes"))));
    }

    public StorageSource source() {
        return new StorageSource(xml.part("source"));
    }

    public Mirror withSource(UnaryOperator<StorageSource> change) {
        return new Mirror(
                xml.withChild("source", e -> change.apply(new StorageSource(e)).xml()));
    }

    /** {@return the image below the copy} */
    public Optional<BackingStore> backingStore() {
        return xml.child("backingStore").map(BackingStore::new);
    }

    /** {@return whether the copy has caught up and the job can be pivoted} */
    public boolean isReady() {
        return ready().filter("yes"::equals).isPresent();
    }
}
