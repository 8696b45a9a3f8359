package dev.guestwire.nodedevice;

import dev.guestwire.Flag;
import dev.guestwire.Host;
import dev.guestwire.protocol.remote.NodeDeviceCreate;
import dev.guestwire.protocol.remote.NodeDeviceDestroy;
import dev.guestwire.protocol.remote.NodeDeviceDetachFlags;
import dev.guestwire.protocol.remote.NodeDeviceGetAutostart;
import dev.guestwire.protocol.remote.NodeDeviceGetParent;
import dev.guestwire.protocol.remote.NodeDeviceGetXmlDesc;
import dev.guestwire.protocol.remote.NodeDeviceIsActive;
import dev.guestwire.protocol.remote.NodeDeviceIsPersistent;
import dev.guestwire.protocol.remote.NodeDeviceListCaps;
import dev.guestwire.protocol.remote.NodeDeviceReAttach;
import dev.guestwire.protocol.remote.NodeDeviceReset;
import dev.guestwire.protocol.remote.NodeDeviceSetAutostart;
import dev.guestwire.protocol.remote.NodeDeviceUndefine;
import dev.guestwire.protocol.remote.NodeDeviceUpdate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One device of a host, by its name. It holds no state: methods ask the daemon. Two are equal if they have the same name and
 * host.
 */
public final class NodeDevice {
    /** As many as the protocol can carry. */
    private static final int MOST_CAPABILITIES = 65536;

    private final Host host;
    private final dev.guestwire.protocol.remote.NodeDevice handle;

    /** A device as libvirt names it. */
    public NodeDevice(Host host, dev.guestwire.protocol.remote.NodeDevice handle) {
        this.host = host;
        this.handle = handle;
    }

    /** {@return the host that was asked for it} */
    public Host host() {
        return host;
    }

    /** {@return its name, such as {@code pci_0000_00_02_0}} */
    public String name() {
        return handle.name();
    }

    /** {@return the name of the device that it is a part of, if there is one: {@code virNodeDeviceGetParent}} */
    public Optional<String> parent() {
        return Optional.ofNullable(host.call(new NodeDeviceGetParent(name())).parentName());
    }

    /** {@return what it can do, such as {@code pci} or {@code net}: {@code virNodeDeviceListCaps}} */
    public List<String> capabilities() {
        return host.call(new NodeDeviceListCaps(name(), MOST_CAPABILITIES)).names();
    }

    /** {@return its document: {@code virNodeDeviceGetXMLDesc}} */
    public String xmlDescription(Xml... flags) {
        return host.call(new NodeDeviceGetXmlDesc(name(), Flag.word(flags))).xml();
    }

    /** {@return its definition: {@code virNodeDeviceGetXMLDesc}} */
    public dev.guestwire.xml.host.NodeDevice definition(Xml... flags) {
        return dev.guestwire.xml.host.NodeDevice.parse(xmlDescription(flags));
    }

    /**
     * Takes it from the host's driver, for a guest to have: {@code virNodeDeviceDetachFlags}. The driver for that is the
     * hypervisor's own; for QEMU, {@code vfio-pci}.
     */
    public void detach() {
        detachTo(null);
    }

    /**
     * Takes it from the host's driver, for a guest to have: {@code virNodeDeviceDetachFlags}.
     *
     * @param driver which kind of driver takes it: {@code vfio} for QEMU, {@code xen} for Xen
     */
    public void detach(String driver) {
        detachTo(driver);
    }

    private void detachTo(@Nullable String driver) {
        host.call(new NodeDeviceDetachFlags(name(), driver, 0));
    }

    /** Gives it back to the host's driver: {@code virNodeDeviceReAttach}. */
    public void reattach() {
        host.call(new NodeDeviceReAttach(name()));
    }

    /** Resets it; no guest may have it: {@code virNodeDeviceReset}. */
    public void reset() {
        host.call(new NodeDeviceReset(name()));
    }

    /** {@return whether it is there, not only defined: {@code virNodeDeviceIsActive}} */
    public boolean isActive() {
        return host.call(new NodeDeviceIsActive(name())).active() != 0;
    }

    /** {@return whether it is defined: {@code virNodeDeviceIsPersistent}} */
    public boolean isPersistent() {
        return host.call(new NodeDeviceIsPersistent(name())).persistent() != 0;
    }

    /** {@return whether it starts with the device that it is a part of: {@code virNodeDeviceGetAutostart}} */
    public boolean autostart() {
        return host.call(new NodeDeviceGetAutostart(name())).autostart() != 0;
    }

    /** Sets whether it starts with the device that it is a part of: {@code virNodeDeviceSetAutostart}. */
    public void autostart(boolean on) {
        host.call(new NodeDeviceSetAutostart(name(), on ? 1 : 0));
    }

    /** Starts a device that is defined: {@code virNodeDeviceCreate}. */
    public void start() {
        host.call(new NodeDeviceCreate(name(), 0));
    }

    /** Stops it: {@code virNodeDeviceDestroy}. A device that is not defined is forgotten. */
    public void destroy() {
        host.call(new NodeDeviceDestroy(name()));
    }

    /** Forgets its definition: {@code virNodeDeviceUndefine}. */
    public void undefine() {
        host.call(new NodeDeviceUndefine(name(), 0));
    }

    /**
     * Changes it: {@code virNodeDeviceUpdate}, since libvirt 10.1.
     *
     * @param definition what it shall be
     * @param affected what the change is made to; none: the active device if it is active, else its definition
     */
    public void update(dev.guestwire.xml.host.NodeDevice definition, Flag.Affect... affected) {
        host.call(new NodeDeviceUpdate(name(), definition.xml().toXml(), Flag.word(affected)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeDevice that && host == that.host && name().equals(that.name());
    }

    @Override
    public int hashCode() {
        return name().hashCode();
    }

    @Override
    public String toString() {
        return name();
    }

    /**
     * Which devices are listed: {@code virConnectListAllNodeDeviceFlags}. A device must meet one filter of each group that
     * is named: capability, activity, persistence.
     */
    public enum Filter implements Flag {
        SYSTEM(0),
        PCI_DEV(1),
        USB_DEV(2),
        USB_INTERFACE(3),
        NET(4),
        SCSI_HOST(5),
        SCSI_TARGET(6),
        SCSI(7),
        STORAGE(8),
        FC_HOST(9),
        VPORTS(10),
        SCSI_GENERIC(11),
        DRM(12),
        /** Mediated devices can be made of it. */
        MDEV_TYPES(13),
        MDEV(14),
        CCW_DEV(15),
        CSS_DEV(16),
        VDPA(17),
        AP_CARD(18),
        AP_QUEUE(19),
        AP_MATRIX(20),
        VPD(21),
        /** Since libvirt 10.1. */
        PERSISTENT(28),
        /** Since libvirt 10.1. */
        TRANSIENT(29),
        /** Defined, but not started. */
        INACTIVE(30),
        ACTIVE(31);

        private final int shift;

        Filter(int shift) {
            this.shift = shift;
        }

        @Override
        public int bit() {
            return 1 << shift;
        }
    }

    /** How a device is made: {@code virNodeDeviceCreateXMLFlags}. */
    public enum Create implements Flag {
        /** The document must agree with libvirt's schema; since libvirt 8.10. */
        VALIDATE
    }

    /** How a device is defined: {@code virNodeDeviceDefineXMLFlags}. */
    public enum Define implements Flag {
        /** The document must agree with libvirt's schema; since libvirt 8.10. */
        VALIDATE
    }

    /** What a device's document shows: {@code virNodeDeviceXMLFlags}. */
    public enum Xml implements Flag {
        /** The definition for the next start, not what is active now; since libvirt 10.1. */
        INACTIVE
    }
}
