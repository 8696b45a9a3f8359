package dev.guestwire.xml;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a device sits: on a PCI bus, a drive controller, a USB hub, a channel subsystem. Which attributes there are depends
 * on {@link #type}; numbers may be written in any base.
 *
 * @param xml the element
 */
public record Address(Element xml) implements View {
    /** Refuses an element of another name. */
    public Address {
        View.named(xml, "address");
    }

    /** {@return {@code pci}, {@code drive}, {@code virtio-serial}, {@code ccid}, {@code usb}, {@code spapr-vio}, {@code ccw}, {@code isa}, {@code dimm}, {@code virtio-mmio}, {@code mdev} or {@code unassigned}} */
    public Optional<String> type() {
        return Leaf.attribute(xml, "type").string();
    }

    public Address withType(@Nullable String type) {
        return new Address(Leaf.attribute(xml, "type").put(type));
    }

    public Optional<Long> domain() {
        return Leaf.attribute(xml, "domain").number();
    }

    public Address withDomain(@Nullable Long domain) {
        return new Address(Leaf.attribute(xml, "domain").put(domain));
    }

    public Optional<Integer> bus() {
        return Leaf.attribute(xml, "bus").integer();
    }

    public Address withBus(@Nullable Integer bus) {
        return new Address(Leaf.attribute(xml, "bus").put(bus));
    }

    public Optional<Integer> slot() {
        return Leaf.attribute(xml, "slot").integer();
    }

    public Address withSlot(@Nullable Integer slot) {
        return new Address(Leaf.attribute(xml, "slot").put(slot));
    }

    public Optional<Integer> function() {
        return Leaf.attribute(xml, "function").integer();
    }

    public Address withFunction(@Nullable Integer function) {
        return new Address(Leaf.attribute(xml, "function").put(function));
    }

    public Optional<Boolean> multifunction() {
        return Leaf.attribute(xml, "multifunction").onOff();
    }

    public Address withMultifunction(@Nullable Boolean multifunction) {
        return new Address(Leaf.attribute(xml, "multifunction").putOnOff(multifunction));
    }

    public Optional<Integer> controller() {
        return Leaf.attribute(xml, "controller").integer();
    }

    public Address withController(@Nullable Integer controller) {
        return new Address(Leaf.attribute(xml, "controller").put(controller));
    }

    public Optional<Integer> target() {
        return Leaf.attribute(xml, "target").integer();
    }

    public Address withTarget(@Nullable Integer target) {
        return new Address(Leaf.attribute(xml, "target").put(target));
    }

    public Optional<Integer> unit() {
        return Leaf.attribute(xml, "unit").integer();
    }

    public Address withUnit(@Nullable Integer unit) {
        return new Address(Leaf.attribute(xml, "unit").put(unit));
    }

    /** {@return the port, with dots between hubs on USB} */
    public Optional<String> port() {
        return Leaf.attribute(xml, "port").string();
    }

    public Address withPort(@Nullable String port) {
        return new Address(Leaf.attribute(xml, "port").put(port));
    }

    /** {@return the device number on a USB bus of the host} */
    public Optional<Integer> device() {
        return Leaf.attribute(xml, "device").integer();
    }

    public Address withDevice(@Nullable Integer device) {
        return new Address(Leaf.attribute(xml, "device").put(device));
    }

    public Optional<Integer> cssid() {
        return Leaf.attribute(xml, "cssid").integer();
    }

    public Address withCssid(@Nullable Integer cssid) {
        return new Address(Leaf.attribute(xml, "cssid").put(cssid));
    }

    public Optional<Integer> ssid() {
        return Leaf.attribute(xml, "ssid").integer();
    }

    public Address withSsid(@Nullable Integer ssid) {
        return new Address(Leaf.attribute(xml, "ssid").put(ssid));
    }

    public Optional<Integer> devno() {
        return Leaf.attribute(xml, "devno").integer();
    }

    public Address withDevno(@Nullable Integer devno) {
        return new Address(Leaf.attribute(xml, "devno").put(devno));
    }

    public Optional<Long> reg() {
        return Leaf.attribute(xml, "reg").number();
    }

    public Address withReg(@Nullable Long reg) {
        return new Address(Leaf.attribute(xml, "reg").put(reg));
    }

    public Optional<Integer> ioBase() {
        return Leaf.attribute(xml, "iobase").integer();
    }

    public Address withIoBase(@Nullable Integer ioBase) {
        return new Address(Leaf.attribute(xml, "iobase").put(ioBase));
    }

    public Optional<Integer> irq() {
        return Leaf.attribute(xml, "irq").integer();
    }

    public Address withIrq(@Nullable Integer irq) {
        return new Address(Leaf.attribute(xml, "irq").put(irq));
    }

    /** {@return the guest memory address of a memory module} */
    public Optional<Long> base() {
        return Leaf.attribute(xml, "base").number();
    }

    public Address withBase(@Nullable Long base) {
        return new Address(Leaf.attribute(xml, "base").put(base));
    }

    /** {@return the identity of a mediated device} */
    public Optional<UUID> uuid() {
        return Leaf.attribute(xml, "uuid").uuid();
    }

    public Address withUuid(@Nullable UUID uuid) {
        return new Address(Leaf.attribute(xml, "uuid").put(uuid));
    }

    public Optional<Long> zpciUid() {
        return Leaf.attribute(xml, "zpci", "uid").number();
    }

    public Address withZpciUid(@Nullable Long zpciUid) {
        return new Address(Leaf.attribute(xml, "zpci", "uid").put(zpciUid));
    }

    public Optional<Long> zpciFid() {
        return Leaf.attribute(xml, "zpci", "fid").number();
    }

    public Address withZpciFid(@Nullable Long zpciFid) {
        return new Address(Leaf.attribute(xml, "zpci", "fid").put(zpciFid));
    }

    /**
     * A PCI address.
     *
     * @param pci where in the guest
     * @return the address
     */
    public static Address of(PciAddress pci) {
        return new Address(pci.write(Element.of("address").withAttribute("type", "pci")));
    }

    /**
     * A place on a drive controller.
     *
     * @param controller the controller's index
     * @param bus the bus on it
     * @param target the target on the bus
     * @param unit the unit of the target
     * @return the address
     */
    public static Address drive(int controller, int bus, int target, int unit) {
        return new Address(Element.of("address").withAttribute("type", "drive"))
                .withController(controller)
                .withBus(bus)
                .withTarget(target)
                .withUnit(unit);
    }

    /** {@return the PCI address, if that is what it is} */
    public Optional<PciAddress> pci() {
        boolean isPci = type().map("pci"::equals).orElse(xml.attribute("slot").isPresent());
        return isPci ? PciAddress.read(xml) : Optional.empty();
    }

    /**
     * Whether two addresses name one place: numbers are compared as numbers, a missing one is 0, and multifunction does not
     * count.
     *
     * @param other the other one
     * @return whether they are the same
     */
    public boolean sameAs(Address other) {
        return type().equals(other.type())
                && NUMBERS.stream().allMatch(n -> number(n).equals(other.number(n)))
                && port().orElse("0").equals(other.port().orElse("0"))
                && uuid().equals(other.uuid());
    }

    private static final List<String> NUMBERS = List.of(
            "domain",
            "bus",
            "slot",
            "function",
            "controller",
            "target",
            "unit",
            "cssid",
            "ssid",
            "devno",
            "reg",
            "iobase",
            "irq",
            "base");

    private Long number(String name) {
        return Leaf.attribute(xml, name).number().orElse(0L);
    }
}
