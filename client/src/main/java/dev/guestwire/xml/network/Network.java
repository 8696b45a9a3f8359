package dev.guestwire.xml.network;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A virtual network of the host: a {@code <network>} document.
 *
 * @param xml the element
 */
public record Network(Element xml) implements View {
    /** Refuses an element of another name. */
    public Network {
        View.named(xml, "network");
    }

    public String name() {
        return Leaf.text(xml, "name").required();
    }

    public Network withName(String name) {
        return new Network(Leaf.text(xml, "name").put(name));
    }

    public Optional<UUID> uuid() {
        return Leaf.text(xml, "uuid").uuid();
    }

    public Network withUuid(@Nullable UUID uuid) {
        return new Network(Leaf.text(xml, "uuid").put(uuid));
    }

    public Optional<String> title() {
        return Leaf.text(xml, "title").string();
    }

    public Network withTitle(@Nullable String title) {
        return new Network(Leaf.text(xml, "title").put(title));
    }

    public Optional<String> description() {
        return Leaf.text(xml, "description").string();
    }

    public Network withDescription(@Nullable String description) {
        return new Network(Leaf.text(xml, "description").put(description));
    }

    public Optional<Boolean> ipv6() {
        return Leaf.attribute(xml, "ipv6").yesNo();
    }

    public Network withIpv6(@Nullable Boolean ipv6) {
        return new Network(Leaf.attribute(xml, "ipv6").putYesNo(ipv6));
    }

    public Optional<Boolean> trustGuestRxFilters() {
        return Leaf.attribute(xml, "trustGuestRxFilters").yesNo();
    }

    public Network withTrustGuestRxFilters(@Nullable Boolean trustGuestRxFilters) {
        return new Network(Leaf.attribute(xml, "trustGuestRxFilters").putYesNo(trustGuestRxFilters));
    }

    public Optional<Integer> connections() {
        return Leaf.attribute(xml, "connections").integer();
    }

    public Network withConnections(@Nullable Integer connections) {
        return new Network(Leaf.attribute(xml, "connections").put(connections));
    }

    public Forward forward() {
        return new Forward(xml.part("forward"));
    }

    public Network withForward(UnaryOperator<Forward> change) {
        return new Network(
                xml.withChild("forward", e -> change.apply(new Forward(e)).xml()));
    }

    public Bridge bridge() {
        return new Bridge(xml.part("bridge"));
    }

    public Network withBridge(UnaryOperator<Bridge> change) {
        return new Network(
                xml.withChild("bridge", e -> change.apply(new Bridge(e)).xml()));
    }

    public Optional<String> mac() {
        return Leaf.attribute(xml, "mac", "address").string();
    }

    public Network withMac(@Nullable String mac) {
        return new Network(Leaf.attribute(xml, "mac", "address").put(mac));
    }

    public Optional<Integer> mtu() {
        return Leaf.attribute(xml, "mtu", "size").integer();
    }

    public Network withMtu(@Nullable Integer mtu) {
        return new Network(Leaf.attribute(xml, "mtu", "size").put(mtu));
    }

    public Optional<String> domainName() {
        return Leaf.attribute(xml, "domain", "name").string();
    }

    public Network withDomainName(@Nullable String domainName) {
        return new Network(Leaf.attribute(xml, "domain", "name").put(domainName));
    }

    public Optional<Boolean> domainLocalOnly() {
        return Leaf.attribute(xml, "domain", "localOnly").yesNo();
    }

    public Network withDomainLocalOnly(@Nullable Boolean domainLocalOnly) {
        return new Network(Leaf.attribute(xml, "domain", "localOnly").putYesNo(domainLocalOnly));
    }

    public Optional<Boolean> domainRegister() {
        return Leaf.attribute(xml, "domain", "register").yesNo();
    }

    public Network withDomainRegister(@Nullable Boolean domainRegister) {
        return new Network(Leaf.attribute(xml, "domain", "register").putYesNo(domainRegister));
    }

    public Optional<Boolean> portsIsolated() {
        return Leaf.attribute(xml, "port", "isolated").yesNo();
    }

    public Network withPortsIsolated(@Nullable Boolean portsIsolated) {
        return new Network(Leaf.attribute(xml, "port", "isolated").putYesNo(portsIsolated));
    }

    public Dns dns() {
        return new Dns(xml.part("dns"));
    }

    public Network withDns(UnaryOperator<Dns> change) {
        return new Network(xml.withChild("dns", e -> change.apply(new Dns(e)).xml()));
    }

    public Vlan vlan() {
        return new Vlan(xml.part("vlan"));
    }

    public Network withVlan(UnaryOperator<Vlan> change) {
        return new Network(xml.withChild("vlan", e -> change.apply(new Vlan(e)).xml()));
    }

    public Bandwidth bandwidth() {
        return new Bandwidth(xml.part("bandwidth"));
    }

    public Network withBandwidth(UnaryOperator<Bandwidth> change) {
        return new Network(
                xml.withChild("bandwidth", e -> change.apply(new Bandwidth(e)).xml()));
    }

    public VirtualPort virtualPort() {
        return new VirtualPort(xml.part("virtualport"));
    }

    public Network withVirtualPort(UnaryOperator<VirtualPort> change) {
        return new Network(xml.withChild(
                "virtualport", e -> change.apply(new VirtualPort(e)).xml()));
    }

    public List<IpAddress> ips() {
        return xml.children("ip").stream().map(IpAddress::new).toList();
    }

    public Network withIps(List<IpAddress> ips) {
        return new Network(xml.withChildren("ip", View.elements(ips)));
    }

    public List<Route> routes() {
        return xml.children("route").stream().map(Route::new).toList();
    }

    public Network withRoutes(List<Route> routes) {
        return new Network(xml.withChildren("route", View.elements(routes)));
    }

    public List<PortGroup> portGroups() {
        return xml.children("portgroup").stream().map(PortGroup::new).toList();
    }

    public Network withPortGroups(List<PortGroup> portGroups) {
        return new Network(xml.withChildren("portgroup", View.elements(portGroups)));
    }

    /**
     * Reads a document.
     *
     * @param xml the text
     * @return the network
     * @throws dev.guestwire.error.MalformedDataException if it is not a network's document
     */
    public static Network parse(String xml) {
        return new Network(Element.parse(xml));
    }

    /**
     * A network with nothing but a name.
     *
     * @param name its name
     * @return the network
     */
    public static Network named(String name) {
        return new Network(Element.of("network")).withName(name);
    }
    /**
     * The host's bridge.
     *
     * @param xml the element
     */
    public record Bridge(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public Bridge withName(@Nullable String name) {
            return new Bridge(Leaf.attribute(xml, "name").put(name));
        }

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

        public Optional<String> zone() {
            return Leaf.attribute(xml, "zone").string();
        }

        public Bridge withZone(@Nullable String zone) {
            return new Bridge(Leaf.attribute(xml, "zone").put(zone));
        }

        public Optional<String> macTableManager() {
            return Leaf.attribute(xml, "macTableManager").string();
        }

        public Bridge withMacTableManager(@Nullable String macTableManager) {
            return new Bridge(Leaf.attribute(xml, "macTableManager").put(macTableManager));
        }
    }
}
