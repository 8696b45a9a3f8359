package dev.guestwire.xml.network;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A kind of connection that interfaces can ask for.
 *
 * @param xml the element
 */
public record PortGroup(Element xml) implements View {
    /** Refuses an element of another name. */
    public PortGroup {
        View.named(xml, "portgroup");
    }

    public Optional<String> name() {
        return Leaf.attribute(xml, "name").string();
    }

    public PortGroup withName(@Nullable String name) {
        return new PortGroup(Leaf.attribute(xml, "name").put(name));
    }

    public Optional<Boolean> isDefault() {
        return Leaf.attribute(xml, "default").yesNo();
    }

    public PortGroup withIsDefault(@Nullable Boolean isDefault) {
        return new PortGroup(Leaf.attribute(xml, "default").putYesNo(isDefault));
    }

    public Optional<Boolean> trustGuestRxFilters() {
        return Leaf.attribute(xml, "trustGuestRxFilters").yesNo();
    }

    public PortGroup withTrustGuestRxFilters(@Nullable Boolean trustGuestRxFilters) {
        return new PortGroup(Leaf.attribute(xml, "trustGuestRxFilters").putYesNo(trustGuestRxFilters));
    }

    public Vlan vlan() {
        return new Vlan(xml.part("vlan"));
    }

    public PortGroup withVlan(UnaryOperator<Vlan> change) {
        return new PortGroup(
                xml.withChild("vlan", e -> change.apply(new Vlan(e)).xml()));
    }

    public Bandwidth bandwidth() {
        return new Bandwidth(xml.part("bandwidth"));
    }

    public PortGroup withBandwidth(UnaryOperator<Bandwidth> change) {
        return new PortGroup(
                xml.withChild("bandwidth", e -> change.apply(new Bandwidth(e)).xml()));
    }

    public VirtualPort virtualPort() {
        return new VirtualPort(xml.part("virtualport"));
    }

    public PortGroup withVirtualPort(UnaryOperator<VirtualPort> change) {
        return new PortGroup(xml.withChild(
                "virtualport", e -> change.apply(new VirtualPort(e)).xml()));
    }
}
