package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the hypervisor offers the guest: an open list of names, such as {@code acpi}, {@code apic} or {@code hyperv}.
 *
 * @param xml the element
 */
public record Features(Element xml) implements View {
    /** Refuses an element of another name. */
    public Features {
        View.named(xml, "features");
    }

    /** {@return a list with ACPI and APIC, which nearly every x86 guest needs} */
    public static Features acpi() {
        return new Features(Element.of("features")).with("acpi").with("apic");
    }

    /** {@return all features that the document names} */
    public List<Feature> all() {
        return xml.children().stream().map(Feature::new).toList();
    }

    /**
     * Whether a feature is named. One that is named may still be off.
     *
     * @param name such as {@code acpi}
     * @return whether it is there
     */
    public boolean has(String name) {
        return xml.has(name);
    }

    /**
     * A feature.
     *
     * @param name such as {@code hyperv}
     * @return the feature, without settings if it is not named
     */
    public Feature feature(String name) {
        return new Feature(xml.part(name));
    }

    /**
     * Names a feature, which switches most of them on.
     *
     * @param name such as {@code acpi}
     * @return the new list
     */
    public Features with(String name) {
        return new Features(xml.withFlag(name, true));
    }

    /**
     * Changes a feature, and names it if it is not named.
     *
     * @param name such as {@code hyperv}
     * @param change what to change
     * @return the new list
     */
    public Features with(String name, UnaryOperator<Feature> change) {
        return new Features(xml.withChild(change.apply(feature(name)).xml()));
    }

    /**
     * Leaves a feature out.
     *
     * @param name such as {@code pae}
     * @return the new list
     */
    public Features without(String name) {
        return new Features(xml.without(name));
    }
}
