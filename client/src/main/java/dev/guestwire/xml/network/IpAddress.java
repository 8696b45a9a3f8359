package dev.guestwire.xml.network;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IP address with what belongs to it: an {@code <ip>} of an interface or of a network.
 *
 * @param xml the element
 */
public record IpAddress(Element xml) implements View {
    /** Refuses an element of another name. */
    public IpAddress {
        View.named(xml, "ip");
    }

    public Optional<String> address() {
        return Leaf.attribute(xml, "address").string();
    }

    public IpAddress withAddress(@Nullable String address) {
        return new IpAddress(Leaf.attribute(xml, "address").put(address));
    }

    public Optional<String> family() {
        return Leaf.attribute(xml, "family").string();
    }

    public IpAddress withFamily(@Nullable String family) {
        return new IpAddress(Leaf.attribute(xml, "family").put(family));
    }

    public Optional<Integer> prefix() {
        return Leaf.attribute(xml, "prefix").integer();
    }

    public IpAddress withPrefix(@Nullable Integer prefix) {
        return new IpAddress(Leaf.attribute(xml, "prefix").put(prefix));
    }

    public Optional<String> netmask() {
        return Leaf.attribute(xml, "netmask").string();
    }

    public IpAddress withNetmask(@Nullable String netmask) {
        return new IpAddress(Leaf.attribute(xml, "netmask").put(netmask));
    }

    public Optional<String> peer() {
        return Leaf.attribute(xml, "peer").string();
    }

    public IpAddress withPeer(@Nullable String peer) {
        return new IpAddress(Leaf.attribute(xml, "peer").put(peer));
    }

    public Optional<Boolean> localPointer() {
        return Leaf.attribute(xml, "localPtr").yesNo();
    }

    public IpAddress withLocalPointer(@Nullable Boolean localPointer) {
        return new IpAddress(Leaf.attribute(xml, "localPtr").putYesNo(localPointer));
    }

    public Optional<String> tftpRoot() {
        return Leaf.attribute(xml, "tftp", "root").string();
    }

    public IpAddress withTftpRoot(@Nullable String tftpRoot) {
        return new IpAddress(Leaf.attribute(xml, "tftp", "root").put(tftpRoot));
    }

    public List<Range> dhcpRanges() {
        return xml.part("dhcp").children("range").stream().map(Range::new).toList();
    }

    public IpAddress withDhcpRanges(List<Range> dhcpRanges) {
        return new IpAddress(xml.withChild("dhcp", a -> a.withChildren("range", View.elements(dhcpRanges))));
    }

    public List<Host> dhcpHosts() {
        return xml.part("dhcp").children("host").stream().map(Host::new).toList();
    }

    public IpAddress withDhcpHosts(List<Host> dhcpHosts) {
        return new IpAddress(xml.withChild("dhcp", a -> a.withChildren("host", View.elements(dhcpHosts))));
    }

    public Optional<String> bootFile() {
        return xml.child("dhcp").flatMap(e -> Leaf.attribute(e, "bootp", "file").string());
    }

    public IpAddress withBootFile(@Nullable String bootFile) {
        return new IpAddress(
                xml.withChild("dhcp", a -> Leaf.attribute(a, "bootp", "file").put(bootFile)));
    }

    public Optional<String> bootServer() {
        return xml.child("dhcp")
                .flatMap(e -> Leaf.attribute(e, "bootp", "server").string());
    }

    public IpAddress withBootServer(@Nullable String bootServer) {
        return new IpAddress(
                xml.withChild("dhcp", a -> Leaf.attribute(a, "bootp", "server").put(bootServer)));
    }

    /**
     * A range of addresses that DHCP gives away.
     *
     * @param xml the element
     */
    public record Range(Element xml) implements View {
        public Optional<String> start() {
            return Leaf.attribute(xml, "start").string();
        }

        public Range withStart(@Nullable String start) {
            return new Range(Leaf.attribute(xml, "start").put(start));
        }

        public Optional<String> end() {
            return Leaf.attribute(xml, "end").string();
        }

        public Range withEnd(@Nullable String end) {
            return new Range(Leaf.attribute(xml, "end").put(end));
        }

        public Optional<Long> leaseExpiry() {
            return Leaf.attribute(xml, "lease", "expiry").number();
        }

        public Range withLeaseExpiry(@Nullable Long leaseExpiry) {
            return new Range(Leaf.attribute(xml, "lease", "expiry").put(leaseExpiry));
        }

        public Optional<String> leaseUnit() {
            return Leaf.attribute(xml, "lease", "unit").string();
        }

        public Range withLeaseUnit(@Nullable String leaseUnit) {
            return new Range(Leaf.attribute(xml, "lease", "unit").put(leaseUnit));
        }
    }
    /**
     * An address that DHCP keeps for one client.
     *
     * @param xml the element
     */
    public record Host(Element xml) implements View {
        public Optional<String> id() {
            return Leaf.attribute(xml, "id").string();
        }

        public Host withId(@Nullable String id) {
            return new Host(Leaf.attribute(xml, "id").put(id));
        }

        public Optional<String> mac() {
            return Leaf.attribute(xml, "mac").string();
        }

        public Host withMac(@Nullable String mac) {
            return new Host(Leaf.attribute(xml, "mac").put(mac));
        }

        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public Host withName(@Nullable String name) {
            return new Host(Leaf.attribute(xml, "name").put(name));
        }

        public Optional<String> ip() {
            return Leaf.attribute(xml, "ip").string();
        }

        public Host withIp(@Nullable String ip) {
            return new Host(Leaf.attribute(xml, "ip").put(ip));
        }

        public Optional<Long> leaseExpiry() {
            return Leaf.attribute(xml, "lease", "expiry").number();
        }

        public Host withLeaseExpiry(@Nullable Long leaseExpiry) {
            return new Host(Leaf.attribute(xml, "lease", "expiry").put(leaseExpiry));
        }

        public Optional<String> leaseUnit() {
            return Leaf.attribute(xml, "lease", "unit").string();
        }

        public Host withLeaseUnit(@Nullable String leaseUnit) {
            return new Host(Leaf.attribute(xml, "lease", "unit").put(leaseUnit));
        }
    }
}
