package dev.guestwire.network;

import dev.guestwire.Coded;
import dev.guestwire.protocol.remote.NetworkDhcpLease;
import dev.guestwire.protocol.remote.NetworkGetDhcpLeases;
import dev.guestwire.rpc.reading.Figure;
import java.time.Instant;
import java.util.Optional;

/**
 * An address that a network's DHCP server has lent: {@code virNetworkDHCPLease}.
 *
 * @param bridge the network's interface on the host
 * @param expiry until when; empty if for ever
 * @param family what kind of address
 * @param mac to which MAC address
 * @param iaid the client's identity association, of IPv6
 * @param address the address
 * @param prefix how many bits of it are the network's
 * @param hostname what the client calls itself
 * @param clientId the client's id or DUID
 */
public record DhcpLease(
        String bridge,
        Optional<Instant> expiry,
        Coded<DhcpLease.Family> family,
        Optional<String> mac,
        Optional<String> iaid,
        String address,
        int prefix,
        Optional<String> hostname,
        Optional<String> clientId) {
    private static final int LONGEST_PREFIX = 128;

    static DhcpLease of(NetworkDhcpLease lease) {
        long expiry = lease.expirytime();
        return new DhcpLease(
                lease.iface(),
                expiry == 0
                        ? Optional.empty()
                        : Optional.of(figure("expirytime", expiry).moment(0)),
                Coded.of(Family.values(), lease.type()),
                Optional.ofNullable(lease.mac()),
                Optional.ofNullable(lease.iaid()),
                lease.ipaddr(),
                figure("prefix", lease.prefix()).count(LONGEST_PREFIX),
                Optional.ofNullable(lease.hostname()),
                Optional.ofNullable(lease.clientid()));
    }

    private static Figure figure(String field, long number) {
        return new Figure(NetworkGetDhcpLeases.class, field, number);
    }

    /** What kind of address: {@code virIPAddrType}. */
    public enum Family {
        IPV4,
        IPV6,
        UNKNOWN
    }
}
