package dev.guestwire.xml.device;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import dev.guestwire.xml.VirtioDriver;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A keyboard, mouse or tablet.
 *
 * @param xml the element
 */
public record Input(Element xml) implements Device {
    /** Refuses an element of another name. */
    public Input {
        View.named(xml, "input");
    }

    /**
     * A keyboard, mouse or tablet.
     *
     * @param type {@code keyboard}, {@code mouse}, {@code tablet}, {@code passthrough} or {@code evdev}
     * @param bus {@code usb}, {@code ps2}, {@code virtio} or {@code xen}
     * @return the device
     */
    public static Input of(String type, String bus) {
        return new Input(Element.of("input")).withType(type).withBus(bus);
    }

    public String type() {
        return Leaf.attribute(xml, "type").required();
    }

    public Input withType(String type) {
        return new Input(Leaf.attribute(xml, "type").put(type));
    }

    public Optional<String> bus() {
        return Leaf.attribute(xml, "bus").string();
    }

    public Input withBus(@Nullable String bus) {
        return new Input(Leaf.attribute(xml, "bus").put(bus));
    }

    public Optional<String> model() {
        return Leaf.attribute(xml, "model").string();
    }

    public Input withModel(@Nullable String model) {
        return new Input(Leaf.attribute(xml, "model").put(model));
    }

    public VirtioDriver driver() {
        return new VirtioDriver(xml.part("driver"));
    }

    public Input withDriver(UnaryOperator<VirtioDriver> change) {
        return new Input(
                xml.withChild("driver", e -> change.apply(new VirtioDriver(e)).xml()));
    }

    /** {@return the host's device of a passed-through input} */
    public Optional<String> eventDevice() {
        return Leaf.attribute(xml, "source", "evdev").string();
    }

    public Input withEventDevice(@Nullable String eventDevice) {
        return new Input(Leaf.attribute(xml, "source", "evdev").put(eventDevice));
    }

    /** {@return the host's device of an evdev input} */
    public Optional<String> device() {
        return Leaf.attribute(xml, "source", "dev").string();
    }

    public Input withDevice(@Nullable String device) {
        return new Input(Leaf.attribute(xml, "source", "dev").put(device));
    }

    public Optional<String> grab() {
        return Leaf.attribute(xml, "source", "grab").string();
    }

    public Input withGrab(@Nullable String grab) {
        return new Input(Leaf.attribute(xml, "source", "grab").put(grab));
    }

    public Optional<String> grabToggle() {
        return Leaf.attribute(xml, "source", "grabToggle").string();
    }

    public Input withGrabToggle(@Nullable String grabToggle) {
        return new Input(Leaf.attribute(xml, "source", "grabToggle").put(grabToggle));
    }

    public Optional<Boolean> repeat() {
        return Leaf.attribute(xml, "source", "repeat").onOff();
    }

    public Input withRepeat(@Nullable Boolean repeat) {
        return new Input(Leaf.attribute(xml, "source", "repeat").putOnOff(repeat));
    }
}
