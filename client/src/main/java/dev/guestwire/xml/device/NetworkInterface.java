package dev.guestwire.xml.device;

import dev.guestwire.xml.Address;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.Rom;
import dev.guestwire.xml.View;
import dev.guestwire.xml.network.Bandwidth;
import dev.guestwire.xml.network.FilterReference;
import dev.guestwire.xml.network.InterfaceBackend;
import dev.guestwire.xml.network.InterfaceDriver;
import dev.guestwire.xml.network.InterfaceSource;
import dev.guestwire.xml.network.IpAddress;
import dev.guestwire.xml.network.PortForward;
import dev.guestwire.xml.network.Route;
import dev.guestwire.xml.network.Teaming;
import dev.guestwire.xml.network.VirtualPort;
import dev.guestwire.xml.network.Vlan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A network card of a guest: an {@code <interface>}.
 *
 * @param xml the element
 */
public record NetworkInterface(Element xml) implements Device {
    /** Refuses an element of another name. */
    public NetworkInterface {
        View.named(xml, "interface");
    }

    /**
     * A card on a virtual network of the host.
     *
     * @param network the network's name
     * @return the card
     */
    public static NetworkInterface network(String network) {
        return of("network").withSource(s -> s.withNetwork(network));
    }

    /**
     * A card on a bridge of the host.
     *
     * @param bridge the bridge's name
     * @return the card
     */
    public static NetworkInterface bridge(String bridge) {
        return of("bridge").withSource(s -> s.withBridge(bridge));
    }

    /** {@return a card behind user-mode networking, which needs no rights on the host} */
    public static NetworkInterface user() {
        return of("user");
    }

    private static NetworkInterface of(String type) {
        return new NetworkInterface(Element.of("interface").withAttribute("type", type));
    }

    /**
     * Whether both are the same card. Cards with one MAC address can be told apart by type, source and target; targets that
     * libvirt makes up, such as {@code vnet0} or any of a vhost-user card, count as none, and so do sources that only one
     * side names.
     *
     * @param other the other one
     * @return whether they are the same
     */
    @Override
    public boolean sameDevice(Device other) {
        return other instanceof NetworkInterface that
                && mac().map(m -> m.toLowerCase(Locale.ROOT)).equals(that.mac().map(m -> m.toLowerCase(Locale.ROOT)))
                && type().equals(that.type())
                && agree(source().device(), that.source().device())
                && agree(source().path(), that.source().path())
                && (type().equals("vhostuser") || agree(givenTarget(), that.givenTarget()));
    }

    private Optional<String> givenTarget() {
        return target().filter(t -> !t.matches("(vnet|vif|macvtap|macvlan)[0-9]+(\\.[0-9]+)?"));
    }

    private static boolean agree(Optional<String> one, Optional<String> other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    public String type() {
        return Leaf.attribute(xml, "type").string().orElse("user");
    }

    public NetworkInterface withType(@Nullable String type) {
        return type().equals(type)
                ? this
                : new NetworkInterface(Leaf.attribute(xml, "type").put(type));
    }

    public Optional<Boolean> managed() {
        return Leaf.attribute(xml, "managed").yesNo();
    }

    public NetworkInterface withManaged(@Nullable Boolean managed) {
        return new NetworkInterface(Leaf.attribute(xml, "managed").putYesNo(managed));
    }

    public Optional<Boolean> trustGuestRxFilters() {
        return Leaf.attribute(xml, "trustGuestRxFilters").yesNo();
    }

    public NetworkInterface withTrustGuestRxFilters(@Nullable Boolean trustGuestRxFilters) {
        return new NetworkInterface(Leaf.attribute(xml, "trustGuestRxFilters").putYesNo(trustGuestRxFilters));
    }

    public Optional<String> mac() {
        return Leaf.attribute(xml, "mac", "address").string();
    }

    public NetworkInterface withMac(@Nullable String mac) {
        return new NetworkInterface(Leaf.attribute(xml, "mac", "address").put(mac));
    }

    /** {@return {@code generated} if libvirt made the address up} */
    public Optional<String> macType() {
        return Leaf.attribute(xml, "mac", "type").string();
    }

    public NetworkInterface withMacType(@Nullable String macType) {
        return new NetworkInterface(Leaf.attribute(xml, "mac", "type").put(macType));
    }

    public Optional<Boolean> macCheck() {
        return Leaf.attribute(xml, "mac", "check").yesNo();
    }

    public NetworkInterface withMacCheck(@Nullable Boolean macCheck) {
        return new NetworkInterface(Leaf.attribute(xml, "mac", "check").putYesNo(macCheck));
    }

    public Optional<String> model() {
        return Leaf.attribute(xml, "model", "type").string();
    }

    public NetworkInterface withModel(@Nullable String model) {
        return new NetworkInterface(Leaf.attribute(xml, "model", "type").put(model));
    }

    public InterfaceSource source() {
        return new InterfaceSource(xml.part("source"));
    }

    public NetworkInterface withSource(UnaryOperator<InterfaceSource> change) {
        return new NetworkInterface(xml.withChild(
                "source", e -> change.apply(new InterfaceSource(e)).xml()));
    }

    /** {@return the host's end of the connection} */
    public Optional<String> target() {
        return Leaf.attribute(xml, "target", "dev").string();
    }

    public NetworkInterface withTarget(@Nullable String target) {
        return new NetworkInterface(Leaf.attribute(xml, "target", "dev").put(target));
    }

    public Optional<Boolean> targetManaged() {
        return Leaf.attribute(xml, "target", "managed").yesNo();
    }

    public NetworkInterface withTargetManaged(@Nullable Boolean targetManaged) {
        return new NetworkInterface(Leaf.attribute(xml, "target", "managed").putYesNo(targetManaged));
    }

    public Optional<String> guestDevice() {
        return Leaf.attribute(xml, "guest", "dev").string();
    }

    public NetworkInterface withGuestDevice(@Nullable String guestDevice) {
        return new NetworkInterface(Leaf.attribute(xml, "guest", "dev").put(guestDevice));
    }

    public InterfaceDriver driver() {
        return new InterfaceDriver(xml.part("driver"));
    }

    public NetworkInterface withDriver(UnaryOperator<InterfaceDriver> change) {
        return new NetworkInterface(xml.withChild(
                "driver", e -> change.apply(new InterfaceDriver(e)).xml()));
    }

    public InterfaceBackend backend() {
        return new InterfaceBackend(xml.part("backend"));
    }

    public NetworkInterface withBackend(UnaryOperator<InterfaceBackend> change) {
        return new NetworkInterface(xml.withChild(
                "backend", e -> change.apply(new InterfaceBackend(e)).xml()));
    }

    public Link link() {
        return new Link(xml.part("link"));
    }

    public NetworkInterface withLink(UnaryOperator<Link> change) {
        return new NetworkInterface(
                xml.withChild("link", e -> change.apply(new Link(e)).xml()));
    }

    public Optional<Integer> mtu() {
        return Leaf.attribute(xml, "mtu", "size").integer();
    }

    public NetworkInterface withMtu(@Nullable Integer mtu) {
        return new NetworkInterface(Leaf.attribute(xml, "mtu", "size").put(mtu));
    }

    public Optional<String> script() {
        return Leaf.attribute(xml, "script", "path").string();
    }

    public NetworkInterface withScript(@Nullable String script) {
        return new NetworkInterface(Leaf.attribute(xml, "script", "path").put(script));
    }

    public Optional<String> downScript() {
        return Leaf.attribute(xml, "downscript", "path").string();
    }

    public NetworkInterface withDownScript(@Nullable String downScript) {
        return new NetworkInterface(Leaf.attribute(xml, "downscript", "path").put(downScript));
    }

    public Vlan vlan() {
        return new Vlan(xml.part("vlan"));
    }

    public NetworkInterface withVlan(UnaryOperator<Vlan> change) {
        return new NetworkInterface(
                xml.withChild("vlan", e -> change.apply(new Vlan(e)).xml()));
    }

    public VirtualPort virtualPort() {
        return new VirtualPort(xml.part("virtualport"));
    }

    public NetworkInterface withVirtualPort(UnaryOperator<VirtualPort> change) {
        return new NetworkInterface(xml.withChild(
                "virtualport", e -> change.apply(new VirtualPort(e)).xml()));
    }

    public Bandwidth bandwidth() {
        return new Bandwidth(xml.part("bandwidth"));
    }

    public NetworkInterface withBandwidth(UnaryOperator<Bandwidth> change) {
        return new NetworkInterface(
                xml.withChild("bandwidth", e -> change.apply(new Bandwidth(e)).xml()));
    }

    public FilterReference filter() {
        return new FilterReference(xml.part("filterref"));
    }

    public NetworkInterface withFilter(UnaryOperator<FilterReference> change) {
        return new NetworkInterface(xml.withChild(
                "filterref", e -> change.apply(new FilterReference(e)).xml()));
    }

    public List<IpAddress> ips() {
        return xml.children("ip").stream().map(IpAddress::new).toList();
    }

    public NetworkInterface withIps(List<IpAddress> ips) {
        return new NetworkInterface(xml.withChildren("ip", View.elements(ips)));
    }

    public List<Route> routes() {
        return xml.children("route").stream().map(Route::new).toList();
    }

    public NetworkInterface withRoutes(List<Route> routes) {
        return new NetworkInterface(xml.withChildren("route", View.elements(routes)));
    }

    public List<PortForward> portForwards() {
        return xml.children("portForward").stream().map(PortForward::new).toList();
    }

    public NetworkInterface withPortForwards(List<PortForward> portForwards) {
        return new NetworkInterface(xml.withChildren("portForward", View.elements(portForwards)));
    }

    public Optional<Boolean> isolated() {
        return Leaf.attribute(xml, "port", "isolated").yesNo();
    }

    public NetworkInterface withIsolated(@Nullable Boolean isolated) {
        return new NetworkInterface(Leaf.attribute(xml, "port", "isolated").putYesNo(isolated));
    }

    public Optional<Integer> coalesceRxFrames() {
        return xml.child("coalesce")
                .flatMap(e -> e.child("rx"))
                .flatMap(e -> Leaf.attribute(e, "frames", "max").integer());
    }

    public NetworkInterface withCoalesceRxFrames(@Nullable Integer coalesceRxFrames) {
        return new NetworkInterface(xml.withChild(
                "coalesce",
                a -> a.withChild("rx", b -> Leaf.attribute(b, "frames", "max").put(coalesceRxFrames))));
    }

    public Optional<Integer> sendBuffer() {
        return xml.child("tune").flatMap(e -> Leaf.text(e, "sndbuf").integer());
    }

    public NetworkInterface withSendBuffer(@Nullable Integer sendBuffer) {
        return new NetworkInterface(
                xml.withChild("tune", a -> Leaf.text(a, "sndbuf").put(sendBuffer)));
    }

    public Teaming teaming() {
        return new Teaming(xml.part("teaming"));
    }

    public NetworkInterface withTeaming(UnaryOperator<Teaming> change) {
        return new NetworkInterface(
                xml.withChild("teaming", e -> change.apply(new Teaming(e)).xml()));
    }

    public Rom rom() {
        return new Rom(xml.part("rom"));
    }

    public NetworkInterface withRom(UnaryOperator<Rom> change) {
        return new NetworkInterface(
                xml.withChild("rom", e -> change.apply(new Rom(e)).xml()));
    }

    public Optional<String> backendDomain() {
        return Leaf.attribute(xml, "backenddomain", "name").string();
    }

    public NetworkInterface withBackendDomain(@Nullable String backendDomain) {
        return new NetworkInterface(Leaf.attribute(xml, "backenddomain", "name").put(backendDomain));
    }

    @Override
    public NetworkInterface withAlias(@Nullable String alias) {
        return new NetworkInterface(Leaf.attribute(xml, "alias", "name").put(alias));
    }

    @Override
    public NetworkInterface withAddress(@Nullable Address address) {
        return new NetworkInterface(address == null ? xml.without("address") : xml.withChild(address.xml()));
    }

    @Override
    public NetworkInterface withBootOrder(@Nullable Integer bootOrder) {
        return new NetworkInterface(Leaf.attribute(xml, "boot", "order").put(bootOrder));
    }

    /**
     * Whether the cable is plugged in.
     *
     * @param xml the element
     */
    public record Link(Element xml) implements View {
        /** {@return {@code up} or {@code down}} */
        public Optional<String> state() {
            return Leaf.attribute(xml, "state").string();
        }

        public Link withState(@Nullable String state) {
            return new Link(Leaf.attribute(xml, "state").put(state));
        }
    }
}
