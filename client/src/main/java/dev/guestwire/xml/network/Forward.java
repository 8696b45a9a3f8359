package dev.guestwire.xml.network;

import dev.guestwire.xml.Address;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the network reaches the world.
 *
 * @param xml the element
 */
public record Forward(Element xml) implements View {
    /** Refuses an element of another name. */
    public Forward {
        View.named(xml, "forward");
    }

    /** {@return {@code nat} if the element is empty, {@code route}, {@code open}, {@code bridge}, {@code private}, {@code vepa}, {@code passthrough}, {@code hostdev}} */
    public Optional<String> mode() {
        return Leaf.attribute(xml, "mode").string();
    }

    public Forward withMode(@Nullable String mode) {
        return new Forward(Leaf.attribute(xml, "mode").put(mode));
    }

    public Optional<String> device() {
        return Leaf.attribute(xml, "dev").string();
    }

    public Forward withDevice(@Nullable String device) {
        return new Forward(Leaf.attribute(xml, "dev").put(device));
    }

    public Optional<Boolean> managed() {
        return Leaf.attribute(xml, "managed").yesNo();
    }

    public Forward withManaged(@Nullable Boolean managed) {
        return new Forward(Leaf.attribute(xml, "managed").putYesNo(managed));
    }

    public Optional<String> physicalDevice() {
        return Leaf.attribute(xml, "pf", "dev").string();
    }

    public Forward withPhysicalDevice(@Nullable String physicalDevice) {
        return new Forward(Leaf.attribute(xml, "pf", "dev").put(physicalDevice));
    }

    public Optional<String> driver() {
        return Leaf.attribute(xml, "driver", "name").string();
    }

    public Forward withDriver(@Nullable String driver) {
        return new Forward(Leaf.attribute(xml, "driver", "name").put(driver));
    }

    public List<ForwardInterface> interfaces() {
        return xml.children("interface").stream().map(ForwardInterface::new).toList();
    }

    public Forward withInterfaces(List<ForwardInterface> interfaces) {
        return new Forward(xml.withChildren("interface", View.elements(interfaces)));
    }

    public List<Address> addresses() {
        return xml.children("address").stream().map(Address::new).toList();
    }

    public Forward withAddresses(List<Address> addresses) {
        return new Forward(xml.withChildren("address", View.elements(addresses)));
    }

    public Optional<Boolean> natIpv6() {
        return Leaf.attribute(xml, "nat", "ipv6").yesNo();
    }

    public Forward withNatIpv6(@Nullable Boolean natIpv6) {
        return new Forward(Leaf.attribute(xml, "nat", "ipv6").putYesNo(natIpv6));
    }

    public List<AddressRange> natAddresses() {
        return xml.part("nat").children("address").stream()
                .map(AddressRange::new)
                .toList();
    }

    public Forward withNatAddresses(List<AddressRange> natAddresses) {
        return new Forward(xml.withChild("nat", a -> a.withChildren("address", View.elements(natAddresses))));
    }

    public List<PortRange> natPorts() {
        return xml.part("nat").children("port").stream().map(PortRange::new).toList();
    }

    public Forward withNatPorts(List<PortRange> natPorts) {
        return new Forward(xml.withChild("nat", a -> a.withChildren("port", View.elements(natPorts))));
    }

    /**
     * A host interface that traffic may use.
     *
     * @param xml the element
     */
    public record ForwardInterface(Element xml) implements View {
        public Optional<String> device() {
            return Leaf.attribute(xml, "dev").string();
        }

        public ForwardInterface withDevice(@Nullable String device) {
            return new ForwardInterface(Leaf.attribute(xml, "dev").put(device));
        }

        public Optional<Integer> connections() {
            return Leaf.attribute(xml, "connections").integer();
        }

        public ForwardInterface withConnections(@Nullable Integer connections) {
            return new ForwardInterface(Leaf.attribute(xml, "connections").put(connections));
        }
    }
    /**
     * A range of addresses that NAT uses.
     *
     * @param xml the element
     */
    public record AddressRange(Element xml) implements View {
        public Optional<String> start() {
            return Leaf.attribute(xml, "start").string();
        }

        public AddressRange withStart(@Nullable String start) {
            return new AddressRange(Leaf.attribute(xml, "start").put(start));
        }

        public Optional<String> end() {
            return Leaf.attribute(xml, "end").string();
        }

        public AddressRange withEnd(@Nullable String end) {
            return new AddressRange(Leaf.attribute(xml, "end").put(end));
        }
    }
    /**
     * A range of ports that NAT uses.
     *
     * @param xml the element
     */
    public record PortRange(Element xml) implements View {
        public Optional<Integer> start() {
            return Leaf.attribute(xml, "start").integer();
        }

        public PortRange withStart(@Nullable Integer start) {
            return new PortRange(Leaf.attribute(xml, "start").put(start));
        }

        public Optional<Integer> end() {
            return Leaf.attribute(xml, "end").integer();
        }

        public PortRange withEnd(@Nullable Integer end) {
            return new PortRange(Leaf.attribute(xml, "end").put(end));
        }
    }
}
