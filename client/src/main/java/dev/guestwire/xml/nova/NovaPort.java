package dev.guestwire.xml.nova;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A port of an instance on Neutron's networks.
 *
 * @param xml the element
 */
public record NovaPort(Element xml) implements View {
    public Optional<String> uuid() {
        return Leaf.attribute(xml, "uuid").string();
    }

    public NovaPort withUuid(@Nullable String uuid) {
        return new NovaPort(Leaf.attribute(xml, "uuid").put(uuid));
    }

    public List<Address> addresses() {
        return xml.children("ip").stream().map(Address::new).toList();
    }

    public NovaPort withAddresses(List<Address> addresses) {
        return new NovaPort(xml.withChildren("ip", View.elements(addresses)));
    }

    /**
     * An address of the port.
     *
     * @param xml the element
     */
    public record Address(Element xml) implements View {
        public Optional<String> type() {
            return Leaf.attribute(xml, "type").string();
        }

        public Address withType(@Nullable String type) {
            return new Address(Leaf.attribute(xml, "type").put(type));
        }

        public Optional<String> address() {
            return Leaf.attribute(xml, "address").string();
        }

        public Address withAddress(@Nullable String address) {
            return new Address(Leaf.attribute(xml, "address").put(address));
        }

        public Optional<Integer> ipVersion() {
            return Leaf.attribute(xml, "ipVersion").integer();
        }

        public Address withIpVersion(@Nullable Integer ipVersion) {
            return new Address(Leaf.attribute(xml, "ipVersion").put(ipVersion));
        }
    }
}
