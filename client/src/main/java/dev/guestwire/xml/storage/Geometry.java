package dev.guestwire.xml.storage;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The geometry that the BIOS tells.
 *
 * @param xml the element
 */
public record Geometry(Element xml) implements View {
    /** Refuses an element of another name. */
    public Geometry {
        View.named(xml, "geometry");
    }

    public Optional<Integer> cylinders() {
        return Leaf.attribute(xml, "cyls").integer();
    }

    public Geometry withCylinders(@Nullable Integer cylinders) {
        return new Geometry(Leaf.attribute(xml, "cyls").put(cylinders));
    }

    public Optional<Integer> heads() {
        return Leaf.attribute(xml, "heads").integer();
    }

    public Geometry withHeads(@Nullable Integer heads) {
        return new Geometry(Leaf.attribute(xml, "heads").put(heads));
    }

    public Optional<Integer> sectors() {
        return Leaf.attribute(xml, "secs").integer();
    }

    public Geometry withSectors(@Nullable Integer sectors) {
        return new Geometry(Leaf.attribute(xml, "secs").put(sectors));
    }

    public Optional<String> translation() {
        return Leaf.attribute(xml, "trans").string();
    }

    public Geometry withTranslation(@Nullable String translation) {
        return new Geometry(Leaf.attribute(xml, "trans").put(translation));
    }
}
