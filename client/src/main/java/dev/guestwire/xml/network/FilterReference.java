package dev.guestwire.xml.network;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which network filter guards an interface, and with which parameters.
 *
 * @param xml the element
 */
public record FilterReference(Element xml) implements View {
    /** Refuses an element of another name. */
    public FilterReference {
        View.named(xml, "filterref");
    }

    public Optional<String> filter() {
        return Leaf.attribute(xml, "filter").string();
    }

    public FilterReference withFilter(@Nullable String filter) {
        return new FilterReference(Leaf.attribute(xml, "filter").put(filter));
    }

    public List<Parameter> parameters() {
        return xml.children("parameter").stream().map(Parameter::new).toList();
    }

    public FilterReference withParameters(List<Parameter> parameters) {
        return new FilterReference(xml.withChildren("parameter", View.elements(parameters)));
    }

    /**
     * A parameter of the filter.
     *
     * @param xml the element
     */
    public record Parameter(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public Parameter withName(@Nullable String name) {
            return new Parameter(Leaf.attribute(xml, "name").put(name));
        }

        public Optional<String> value() {
            return Leaf.attribute(xml, "value").string();
        }

        public Parameter withValue(@Nullable String value) {
            return new Parameter(Leaf.attribute(xml, "value").put(value));
        }
    }
}
