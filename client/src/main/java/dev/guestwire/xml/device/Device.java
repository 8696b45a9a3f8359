package dev.guestwire.xml.device;

import dev.guestwire.xml.Address;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.PciAddress;
import dev.guestwire.xml.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A device of a guest. Equal if the documents say the same; for “is it the same device?” there is {@link #sameDevice}. */
public sealed interface Device extends View
        permits Audio,
                CharDevice,
                Controller,
                Disk,
                Filesystem,
                Graphics,
                HostDevice,
                Input,
                Iommu,
                MemBalloon,
                MemoryDevice,
                MinorDevice,
                NetworkInterface,
                OtherDevice,
                Rng,
                SharedMemory,
                Sound,
                Tpm,
                UsbRedirect,
                Video,
                Watchdog {
    /**
     * The view that fits an element.
     *
     * @param xml any element
     * @return the device, an {@link OtherDevice} if it is of no known kind
     */
    static Device of(Element xml) {
        if (!xml.namespace().isEmpty()) {
            return new OtherDevice(xml);
        }
        return switch (xml.name()) {
            case "disk" -> new Disk(xml);
            case "interface" -> new NetworkInterface(xml);
            case "controller" -> new Controller(xml);
            case "hostdev" -> new HostDevice(xml);
            case "serial", "parallel", "console", "channel" -> new CharDevice(xml);
            case "graphics" -> new Graphics(xml);
            case "video" -> new Video(xml);
            case "input" -> new Input(xml);
            case "filesystem" -> new Filesystem(xml);
            case "memory" -> new MemoryDevice(xml);
            case "memballoon" -> new MemBalloon(xml);
            case "rng" -> new Rng(xml);
            case "tpm" -> new Tpm(xml);
            case "watchdog" -> new Watchdog(xml);
            case "sound" -> new Sound(xml);
            case "audio" -> new Audio(xml);
            case "redirdev" -> new UsbRedirect(xml);
            case "shmem" -> new SharedMemory(xml);
            case "iommu" -> new Iommu(xml);
            case "vsock" -> new MinorDevice.Vsock(xml);
            case "hub" -> new MinorDevice.Hub(xml);
            case "panic" -> new MinorDevice.Panic(xml);
            case "nvram" -> new MinorDevice.Nvram(xml);
            case "lease" -> new MinorDevice.Lease(xml);
            case "redirfilter" -> new MinorDevice.RedirectFilter(xml);
            case "smartcard" -> new MinorDevice.Smartcard(xml);
            default -> new OtherDevice(xml);
        };
    }

    /**
     * Reads one device.
     *
     * @param xml the text
     * @return the device
     * @throws dev.guestwire.error.MalformedDataException if the text is not well-formed
     */
    static Device parse(String xml) {
        return of(Element.parse(xml));
    }

    /** {@return the name of its element, such as {@code disk}} */
    default String kind() {
        return xml().name();
    }

    /** {@return the name that libvirt gives a device of a running guest; one that begins with {@code ua-} is the user's} */
    default Optional<String> alias() {
        return Leaf.attribute(xml(), "alias", "name").string();
    }

    /** {@return where it sits in the guest} */
    default Optional<Address> address() {
        return xml().child("address").map(Address::new);
    }

    /** {@return where it sits on the guest's PCI buses, if it does} */
    default Optional<PciAddress> pciAddress() {
        return address().flatMap(Address::pci);
    }

    /** {@return its place in the boot order, from 1} */
    default Optional<Integer> bootOrder() {
        return Leaf.attribute(xml(), "boot", "order").integer();
    }

    /** {@return the index that a guest names a card after, such as {@code eno1}} */
    default Optional<Integer> acpiIndex() {
        return Leaf.attribute(xml(), "acpi", "index").integer();
    }

    /**
     * The same device under a name of yours.
     *
     * @param alias the name, which must begin with {@code ua-}; null removes it
     * @return the new device
     */
    default Device withAlias(@Nullable String alias) {
        return of(Leaf.attribute(xml(), "alias", "name").put(alias));
    }

    /**
     * The same device at another place in the guest.
     *
     * @param address the place; null leaves it to libvirt
     * @return the new device
     */
    default Device withAddress(@Nullable Address address) {
        return of(address == null ? xml().without("address") : xml().withChild(address.xml()));
    }

    /**
     * The same device at another place in the boot order.
     *
     * @param bootOrder the place, from 1; null removes it
     * @return the new device
     */
    default Device withBootOrder(@Nullable Integer bootOrder) {
        return of(Leaf.attribute(xml(), "boot", "order").put(bootOrder));
    }

    /**
     * Whether libvirt, given this device to detach, would take that one. What this one leaves out matches anything, so this
     * is not symmetric; defaults are filled in first, as libvirt does.
     *
     * @param existing a device of the guest
     * @return whether it is meant
     */
    default boolean selects(Device existing) {
        return Selection.selects(this, existing);
    }

    /**
     * Whether both are the same device, though addresses, aliases and what libvirt adds while a guest runs may differ.
     *
     * @param other the other one
     * @return whether they are the same
     */
    default boolean sameDevice(Device other) {
        return selects(other);
    }
}
