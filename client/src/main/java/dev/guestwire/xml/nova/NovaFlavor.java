package dev.guestwire.xml.nova;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The flavor that an instance was made with.
 *
 * @param xml the element
 */
public record NovaFlavor(Element xml) implements View {
    public Optional<String> name() {
        return Leaf.attribute(xml, "name").string();
    }

    public NovaFlavor withName(@Nullable String name) {
        return new NovaFlavor(Leaf.attribute(xml, "name").put(name));
    }

    public Optional<String> id() {
        return Leaf.attribute(xml, "id").string();
    }

    public NovaFlavor withId(@Nullable String id) {
        return new NovaFlavor(Leaf.attribute(xml, "id").put(id));
    }

    public Optional<Integer> memoryMib() {
        return Leaf.text(xml, "memory").integer();
    }

    public NovaFlavor withMemoryMib(@Nullable Integer memoryMib) {
        return new NovaFlavor(Leaf.text(xml, "memory").put(memoryMib));
    }

    public Optional<Integer> diskGib() {
        return Leaf.text(xml, "disk").integer();
    }

    public NovaFlavor withDiskGib(@Nullable Integer diskGib) {
        return new NovaFlavor(Leaf.text(xml, "disk").put(diskGib));
    }

    public Optional<Integer> swapMib() {
        return Leaf.text(xml, "swap").integer();
    }

    public NovaFlavor withSwapMib(@Nullable Integer swapMib) {
        return new NovaFlavor(Leaf.text(xml, "swap").put(swapMib));
    }

    public Optional<Integer> ephemeralGib() {
        return Leaf.text(xml, "ephemeral").integer();
    }

    public NovaFlavor withEphemeralGib(@Nullable Integer ephemeralGib) {
        return new NovaFlavor(Leaf.text(xml, "ephemeral").put(ephemeralGib));
    }

    public Optional<Integer> vcpus() {
        return Leaf.text(xml, "vcpus").integer();
    }

    public NovaFlavor withVcpus(@Nullable Integer vcpus) {
        return new NovaFlavor(Leaf.text(xml, "vcpus").put(vcpus));
    }

    public List<NovaProperty> extraSpecs() {
        return xml.part("extraSpecs").children("extraSpec").stream()
                .map(NovaProperty::new)
                .toList();
    }

    public NovaFlavor withExtraSpecs(List<NovaProperty> extraSpecs) {
        return new NovaFlavor(xml.withChild("extraSpecs", a -> a.withChildren("extraSpec", View.elements(extraSpecs))));
    }
}
