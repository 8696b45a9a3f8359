package dev.guestwire.xml.device;

import dev.guestwire.xml.Address;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.PciAddress;
import dev.guestwire.xml.Rom;
import dev.guestwire.xml.View;
import dev.guestwire.xml.network.IpAddress;
import dev.guestwire.xml.network.Route;
import dev.guestwire.xml.network.Teaming;
import dev.guestwire.xml.storage.StorageAuth;
import dev.guestwire.xml.storage.StorageHost;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A device of the host that a guest uses as its own: a {@code <hostdev>}.
 *
 * @param xml the element
 */
public record HostDevice(Element xml) implements Device {
    /** Refuses an element of another name. */
    public HostDevice {
        View.named(xml, "hostdev");
    }

    /**
     * A PCI device, taken from the host's driver and given back by libvirt.
     *
     * @param address where on the host
     * @return the device
     */
    public static HostDevice pci(PciAddress address) {
        return of("pci").withManaged(true).withSource(s -> s.withPciAddress(address));
    }

    /**
     * A mediated device.
     *
     * @param uuid its identity
     * @param model such as {@code vfio-pci}
     * @return the device
     */
    public static HostDevice mediated(UUID uuid, String model) {
        return of("mdev").withModel(model).withSource(s -> s.withMdevUuid(uuid));
    }

    private static HostDevice of(String type) {
        return new HostDevice(Element.of("hostdev").withAttribute("mode", "subsystem")).withType(type);
    }

    public String mode() {
        return Leaf.attribute(xml, "mode").string().orElse("subsystem");
    }

    public HostDevice withMode(@Nullable String mode) {
        return mode().equals(mode)
                ? this
                : new HostDevice(Leaf.attribute(xml, "mode").put(mode));
    }

    /** {@return {@code pci}, {@code usb}, {@code scsi}, {@code scsi_host} or {@code mdev}; {@code storage}, {@code misc} or {@code net} in a container} */
    public Optional<String> type() {
        return Leaf.attribute(xml, "type").string();
    }

    public HostDevice withType(@Nullable String type) {
        return new HostDevice(Leaf.attribute(xml, "type").put(type));
    }

    public Optional<Boolean> managed() {
        return Leaf.attribute(xml, "managed").yesNo();
    }

    public HostDevice withManaged(@Nullable Boolean managed) {
        return new HostDevice(Leaf.attribute(xml, "managed").putYesNo(managed));
    }

    public Optional<String> model() {
        return Leaf.attribute(xml, "model").string();
    }

    public HostDevice withModel(@Nullable String model) {
        return new HostDevice(Leaf.attribute(xml, "model").put(model));
    }

    public Optional<Boolean> display() {
        return Leaf.attribute(xml, "display").onOff();
    }

    public HostDevice withDisplay(@Nullable Boolean display) {
        return new HostDevice(Leaf.attribute(xml, "display").putOnOff(display));
    }

    public Optional<Boolean> ramFramebuffer() {
        return Leaf.attribute(xml, "ramfb").onOff();
    }

    public HostDevice withRamFramebuffer(@Nullable Boolean ramFramebuffer) {
        return new HostDevice(Leaf.attribute(xml, "ramfb").putOnOff(ramFramebuffer));
    }

    public Optional<Boolean> rawIo() {
        return Leaf.attribute(xml, "rawio").yesNo();
    }

    public HostDevice withRawIo(@Nullable Boolean rawIo) {
        return new HostDevice(Leaf.attribute(xml, "rawio").putYesNo(rawIo));
    }

    public Optional<String> sgIo() {
        return Leaf.attribute(xml, "sgio").string();
    }

    public HostDevice withSgIo(@Nullable String sgIo) {
        return new HostDevice(Leaf.attribute(xml, "sgio").put(sgIo));
    }

    public Source source() {
        return new Source(xml.part("source"));
    }

    public HostDevice withSource(UnaryOperator<Source> change) {
        return new HostDevice(
                xml.withChild("source", e -> change.apply(new Source(e)).xml()));
    }

    public Optional<String> driver() {
        return Leaf.attribute(xml, "driver", "name").string();
    }

    public HostDevice withDriver(@Nullable String driver) {
        return new HostDevice(Leaf.attribute(xml, "driver", "name").put(driver));
    }

    public Teaming teaming() {
        return new Teaming(xml.part("teaming"));
    }

    public HostDevice withTeaming(UnaryOperator<Teaming> change) {
        return new HostDevice(
                xml.withChild("teaming", e -> change.apply(new Teaming(e)).xml()));
    }

    public Rom rom() {
        return new Rom(xml.part("rom"));
    }

    public HostDevice withRom(UnaryOperator<Rom> change) {
        return new HostDevice(xml.withChild("rom", e -> change.apply(new Rom(e)).xml()));
    }

    public boolean readOnly() {
        return xml.has("readonly");
    }

    public HostDevice withReadOnly(boolean readOnly) {
        return new HostDevice(xml.withFlag("readonly", readOnly));
    }

    public boolean shareable() {
        return xml.has("shareable");
    }

    public HostDevice withShareable(boolean shareable) {
        return new HostDevice(xml.withFlag("shareable", shareable));
    }

    public List<IpAddress> ips() {
        return xml.children("ip").stream().map(IpAddress::new).toList();
    }

    public HostDevice withIps(List<IpAddress> ips) {
        return new HostDevice(xml.withChildren("ip", View.elements(ips)));
    }

    public List<Route> routes() {
        return xml.children("route").stream().map(Route::new).toList();
    }

    public HostDevice withRoutes(List<Route> routes) {
        return new HostDevice(xml.withChildren("route", View.elements(routes)));
    }

    @Override
    public HostDevice withAlias(@Nullable String alias) {
        return new HostDevice(Leaf.attribute(xml, "alias", "name").put(alias));
    }

    @Override
    public HostDevice withAddress(@Nullable Address address) {
        return new HostDevice(address == null ? xml.without("address") : xml.withChild(address.xml()));
    }

    @Override
    public HostDevice withBootOrder(@Nullable Integer bootOrder) {
        return new HostDevice(Leaf.attribute(xml, "boot", "order").put(bootOrder));
    }

    /**
     * Which device of the host is meant.
     *
     * @param xml the element
     */
    public record Source(Element xml) implements View {
        private static final List<String> NOT_OF_PCI = List.of("device", "port", "target", "uuid");

        public Address address() {
            return new Address(xml.part("address"));
        }

        public Source withAddress(UnaryOperator<Address> change) {
            return new Source(
                    xml.withChild("address", e -> change.apply(new Address(e)).xml()));
        }

        public Optional<String> startupPolicy() {
            return Leaf.attribute(xml, "startupPolicy").string();
        }

        public Source withStartupPolicy(@Nullable String startupPolicy) {
            return new Source(Leaf.attribute(xml, "startupPolicy").put(startupPolicy));
        }

        public Optional<String> guestReset() {
            return Leaf.attribute(xml, "guestReset").string();
        }

        public Source withGuestReset(@Nullable String guestReset) {
            return new Source(Leaf.attribute(xml, "guestReset").put(guestReset));
        }

        public Optional<Boolean> writeFiltering() {
            return Leaf.attribute(xml, "writeFiltering").yesNo();
        }

        public Source withWriteFiltering(@Nullable Boolean writeFiltering) {
            return new Source(Leaf.attribute(xml, "writeFiltering").putYesNo(writeFiltering));
        }

        public Optional<String> vendorId() {
            return Leaf.attribute(xml, "vendor", "id").string();
        }

        public Source withVendorId(@Nullable String vendorId) {
            return new Source(Leaf.attribute(xml, "vendor", "id").put(vendorId));
        }

        public Optional<String> productId() {
            return Leaf.attribute(xml, "product", "id").string();
        }

        public Source withProductId(@Nullable String productId) {
            return new Source(Leaf.attribute(xml, "product", "id").put(productId));
        }

        public Optional<String> adapter() {
            return Leaf.attribute(xml, "adapter", "name").string();
        }

        public Source withAdapter(@Nullable String adapter) {
            return new Source(Leaf.attribute(xml, "adapter", "name").put(adapter));
        }

        public Optional<String> protocol() {
            return Leaf.attribute(xml, "protocol").string();
        }

        public Source withProtocol(@Nullable String protocol) {
            return new Source(Leaf.attribute(xml, "protocol").put(protocol));
        }

        public Optional<String> wwpn() {
            return Leaf.attribute(xml, "wwpn").string();
        }

        public Source withWwpn(@Nullable String wwpn) {
            return new Source(Leaf.attribute(xml, "wwpn").put(wwpn));
        }

        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public Source withName(@Nullable String name) {
            return new Source(Leaf.attribute(xml, "name").put(name));
        }

        public List<StorageHost> hosts() {
            return xml.children("host").stream().map(StorageHost::new).toList();
        }

        public Source withHosts(List<StorageHost> hosts) {
            return new Source(xml.withChildren("host", View.elements(hosts)));
        }

        public StorageAuth auth() {
            return new StorageAuth(xml.part("auth"));
        }

        public Source withAuth(UnaryOperator<StorageAuth> change) {
            return new Source(
                    xml.withChild("auth", e -> change.apply(new StorageAuth(e)).xml()));
        }

        public Optional<String> initiator() {
            return xml.child("initiator")
                    .flatMap(e -> Leaf.attribute(e, "iqn", "name").string());
        }

        public Source withInitiator(@Nullable String initiator) {
            return new Source(xml.withChild(
                    "initiator", a -> Leaf.attribute(a, "iqn", "name").put(initiator)));
        }

        public Optional<String> netInterface() {
            return Leaf.text(xml, "interface").string();
        }

        public Source withNetInterface(@Nullable String netInterface) {
            return new Source(Leaf.text(xml, "interface").put(netInterface));
        }

        public Optional<String> blockDevice() {
            return Leaf.text(xml, "block").string();
        }

        public Source withBlockDevice(@Nullable String blockDevice) {
            return new Source(Leaf.text(xml, "block").put(blockDevice));
        }

        public Optional<String> charDevice() {
            return Leaf.text(xml, "char").string();
        }

        public Source withCharDevice(@Nullable String charDevice) {
            return new Source(Leaf.text(xml, "char").put(charDevice));
        }

        /** {@return the PCI address on the host, if it is a PCI device} */
        public Optional<PciAddress> pciAddress() {
            return xml.child("address").filter(Source::isPci).flatMap(PciAddress::read);
        }

        /** USB devices, by number or by port, and SCSI devices have a bus too. */
        private static boolean isPci(Element address) {
            return address.attribute("slot").isPresent()
                    || NOT_OF_PCI.stream()
                            .allMatch(name -> address.attribute(name).isEmpty());
        }

        /**
         * Names a PCI device.
         *
         * @param pci its address on the host; null removes it
         * @return the new source
         */
        public Source withPciAddress(@Nullable PciAddress pci) {
            if (pciAddress().equals(Optional.ofNullable(pci))) {
                return this;
            }
            return new Source(
                    pci == null ? xml.without("address") : xml.withChild("address", address -> pci.write(address)));
        }

        /** {@return the mediated device's identity, if it is one} */
        public Optional<UUID> mdevUuid() {
            return Leaf.attribute(xml, "address", "uuid").uuid();
        }

        /**
         * Names a mediated device.
         *
         * @param uuid its identity; null removes it
         * @return the new source
         */
        public Source withMdevUuid(@Nullable UUID uuid) {
            return new Source(Leaf.attribute(xml, "address", "uuid").put(uuid));
        }
    }
}
