package dev.guestwire.xml.network;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A route of a guest's interface or of a network.
 *
 * @param xml the element
 */
public record Route(Element xml) implements View {
    /** Refuses an element of another name. */
    public Route {
        View.named(xml, "route");
    }

    public Optional<String> family() {
        return Leaf.attribute(xml, "family").string();
    }

    public Route withFamily(@Nullable String family) {
        return new Route(Leaf.attribute(xml, "family").put(family));
    }

    public Optional<String> address() {
        return Leaf.attribute(xml, "address").string();
    }

    public Route withAddress(@Nullable String address) {
        return new Route(Leaf.attribute(xml, "address").put(address));
    }

    public Optional<String> netmask() {
        return Leaf.attribute(xml, "netmask").string();
    }

    public Route withNetmask(@Nullable String netmask) {
        return new Route(Leaf.attribute(xml, "netmask").put(netmask));
    }

    public Optional<Integer> prefix() {
        return Leaf.attribute(xml, "prefix").integer();
    }

    public Route withPrefix(@Nullable Integer prefix) {
        return new Route(Leaf.attribute(xml, "prefix").put(prefix));
    }

    public Optional<String> gateway() {
        return Leaf.attribute(xml, "gateway").string();
    }

    public Route withGateway(@Nullable String gateway) {
        return new Route(Leaf.attribute(xml, "gateway").put(gateway));
    }

    public Optional<Integer> metric() {
        return Leaf.attribute(xml, "metric").integer();
    }

    public Route withMetric(@Nullable Integer metric) {
        return new Route(Leaf.attribute(xml, "metric").put(metric));
    }
}
