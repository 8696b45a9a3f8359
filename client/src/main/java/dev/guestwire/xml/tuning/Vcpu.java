package dev.guestwire.xml.tuning;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One virtual CPU.
 *
 * @param xml the element
 */
public record Vcpu(Element xml) implements View {
    /** Refuses an element of another name. */
    public Vcpu {
        View.named(xml, "vcpu");
    }

    public Optional<Integer> id() {
        return Leaf.attribute(xml, "id").integer();
    }

    public Vcpu withId(@Nullable Integer id) {
        return new Vcpu(Leaf.attribute(xml, "id").put(id));
    }

    public Optional<Boolean> enabled() {
        return Leaf.attribute(xml, "enabled").yesNo();
    }

    public Vcpu withEnabled(@Nullable Boolean enabled) {
        return new Vcpu(Leaf.attribute(xml, "enabled").putYesNo(enabled));
    }

    public Optional<Boolean> hotpluggable() {
        return Leaf.attribute(xml, "hotpluggable").yesNo();
    }

    public Vcpu withHotpluggable(@Nullable Boolean hotpluggable) {
        return new Vcpu(Leaf.attribute(xml, "hotpluggable").putYesNo(hotpluggable));
    }

    public Optional<Integer> order() {
        return Leaf.attribute(xml, "order").integer();
    }

    public Vcpu withOrder(@Nullable Integer order) {
        return new Vcpu(Leaf.attribute(xml, "order").put(order));
    }
}
