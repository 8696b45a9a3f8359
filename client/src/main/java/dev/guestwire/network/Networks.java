package dev.guestwire.network;

import dev.guestwire.Flag;
import dev.guestwire.Host;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.remote.ConnectListAllNetworks;
import dev.guestwire.protocol.remote.NetworkCreateXml;
import dev.guestwire.protocol.remote.NetworkCreateXmlFlags;
import dev.guestwire.protocol.remote.NetworkDefineXml;
import dev.guestwire.protocol.remote.NetworkDefineXmlFlags;
import dev.guestwire.protocol.remote.NetworkLookupByName;
import dev.guestwire.protocol.remote.NetworkLookupByUuid;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The virtual networks of a host. It holds no state: methods ask the daemon. */
public final class Networks {
    private final Host host;

    /** The networks of a host. */
    public Networks(Host host) {
        this.host = host;
    }

    /**
     * {@return the networks of the host: {@code virConnectListAllNetworks}}
     *
     * @param filters which; none: all
     */
    public List<Network> list(Network.Filter... filters) {
        return host.call(new ConnectListAllNetworks(1, Flag.word(filters))).nets().stream()
                .map(this::network)
                .toList();
    }

    /**
     * {@return the network of a name: {@code virNetworkLookupByName}}
     *
     * @throws NotFoundException if there is none
     */
    public Network network(String name) {
        return network(host.call(new NetworkLookupByName(name)).net());
    }

    /**
     * {@return the network of a UUID: {@code virNetworkLookupByUUID}}
     *
     * @throws NotFoundException if there is none
     */
    public Network network(UUID uuid) {
        return network(host.call(new NetworkLookupByUuid(uuid)).net());
    }

    /** {@return the network of a name, if there is one: {@code virNetworkLookupByName}} */
    public Optional<Network> findNetwork(String name) {
        return ifFound(() -> network(name));
    }

    /** {@return the network of a UUID, if there is one: {@code virNetworkLookupByUUID}} */
    public Optional<Network> findNetwork(UUID uuid) {
        return ifFound(() -> network(uuid));
    }

    /** Defines a network, or defines it anew if there is one of its UUID: {@code virNetworkDefineXML}. It is not started. */
    public Network define(dev.guestwire.xml.network.Network definition, Network.Define... flags) {
        return define(definition.xml().toXml(), flags);
    }

    /**
     * Defines a network, or defines it anew if there is one of its UUID: {@code virNetworkDefineXML}, or with flags
     * {@code virNetworkDefineXMLFlags}, which needs libvirt 7.7. It is not started.
     *
     * @param xml libvirt's network document
     */
    public Network define(String xml, Network.Define... flags) {
        return network(
                flags.length == 0
                        ? host.call(new NetworkDefineXml(xml)).net()
                        : host.call(new NetworkDefineXmlFlags(xml, Flag.word(flags)))
                                .net());
    }

    /** Starts a network that libvirt forgets when it stops: {@code virNetworkCreateXML}. */
    public Network create(dev.guestwire.xml.network.Network definition, Network.Create... flags) {
        return create(definition.xml().toXml(), flags);
    }

    /**
     * Starts a network that libvirt forgets when it stops: {@code virNetworkCreateXML}, or with flags
     * {@code virNetworkCreateXMLFlags}, which needs libvirt 7.8.
     *
     * @param xml libvirt's network document
     */
    public Network create(String xml, Network.Create... flags) {
        return network(
                flags.length == 0
                        ? host.call(new NetworkCreateXml(xml)).net()
                        : host.call(new NetworkCreateXmlFlags(xml, Flag.word(flags)))
                                .net());
    }

    private Network network(dev.guestwire.protocol.remote.Network handle) {
        return new Network(host, handle);
    }

    static <T> Optional<T> ifFound(Supplier<T> lookup) {
        try {
            return Optional.of(lookup.get());
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "networks of " + host;
    }
}
