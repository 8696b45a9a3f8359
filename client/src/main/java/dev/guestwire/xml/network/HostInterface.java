package dev.guestwire.xml.network;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A network interface of the host: an {@code <interface>} document with a name.
 *
 * @param xml the element
 */
public record HostInterface(Element xml) implements View {
    /** Refuses an element of another name. */
    public HostInterface {
        View.named(xml, "interface");
    }

    public Optional<String> type() {
        return Leaf.attribute(xml, "type").string();
    }

    public HostInterface withType(@Nullable String type) {
        return new HostInterface(Leaf.attribute(xml, "type").put(type));
    }

    public Optional<String> name() {
        return Leaf.attribute(xml, "name").string();
    }

    public HostInterface withName(@Nullable String name) {
        return new HostInterface(Leaf.attribute(xml, "name").put(name));
    }

    public Optional<String> startMode() {
        return Leaf.attribute(xml, "start", "mode").string();
    }

    public HostInterface withStartMode(@Nullable String startMode) {
        return new HostInterface(Leaf.attribute(xml, "start", "mode").put(startMode));
    }

    public Optional<Integer> mtu() {
        return Leaf.attribute(xml, "mtu", "size").integer();
    }

    public HostInterface withMtu(@Nullable Integer mtu) {
        return new HostInterface(Leaf.attribute(xml, "mtu", "size").put(mtu));
    }

    public Optional<String> mac() {
        return Leaf.attribute(xml, "mac", "address").string();
    }

    public HostInterface withMac(@Nullable String mac) {
        return new HostInterface(Leaf.attribute(xml, "mac", "address").put(mac));
    }

    public Optional<Long> linkSpeed() {
        return Leaf.attribute(xml, "link", "speed").number();
    }

    public HostInterface withLinkSpeed(@Nullable Long linkSpeed) {
        return new HostInterface(Leaf.attribute(xml, "link", "speed").put(linkSpeed));
    }

    public Optional<String> linkState() {
        return Leaf.attribute(xml, "link", "state").string();
    }

    public HostInterface withLinkState(@Nullable String linkState) {
        return new HostInterface(Leaf.attribute(xml, "link", "state").put(linkState));
    }

    public List<Protocol> protocols() {
        return xml.children("protocol").stream().map(Protocol::new).toList();
    }

    public HostInterface withProtocols(List<Protocol> protocols) {
        return new HostInterface(xml.withChildren("protocol", View.elements(protocols)));
    }

    public Bridge bridge() {
        return new Bridge(xml.part("bridge"));
    }

    public HostInterface withBridge(UnaryOperator<Bridge> change) {
        return new HostInterface(
                xml.withChild("bridge", e -> change.apply(new Bridge(e)).xml()));
    }

    public Bond bond() {
        return new Bond(xml.part("bond"));
    }

    public HostInterface withBond(UnaryOperator<Bond> change) {
        return new HostInterface(
                xml.withChild("bond", e -> change.apply(new Bond(e)).xml()));
    }

    public Optional<Integer> vlanTag() {
        return Leaf.attribute(xml, "vlan", "tag").integer();
    }

    public HostInterface withVlanTag(@Nullable Integer vlanTag) {
        return new HostInterface(Leaf.attribute(xml, "vlan", "tag").put(vlanTag));
    }

    public Optional<String> vlanInterface() {
        return xml.child("vlan")
                .flatMap(e -> Leaf.attribute(e, "interface", "name").string());
    }

    public HostInterface withVlanInterface(@Nullable String vlanInterface) {
        return new HostInterface(xml.withChild(
                "vlan", a -> Leaf.attribute(a, "interface", "name").put(vlanInterface)));
    }

    /**
     * Reads a document.
     *
     * @param xml the text
     * @return the interface
     * @throws dev.guestwire.error.MalformedDataException if it is not an interface's document
     */
    public static HostInterface parse(String xml) {
        return new HostInterface(Element.parse(xml));
    }
    /**
     * How it gets addresses of one family.
     *
     * @param xml the element
     */
    public record Protocol(Element xml) implements View {
        public Optional<String> family() {
            return Leaf.attribute(xml, "family").string();
        }

        public Protocol withFamily(@Nullable String family) {
            return new Protocol(Leaf.attribute(xml, "family").put(family));
        }

        public boolean autoconf() {
            return xml.has("autoconf");
        }

        public Protocol withAutoconf(boolean autoconf) {
            return new Protocol(xml.withFlag("autoconf", autoconf));
        }

        public boolean dhcp() {
            return xml.has("dhcp");
        }

        public Protocol withDhcp(boolean dhcp) {
            return new Protocol(xml.withFlag("dhcp", dhcp));
        }

        public Optional<Boolean> peerDns() {
            return Leaf.attribute(xml, "dhcp", "peerdns").yesNo();
        }

        public Protocol withPeerDns(@Nullable Boolean peerDns) {
            return new Protocol(Leaf.attribute(xml, "dhcp", "peerdns").putYesNo(peerDns));
        }

        public List<IpAddress> ips() {
            return xml.children("ip").stream().map(IpAddress::new).toList();
        }

        public Protocol withIps(List<IpAddress> ips) {
            return new Protocol(xml.withChildren("ip", View.elements(ips)));
        }

        public Optional<String> gateway() {
            return Leaf.attribute(xml, "route", "gateway").string();
        }

        public Protocol withGateway(@Nullable String gateway) {
            return new Protocol(Leaf.attribute(xml, "route", "gateway").put(gateway));
        }
    }
    /**
     * A bridge with its ports.
     *
     * @param xml the element
     */
    public record Bridge(Element xml) implements View {
        public Optional<Boolean> stp() {
            return Leaf.attribute(xml, "stp").onOff();
        }

        public Bridge withStp(@Nullable Boolean stp) {
            return new Bridge(Leaf.attribute(xml, "stp").putOnOff(stp));
        }

        public Optional<String> delay() {
            return Leaf.attribute(xml, "delay").string();
        }

        public Bridge withDelay(@Nullable String delay) {
            return new Bridge(Leaf.attribute(xml, "delay").put(delay));
        }

        public List<HostInterface> interfaces() {
            return xml.children("interface").stream().map(HostInterface::new).toList();
        }

        public Bridge withInterfaces(List<HostInterface> interfaces) {
            return new Bridge(xml.withChildren("interface", View.elements(interfaces)));
        }
    }
    /**
     * Several interfaces bound into one.
     *
     * @param xml the element
     */
    public record Bond(Element xml) implements View {
        public Optional<String> mode() {
            return Leaf.attribute(xml, "mode").string();
        }

        public Bond withMode(@Nullable String mode) {
            return new Bond(Leaf.attribute(xml, "mode").put(mode));
        }

        public Optional<Integer> miiFrequency() {
            return Leaf.attribute(xml, "miimon", "freq").integer();
        }

        public Bond withMiiFrequency(@Nullable Integer miiFrequency) {
            return new Bond(Leaf.attribute(xml, "miimon", "freq").put(miiFrequency));
        }

        public Optional<Integer> miiUpDelay() {
            return Leaf.attribute(xml, "miimon", "updelay").integer();
        }

        public Bond withMiiUpDelay(@Nullable Integer miiUpDelay) {
            return new Bond(Leaf.attribute(xml, "miimon", "updelay").put(miiUpDelay));
        }

        public Optional<Integer> miiDownDelay() {
            return Leaf.attribute(xml, "miimon", "downdelay").integer();
        }

        public Bond withMiiDownDelay(@Nullable Integer miiDownDelay) {
            return new Bond(Leaf.attribute(xml, "miimon", "downdelay").put(miiDownDelay));
        }

        public Optional<String> miiCarrier() {
            return Leaf.attribute(xml, "miimon", "carrier").string();
        }

        public Bond withMiiCarrier(@Nullable String miiCarrier) {
            return new Bond(Leaf.attribute(xml, "miimon", "carrier").put(miiCarrier));
        }

        public Optional<Integer> arpInterval() {
            return Leaf.attribute(xml, "arpmon", "interval").integer();
        }

        public Bond withArpInterval(@Nullable Integer arpInterval) {
            return new Bond(Leaf.attribute(xml, "arpmon", "interval").put(arpInterval));
        }

        public Optional<String> arpTarget() {
            return Leaf.attribute(xml, "arpmon", "target").string();
        }

        public Bond withArpTarget(@Nullable String arpTarget) {
            return new Bond(Leaf.attribute(xml, "arpmon", "target").put(arpTarget));
        }

        public Optional<String> arpValidate() {
            return Leaf.attribute(xml, "arpmon", "validate").string();
        }

        public Bond withArpValidate(@Nullable String arpValidate) {
            return new Bond(Leaf.attribute(xml, "arpmon", "validate").put(arpValidate));
        }

        public List<HostInterface> interfaces() {
            return xml.children("interface").stream().map(HostInterface::new).toList();
        }

        public Bond withInterfaces(List<HostInterface> interfaces) {
            return new Bond(xml.withChildren("interface", View.elements(interfaces)));
        }
    }
}
