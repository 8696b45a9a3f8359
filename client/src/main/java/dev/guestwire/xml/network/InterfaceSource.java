package dev.guestwire.xml.network;

import dev.guestwire.xml.Address;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.PciAddress;
import dev.guestwire.xml.View;
import dev.guestwire.xml.storage.Reconnect;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a network card is connected to on the host. Which attributes count depends on the card's type.
 *
 * @param xml the element
 */
public record InterfaceSource(Element xml) implements View {
    /** Refuses an element of another name. */
    public InterfaceSource {
        View.named(xml, "source");
    }

    public Optional<String> bridge() {
        return Leaf.attribute(xml, "bridge").string();
    }

    public InterfaceSource withBridge(@Nullable String bridge) {
        return new InterfaceSource(Leaf.attribute(xml, "bridge").put(bridge));
    }

    public Optional<String> network() {
        return Leaf.attribute(xml, "network").string();
    }

    public InterfaceSource withNetwork(@Nullable String network) {
        return new InterfaceSource(Leaf.attribute(xml, "network").put(network));
    }

    public Optional<String> portGroup() {
        return Leaf.attribute(xml, "portgroup").string();
    }

    public InterfaceSource withPortGroup(@Nullable String portGroup) {
        return new InterfaceSource(Leaf.attribute(xml, "portgroup").put(portGroup));
    }

    public Optional<String> portId() {
        return Leaf.attribute(xml, "portid").string();
    }

    public InterfaceSource withPortId(@Nullable String portId) {
        return new InterfaceSource(Leaf.attribute(xml, "portid").put(portId));
    }

    /** {@return the host's device of a direct, ethernet or vDPA interface} */
    public Optional<String> device() {
        return Leaf.attribute(xml, "dev").string();
    }

    public InterfaceSource withDevice(@Nullable String device) {
        return new InterfaceSource(Leaf.attribute(xml, "dev").put(device));
    }

    public Optional<String> mode() {
        return Leaf.attribute(xml, "mode").string();
    }

    public InterfaceSource withMode(@Nullable String mode) {
        return new InterfaceSource(Leaf.attribute(xml, "mode").put(mode));
    }

    public Optional<String> type() {
        return Leaf.attribute(xml, "type").string();
    }

    public InterfaceSource withType(@Nullable String type) {
        return new InterfaceSource(Leaf.attribute(xml, "type").put(type));
    }

    /** {@return the socket of a vhost-user interface} */
    public Optional<String> path() {
        return Leaf.attribute(xml, "path").string();
    }

    public InterfaceSource withPath(@Nullable String path) {
        return new InterfaceSource(Leaf.attribute(xml, "path").put(path));
    }

    public Optional<String> serverAddress() {
        return Leaf.attribute(xml, "address").string();
    }

    public InterfaceSource withServerAddress(@Nullable String serverAddress) {
        return new InterfaceSource(Leaf.attribute(xml, "address").put(serverAddress));
    }

    public Optional<Integer> serverPort() {
        return Leaf.attribute(xml, "port").integer();
    }

    public InterfaceSource withServerPort(@Nullable Integer serverPort) {
        return new InterfaceSource(Leaf.attribute(xml, "port").put(serverPort));
    }

    public Optional<String> name() {
        return Leaf.attribute(xml, "name").string();
    }

    public InterfaceSource withName(@Nullable String name) {
        return new InterfaceSource(Leaf.attribute(xml, "name").put(name));
    }

    public Optional<String> switchId() {
        return Leaf.attribute(xml, "switchid").string();
    }

    public InterfaceSource withSwitchId(@Nullable String switchId) {
        return new InterfaceSource(Leaf.attribute(xml, "switchid").put(switchId));
    }

    public Optional<String> portGroupId() {
        return Leaf.attribute(xml, "portgroupid").string();
    }

    public InterfaceSource withPortGroupId(@Nullable String portGroupId) {
        return new InterfaceSource(Leaf.attribute(xml, "portgroupid").put(portGroupId));
    }

    public Optional<String> connectionId() {
        return Leaf.attribute(xml, "connectionid").string();
    }

    public InterfaceSource withConnectionId(@Nullable String connectionId) {
        return new InterfaceSource(Leaf.attribute(xml, "connectionid").put(connectionId));
    }

    public Optional<String> localAddress() {
        return Leaf.attribute(xml, "local", "address").string();
    }

    public InterfaceSource withLocalAddress(@Nullable String localAddress) {
        return new InterfaceSource(Leaf.attribute(xml, "local", "address").put(localAddress));
    }

    public Optional<Integer> localPort() {
        return Leaf.attribute(xml, "local", "port").integer();
    }

    public InterfaceSource withLocalPort(@Nullable Integer localPort) {
        return new InterfaceSource(Leaf.attribute(xml, "local", "port").put(localPort));
    }

    public Reconnect reconnect() {
        return new Reconnect(xml.part("reconnect"));
    }

    public InterfaceSource withReconnect(UnaryOperator<Reconnect> change) {
        return new InterfaceSource(
                xml.withChild("reconnect", e -> change.apply(new Reconnect(e)).xml()));
    }

    /** {@return the host's PCI device of an interface of type hostdev} */
    public Address hostAddress() {
        return new Address(xml.part("address"));
    }

    public InterfaceSource withHostAddress(UnaryOperator<Address> change) {
        return new InterfaceSource(
                xml.withChild("address", e -> change.apply(new Address(e)).xml()));
    }

    /**
     * {@return what the card is connected to, in one line of text for people, whatever its type; empty if the document names
     * nothing, as for cards of type user and ethernet}
     *
     * <p>The name of a network, of a bridge, of a host's device (direct and vDPA) or of an internal network; the path of a
     * vhost-user socket; a host's PCI device such as {@code 0000:06:00.2}; the address and port of a tunnel (mcast, server,
     * client, udp) such as {@code 230.0.0.1:5558}; a switch and its port group.
     */
    public Optional<String> location() {
        return network()
                .or(this::bridge)
                .or(this::device)
                .or(this::path)
                .or(this::name)
                .or(this::tunnel)
                .or(this::hostDevice)
                .or(() -> switchId()
                        .map(id -> id + portGroupId().map(group -> "/" + group).orElse("")))
                .filter(text -> !text.isEmpty());
    }

    /** A server that listens on all addresses names none. */
    private Optional<String> tunnel() {
        String address = serverAddress().orElse("");
        String plain = address.contains(":") ? "[" + address + "]" : address;
        return xml.attribute("port").map(port -> plain + ":" + port).or(this::serverAddress);
    }

    private Optional<String> hostDevice() {
        Address address = hostAddress();
        return address.type().filter("usb"::equals).isPresent()
                ? Optional.of(String.format(
                        "usb %03d.%03d",
                        address.bus().orElse(0), address.device().orElse(0)))
                : PciAddress.read(address.xml()).map(PciAddress::toString);
    }

    public List<IpAddress> ips() {
        return xml.children("ip").stream().map(IpAddress::new).toList();
    }

    public InterfaceSource withIps(List<IpAddress> ips) {
        return new InterfaceSource(xml.withChildren("ip", View.elements(ips)));
    }

    public List<Route> routes() {
        return xml.children("route").stream().map(Route::new).toList();
    }

    public InterfaceSource withRoutes(List<Route> routes) {
        return new InterfaceSource(xml.withChildren("route", View.elements(routes)));
    }
}
