package dev.guestwire.nodedevice;

import dev.guestwire.Flag;
import dev.guestwire.Host;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.remote.ConnectListAllNodeDevices;
import dev.guestwire.protocol.remote.NodeDeviceCreateXml;
import dev.guestwire.protocol.remote.NodeDeviceDefineXml;
import dev.guestwire.protocol.remote.NodeDeviceLookupByName;
import dev.guestwire.protocol.remote.NodeDeviceLookupScsiHostByWwn;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The devices of a host. It holds no state: methods ask the daemon. */
public final class NodeDevices {
    private final Host host;

    /** The devices of a host. */
    public NodeDevices(Host host) {
        this.host = host;
    }

    /**
     * {@return the devices of the host: {@code virConnectListAllNodeDevices}}
     *
     * @param filters which; none: all
     * @throws dev.guestwire.error.UnsupportedException if the daemon knows nothing of devices
     */
    public List<NodeDevice> list(NodeDevice.Filter... filters) {
        return host.call(new ConnectListAllNodeDevices(1, Flag.word(filters))).devices().stream()
                .map(this::device)
                .toList();
    }

    /**
     * {@return the device of a name, such as {@code pci_0000_00_02_0}: {@code virNodeDeviceLookupByName}}
     *
     * @throws NotFoundException if there is none
     */
    public NodeDevice device(String name) {
        return device(host.call(new NodeDeviceLookupByName(name)).dev());
    }

    /**
     * {@return the SCSI host of a world wide name: {@code virNodeDeviceLookupSCSIHostByWWN}}
     *
     * @param wwnn its node's world wide name
     * @param wwpn its port's world wide name
     * @throws NotFoundException if there is none
     */
    public NodeDevice scsiHost(String wwnn, String wwpn) {
        return device(
                host.call(new NodeDeviceLookupScsiHostByWwn(wwnn, wwpn, 0)).dev());
    }

    /** {@return the device of a name, if there is one: {@code virNodeDeviceLookupByName}} */
    public Optional<NodeDevice> findDevice(String name) {
        return ifFound(() -> device(name));
    }

    /** {@return the SCSI host of a world wide name, if there is one: {@code virNodeDeviceLookupSCSIHostByWWN}} */
    public Optional<NodeDevice> findScsiHost(String wwnn, String wwpn) {
        return ifFound(() -> scsiHost(wwnn, wwpn));
    }

    /** Makes a device, mediated or a virtual SCSI host, that libvirt forgets when it stops: {@code virNodeDeviceCreateXML}. */
    public NodeDevice create(dev.guestwire.xml.host.NodeDevice definition, NodeDevice.Create... flags) {
        return create(definition.xml().toXml(), flags);
    }

    /**
     * Makes a device, mediated or a virtual SCSI host, that libvirt forgets when it stops: {@code virNodeDeviceCreateXML}.
     *
     * @param xml libvirt's device document
     */
    public NodeDevice create(String xml, NodeDevice.Create... flags) {
        return device(host.call(new NodeDeviceCreateXml(xml, Flag.word(flags))).dev());
    }

    /** Defines a mediated device: {@code virNodeDeviceDefineXML}. It is not started. */
    public NodeDevice define(dev.guestwire.xml.host.NodeDevice definition, NodeDevice.Define... flags) {
        return define(definition.xml().toXml(), flags);
    }

    /**
     * Defines a mediated device: {@code virNodeDeviceDefineXML}. It is not started.
     *
     * @param xml libvirt's device document
     */
    public NodeDevice define(String xml, NodeDevice.Define... flags) {
        return device(host.call(new NodeDeviceDefineXml(xml, Flag.word(flags))).dev());
    }

    private NodeDevice device(dev.guestwire.protocol.remote.NodeDevice handle) {
        return new NodeDevice(host, handle);
    }

    private static <T> Optional<T> ifFound(Supplier<T> lookup) {
        try {
            return Optional.of(lookup.get());
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "devices of " + host;
    }
}
