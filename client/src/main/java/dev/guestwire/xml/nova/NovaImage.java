package dev.guestwire.xml.nova;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The image that an instance was made from.
 *
 * @param xml the element
 */
public record NovaImage(Element xml) implements View {
    public Optional<String> uuid() {
        return Leaf.attribute(xml, "uuid").string();
    }

    public NovaImage withUuid(@Nullable String uuid) {
        return new NovaImage(Leaf.attribute(xml, "uuid").put(uuid));
    }

    public Optional<String> containerFormat() {
        return Leaf.text(xml, "containerFormat").string();
    }

    public NovaImage withContainerFormat(@Nullable String containerFormat) {
        return new NovaImage(Leaf.text(xml, "containerFormat").put(containerFormat));
    }

    public Optional<String> diskFormat() {
        return Leaf.text(xml, "diskFormat").string();
    }

    public NovaImage withDiskFormat(@Nullable String diskFormat) {
        return new NovaImage(Leaf.text(xml, "diskFormat").put(diskFormat));
    }

    public Optional<Integer> minDiskGib() {
        return Leaf.text(xml, "minDisk").integer();
    }

    public NovaImage withMinDiskGib(@Nullable Integer minDiskGib) {
        return new NovaImage(Leaf.text(xml, "minDisk").put(minDiskGib));
    }

    public Optional<Integer> minRamMib() {
        return Leaf.text(xml, "minRam").integer();
    }

    public NovaImage withMinRamMib(@Nullable Integer minRamMib) {
        return new NovaImage(Leaf.text(xml, "minRam").put(minRamMib));
    }

    public List<NovaProperty> properties() {
        return xml.part("properties").children("property").stream()
                .map(NovaProperty::new)
                .toList();
    }

    public NovaImage withProperties(List<NovaProperty> properties) {
        return new NovaImage(xml.withChild("properties", a -> a.withChildren("property", View.elements(properties))));
    }
}
