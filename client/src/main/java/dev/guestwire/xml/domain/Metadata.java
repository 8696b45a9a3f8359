package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;

/**
 * What programs keep in a guest's definition: one element in each of their namespaces. Libvirt drops those without one.
 *
 * @param xml the element
 */
public record Metadata(Element xml) implements View {
    /** Refuses an element of another name. */
    public Metadata {
        View.named(xml, "metadata");
    }

    /** {@return all elements} */
    public List<Element> elements() {
        return xml.children();
    }

    /**
     * A program's element.
     *
     * @param namespace its namespace
     * @return the element
     */
    public Optional<Element> element(String namespace) {
        return xml.children().stream()
                .filter(e -> e.namespace().equals(namespace))
                .findFirst();
    }

    /**
     * Sets a program's element, in place of the one in its namespace.
     *
     * @param element the element, which must be in a namespace
     * @return the new metadata
     */
    public Metadata with(Element element) {
        if (element.namespace().isEmpty()) {
            throw new IllegalArgumentException("Libvirt drops metadata without a namespace: " + element.name());
        }
        return element(element.namespace())
                .map(old -> new Metadata(xml.replace(old, element)))
                .orElse(new Metadata(xml.plus(element)));
    }

    /**
     * Removes a program's element.
     *
     * @param namespace its namespace
     * @return the new metadata
     */
    public Metadata without(String namespace) {
        return element(namespace).map(e -> new Metadata(xml.without(e))).orElse(this);
    }
}
