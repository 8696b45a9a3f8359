package dev.guestwire.network;

import dev.guestwire.Flag;
import dev.guestwire.Host;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.remote.ConnectSupportsFeature;
import dev.guestwire.protocol.remote.NetworkCreate;
import dev.guestwire.protocol.remote.NetworkDestroy;
import dev.guestwire.protocol.remote.NetworkGetAutostart;
import dev.guestwire.protocol.remote.NetworkGetBridgeName;
import dev.guestwire.protocol.remote.NetworkGetDhcpLeases;
import dev.guestwire.protocol.remote.NetworkGetMetadata;
import dev.guestwire.protocol.remote.NetworkGetXmlDesc;
import dev.guestwire.protocol.remote.NetworkIsActive;
import dev.guestwire.protocol.remote.NetworkIsPersistent;
import dev.guestwire.protocol.remote.NetworkListAllPorts;
import dev.guestwire.protocol.remote.NetworkPortCreateXml;
import dev.guestwire.protocol.remote.NetworkPortLookupByUuid;
import dev.guestwire.protocol.remote.NetworkSetAutostart;
import dev.guestwire.protocol.remote.NetworkSetMetadata;
import dev.guestwire.protocol.remote.NetworkUndefine;
import dev.guestwire.protocol.remote.NetworkUpdate;
import dev.guestwire.rpc.asking.Demand;
import dev.guestwire.xml.Element;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One virtual network of a host, by its identity. It holds no state: methods ask the daemon. Two are equal if they have the
 * same UUID and host.
 */
public final class Network {
    private static final int UPDATE_HAS_CORRECT_ORDER = 16;
    private static final int METADATA_ELEMENT = 2;

    private final Host host;
    private final dev.guestwire.protocol.remote.Network handle;

    /** A network as libvirt names it. */
    public Network(Host host, dev.guestwire.protocol.remote.Network handle) {
        this.host = host;
        this.handle = handle;
    }

    /** {@return the host that was asked for it} */
    public Host host() {
        return host;
    }

    /** {@return its name} */
    public String name() {
        return handle.name();
    }

    /** {@return what tells it from all other networks} */
    public UUID uuid() {
        return handle.uuid();
    }

    /** {@return how calls name this network, for {@link Host#call}} */
    public dev.guestwire.protocol.remote.Network handle() {
        return handle;
    }

    /** {@return whether it is started: {@code virNetworkIsActive}} */
    public boolean isActive() {
        return host.call(new NetworkIsActive(handle)).active() != 0;
    }

    /** {@return whether libvirt still knows it when it stops: {@code virNetworkIsPersistent}} */
    public boolean isPersistent() {
        return host.call(new NetworkIsPersistent(handle)).persistent() != 0;
    }

    /** {@return whether it starts with the host: {@code virNetworkGetAutostart}} */
    public boolean autostart() {
        return host.call(new NetworkGetAutostart(handle)).autostart() != 0;
    }

    /** Sets whether it starts with the host: {@code virNetworkSetAutostart}. */
    public void autostart(boolean on) {
        host.call(new NetworkSetAutostart(handle, on ? 1 : 0));
    }

    /** {@return its document: {@code virNetworkGetXMLDesc}} */
    public String xmlDescription(Xml... flags) {
        return host.call(new NetworkGetXmlDesc(handle, Flag.word(flags))).xml();
    }

    /** {@return its definition: {@code virNetworkGetXMLDesc}} */
    public dev.guestwire.xml.network.Network definition(Xml... flags) {
        return dev.guestwire.xml.network.Network.parse(xmlDescription(flags));
    }

    /** {@return the name of its bridge on the host, which not every network has: {@code virNetworkGetBridgeName}} */
    public String bridgeName() {
        return host.call(new NetworkGetBridgeName(handle)).name();
    }

    /** Starts it: {@code virNetworkCreate}. */
    public void start() {
        host.call(new NetworkCreate(handle));
    }

    /** Stops it; guests lose it: {@code virNetworkDestroy}. A network that is not persistent is forgotten. */
    public void destroy() {
        host.call(new NetworkDestroy(handle));
    }

    /** Forgets its definition; while it is active it goes on until it stops: {@code virNetworkUndefine}. */
    public void undefine() {
        host.call(new NetworkUndefine(handle));
    }

    /**
     * Changes a part of it: {@code virNetworkUpdate}.
     *
     * @param affected what the change is made to; none: the active network if it is active, else its definition
     */
    public void update(NetworkChange change, Flag.Affect... affected) {
        int command = change.command().number();
        int section = change.section().number();
        // Daemons without this feature take the two numbers the other way round.
        boolean inOrder =
                host.call(new ConnectSupportsFeature(UPDATE_HAS_CORRECT_ORDER)).supported() != 0;
        host.call(new NetworkUpdate(
                handle,
                inOrder ? command : section,
                inOrder ? section : command,
                change.parentIndex(),
                change.xml(),
                Flag.word(affected)));
    }

    /** {@return the addresses that its DHCP server has lent: {@code virNetworkGetDHCPLeases}} */
    public List<DhcpLease> dhcpLeases() {
        return leases(null);
    }

    /** {@return the addresses that its DHCP server has lent to a MAC address: {@code virNetworkGetDHCPLeases}} */
    public List<DhcpLease> dhcpLeases(String mac) {
        return leases(mac);
    }

    private List<DhcpLease> leases(@Nullable String mac) {
        return host.call(new NetworkGetDhcpLeases(handle, mac, 1, 0)).leases().stream()
                .map(DhcpLease::of)
                .toList();
    }

    /** {@return the metadata of a namespace, if there is any: {@code virNetworkGetMetadata}, since libvirt 9.7} */
    public Optional<Element> metadata(String namespace, Flag.Affect... affected) {
        var call = new NetworkGetMetadata(handle, METADATA_ELEMENT, namespace, Flag.word(affected));
        return Networks.ifFound(() -> Element.parse(host.call(call).metadata()));
    }

    /**
     * Sets or removes the metadata of a namespace: {@code virNetworkSetMetadata}, since libvirt 9.7.
     *
     * @param prefix the namespace's prefix in the network's document
     * @param metadata an element; null removes what is there
     */
    public void metadata(String namespace, String prefix, @Nullable Element metadata, Flag.Affect... affected) {
        host.call(new NetworkSetMetadata(
                handle,
                METADATA_ELEMENT,
                metadata == null ? null : metadata.toXml(),
                metadata == null ? null : Demand.prefix(prefix),
                Demand.namespace(namespace),
                Flag.word(affected)));
    }

    /** {@return what is plugged into it; it must be active: {@code virNetworkListAllPorts}} */
    public List<NetworkPort> ports() {
        return host.call(new NetworkListAllPorts(handle, 1, 0)).ports().stream()
                .map(port -> new NetworkPort(host, port))
                .toList();
    }

    /**
     * {@return its port of a UUID: {@code virNetworkPortLookupByUUID}}
     *
     * @throws NotFoundException if there is none
     */
    public NetworkPort port(UUID port) {
        return new NetworkPort(
                host, host.call(new NetworkPortLookupByUuid(handle, port)).port());
    }

    /**
     * Makes a port: {@code virNetworkPortCreateXML}.
     *
     * @param xml libvirt's network port document
     */
    public NetworkPort createPort(String xml, NetworkPort.Create... flags) {
        var call = new NetworkPortCreateXml(handle, xml, Flag.word(flags));
        return new NetworkPort(host, host.call(call).port());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network that && host == that.host && uuid().equals(that.uuid());
    }

    @Override
    public int hashCode() {
        return uuid().hashCode();
    }

    @Override
    public String toString() {
        return name() + " (" + uuid() + ")";
    }

    /**
     * Which networks are listed: {@code virConnectListAllNetworksFlags}. A network must meet one filter of each group that
     * is named: activity, persistence, autostart.
     */
    public enum Filter implements Flag {
        INACTIVE,
        ACTIVE,
        PERSISTENT,
        TRANSIENT,
        AUTOSTART,
        NO_AUTOSTART
    }

    /** How a network is defined: {@code virNetworkDefineFlags}. */
    public enum Define implements Flag {
        /** The document must agree with libvirt's schema. */
        VALIDATE
    }

    /** How a network is created: {@code virNetworkCreateFlags}. */
    public enum Create implements Flag {
        /** The document must agree with libvirt's schema. */
        VALIDATE
    }

    /** What a network's document shows: {@code virNetworkXMLFlags}. */
    public enum Xml implements Flag {
        /** The definition for the next start, not what is active now. */
        INACTIVE
    }
}
