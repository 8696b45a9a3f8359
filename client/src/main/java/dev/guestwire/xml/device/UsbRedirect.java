package dev.guestwire.xml.device;

import dev.guestwire.xml.Address;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A place for a USB device that somebody plugs in elsewhere: a {@code <redirdev>}.
 *
 * @param xml the element
 */
public record UsbRedirect(Element xml) implements Device {
    /** Refuses an element of another name. */
    public UsbRedirect {
        View.named(xml, "redirdev");
    }

    public String bus() {
        return Leaf.attribute(xml, "bus").string().orElse("usb");
    }

    public UsbRedirect withBus(@Nullable String bus) {
        return bus().equals(bus)
                ? this
                : new UsbRedirect(Leaf.attribute(xml, "bus").put(bus));
    }

    public String type() {
        return Leaf.attribute(xml, "type").required();
    }

    public UsbRedirect withType(String type) {
        return new UsbRedirect(Leaf.attribute(xml, "type").put(type));
    }

    public CharSource source() {
        return new CharSource(xml.part("source"));
    }

    public UsbRedirect withSource(UnaryOperator<CharSource> change) {
        return new UsbRedirect(
                xml.withChild("source", e -> change.apply(new CharSource(e)).xml()));
    }

    public Optional<String> protocol() {
        return Leaf.attribute(xml, "protocol", "type").string();
    }

    public UsbRedirect withProtocol(@Nullable String protocol) {
        return new UsbRedirect(Leaf.attribute(xml, "protocol", "type").put(protocol));
    }

    @Override
    public UsbRedirect withAlias(@Nullable String alias) {
        return new UsbRedirect(Leaf.attribute(xml, "alias", "name").put(alias));
    }

    @Override
    public UsbRedirect withAddress(@Nullable Address address) {
        return new UsbRedirect(address == null ? xml.without("address") : xml.withChild(address.xml()));
    }

    @Override
    public UsbRedirect withBootOrder(@Nullable Integer bootOrder) {
        return new UsbRedirect(Leaf.attribute(xml, "boot", "order").put(bootOrder));
    }
}
