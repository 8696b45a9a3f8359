package dev.guestwire.agent;

import dev.guestwire.Coded;
import dev.guestwire.protocol.remote.DomainInterface;
import dev.guestwire.protocol.remote.DomainInterfaceAddresses;
import dev.guestwire.protocol.remote.DomainIpAddr;
import dev.guestwire.rpc.reading.Figure;
import java.util.List;
import java.util.Optional;

/**
 * A network interface of a guest with its addresses.
 *
 * @param name the guest's name of it if the agent was asked, such as {@code eth0}; else the host's, such as {@code vnet0}
 * @param mac its MAC address
 * @param addresses its IP addresses
 */
public record InterfaceAddresses(String name, Optional<String> mac, List<Address> addresses) {
    /** Copies the list. */
    public InterfaceAddresses {
        addresses = List.copyOf(addresses);
    }

    static InterfaceAddresses of(DomainInterface told) {
        return new InterfaceAddresses(
                told.name(),
                Optional.ofNullable(told.hwaddr()),
                told.addrs().stream().map(Address::of).toList());
    }

    /** Who is asked: {@code virDomainInterfaceAddressesSource}. */
    public enum Source {
        /** The DHCP servers of libvirt's networks; nobody else's. */
        LEASE(0),
        /** The agent in the guest. */
        AGENT(1),
        /** The host's ARP table, which knows whom the host has spoken to lately. */
        ARP(2);

        private final int number;

        Source(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** What kind of address: {@code virIPAddrType}. */
    public enum Family {
        IPV4,
        IPV6,
        /** A number this release has no name for. */
        UNKNOWN
    }

    /**
     * An IP address.
     *
     * @param family what kind
     * @param address as text
     * @param prefix the length of its network's prefix, in bits
     */
    public record Address(Coded<Family> family, String address, int prefix) {
        private static final int LONGEST_PREFIX = 128;

        static Address of(DomainIpAddr told) {
            return new Address(
                    Coded.of(Family.values(), told.type()),
                    told.addr(),
                    new Figure(DomainInterfaceAddresses.class, "prefix", told.prefix()).count(LONGEST_PREFIX));
        }
    }
}
