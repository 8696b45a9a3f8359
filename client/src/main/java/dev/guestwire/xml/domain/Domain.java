package dev.guestwire.xml.domain;

import dev.guestwire.error.InvalidInputException;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.PciAddress;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.device.HostDevice;
import dev.guestwire.xml.device.NetworkInterface;
import dev.guestwire.xml.kept.Kept;
import dev.guestwire.xml.tuning.Tuning;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a guest.
 *
 * @param xml the element
 */
public record Domain(Element xml) implements View {
    /** Refuses an element of another name. */
    public Domain {
        View.named(xml, "domain", "inactiveDomain");
    }

    /**
     * {@return the definition that a text holds}
     *
     * @throws dev.guestwire.error.MalformedDataException if it is not a well-formed document of a domain
     */
    public static Domain parse(String xml) {
        return new Domain(Element.parse(xml));
    }

    /**
     * A guest with memory and CPUs, ACPI, a UTC clock, and no devices yet.
     *
     * @param type {@code kvm}, or {@code qemu} where there is no KVM
     * @param name its name
     * @param memory its memory
     * @param vcpus its CPUs
     * @return the definition
     */
    public static Domain of(String type, String name, Size memory, int vcpus) {
        return new Domain(Element.of("domain"))
                .withType(type)
                .withName(name)
                .withMemory(memory)
                .withVcpus(vcpus)
                .withOs(os -> new Os(os.xml().withChild(Element.of("type").withText("hvm"))))
                .withFeatures(f -> f.with("acpi").with("apic"))
                .withClock(c -> c.withOffset("utc"));
    }

    public String type() {
        return Leaf.attribute(xml, "type").required();
    }

    public Domain withType(String type) {
        return new Domain(Leaf.attribute(xml, "type").put(type));
    }

    /** {@return the number of a running guest} */
    public Optional<Integer> id() {
        return Leaf.attribute(xml, "id").integer();
    }

    public Domain withId(@Nullable Integer id) {
        return new Domain(Leaf.attribute(xml, "id").put(id));
    }

    public String name() {
        return Leaf.text(xml, "name").required();
    }

    public Domain withName(String name) {
        return new Domain(Leaf.text(xml, "name").beside("uuid", "genid").put(name));
    }

    public Optional<UUID> uuid() {
        return Leaf.text(xml, "uuid").uuid();
    }

    public Domain withUuid(@Nullable UUID uuid) {
        return new Domain(Leaf.text(xml, "uuid").beside("name", "genid").put(uuid));
    }

    public Optional<String> title() {
        return Leaf.text(xml, "title").string();
    }

    public Domain withTitle(@Nullable String title) {
        return new Domain(Leaf.text(xml, "title").put(title));
    }

    public Optional<String> description() {
        return Leaf.text(xml, "description").string();
    }

    public Domain withDescription(@Nullable String description) {
        return new Domain(Leaf.text(xml, "description").put(description));
    }

    public Metadata metadata() {
        return new Metadata(xml.part("metadata"));
    }

    public Domain withMetadata(UnaryOperator<Metadata> change) {
        return new Domain(
                xml.withChild("metadata", e -> change.apply(new Metadata(e)).xml()));
    }

    /** {@return the memory it starts with} */
    public Optional<Size> memory() {
        return Leaf.text(xml, "memory").size("KiB");
    }

    public Domain withMemory(@Nullable Size memory) {
        return new Domain(Leaf.text(xml, "memory").putSize(memory, "KiB"));
    }

    /** {@return the memory that the balloon leaves it} */
    public Optional<Size> currentMemory() {
        return Leaf.text(xml, "currentMemory").size("KiB");
    }

    public Domain withCurrentMemory(@Nullable Size currentMemory) {
        return new Domain(Leaf.text(xml, "currentMemory").putSize(currentMemory, "KiB"));
    }

    /** {@return the memory it can be given by hotplug} */
    public Optional<Size> maxMemory() {
        return Leaf.text(xml, "maxMemory").size("KiB");
    }

    public Domain withMaxMemory(@Nullable Size maxMemory) {
        return new Domain(Leaf.text(xml, "maxMemory").putSize(maxMemory, "KiB"));
    }

    public Optional<Integer> memorySlots() {
        return Leaf.attribute(xml, "maxMemory", "slots").integer();
    }

    public Domain withMemorySlots(@Nullable Integer memorySlots) {
        return new Domain(Leaf.attribute(xml, "maxMemory", "slots").put(memorySlots));
    }

    /** {@return the most CPUs it can have} */
    public Optional<Integer> vcpus() {
        return Leaf.text(xml, "vcpu").integer();
    }

    public Domain withVcpus(@Nullable Integer vcpus) {
        return new Domain(Leaf.text(xml, "vcpu").put(counted(vcpus)));
    }

    public Optional<Integer> currentVcpus() {
        return Leaf.attribute(xml, "vcpu", "current").integer();
    }

    public Domain withCurrentVcpus(@Nullable Integer currentVcpus) {
        return new Domain(Leaf.attribute(xml, "vcpu", "current").put(counted(currentVcpus)));
    }

    private static @Nullable Integer counted(@Nullable Integer vcpus) {
        if (vcpus != null && vcpus < 1) {
            throw new InvalidInputException("a guest has at least 1 CPU, not " + vcpus, null);
        }
        return vcpus;
    }

    public Os os() {
        return new Os(xml.part("os"));
    }

    public Domain withOs(UnaryOperator<Os> change) {
        return new Domain(xml.withChild("os", e -> change.apply(new Os(e)).xml()));
    }

    public List<Sysinfo> sysinfo() {
        return xml.children("sysinfo").stream().map(Sysinfo::new).toList();
    }

    public Domain withSysinfo(List<Sysinfo> sysinfo) {
        return new Domain(xml.withChildren("sysinfo", View.elements(sysinfo)));
    }

    public Features features() {
        return new Features(xml.part("features"));
    }

    public Domain withFeatures(UnaryOperator<Features> change) {
        return new Domain(
                xml.withChild("features", e -> change.apply(new Features(e)).xml()));
    }

    public Cpu cpu() {
        return new Cpu(xml.part("cpu"));
    }

    public Domain withCpu(UnaryOperator<Cpu> change) {
        return new Domain(xml.withChild("cpu", e -> change.apply(new Cpu(e)).xml()));
    }

    public Clock clock() {
        return new Clock(xml.part("clock"));
    }

    public Domain withClock(UnaryOperator<Clock> change) {
        return new Domain(xml.withChild("clock", e -> change.apply(new Clock(e)).xml()));
    }

    public Lifecycle lifecycle() {
        return new Lifecycle(xml);
    }

    public Domain withLifecycle(UnaryOperator<Lifecycle> change) {
        return new Domain(change.apply(lifecycle()).xml());
    }

    public Tuning tuning() {
        return new Tuning(xml);
    }

    public Domain withTuning(UnaryOperator<Tuning> change) {
        return new Domain(change.apply(tuning()).xml());
    }

    public Security security() {
        return new Security(xml);
    }

    public Domain withSecurity(UnaryOperator<Security> change) {
        return new Domain(change.apply(security()).xml());
    }

    public Passthrough passthrough() {
        return new Passthrough(xml);
    }

    public Domain withPassthrough(UnaryOperator<Passthrough> change) {
        return new Domain(change.apply(passthrough()).xml());
    }

    public Optional<String> emulator() {
        return xml.child("devices").flatMap(e -> Leaf.text(e, "emulator").string());
    }

    public Domain withEmulator(@Nullable String emulator) {
        return new Domain(xml.withChild("devices", a -> Leaf.text(a, "emulator").put(emulator)));
    }

    /** {@return all devices in the order of the document} */
    public List<Device> devices() {
        return devices(Device.class);
    }

    /** {@return the devices of one kind, such as {@code Disk.class}, in the order of the document} */
    public <D extends Device> List<D> devices(Class<D> type) {
        List<D> found = new ArrayList<>();
        for (Element element : xml.part("devices").children()) {
            if (!element.name().equals("emulator")) {
                Device device = Device.of(element);
                if (type.isInstance(device)) {
                    found.add(type.cast(device));
                }
            }
        }
        return Collections.unmodifiableList(found);
    }

    /** {@return the definition with a device more, behind the others of its kind} */
    public Domain withDevice(Device device) {
        return new Domain(xml.withChild("devices", d -> d.plus(device.xml())));
    }

    /**
     * Replaces a device.
     *
     * @param old the device that goes, as it was read from this definition
     * @param now the device that comes
     * @return the new definition; this one if there is no such device
     */
    public Domain replace(Device old, Device now) {
        return new Domain(xml.withChild("devices", d -> d.replace(old.xml(), now.xml())));
    }

    /** {@return the definition without a device that was read from it; this one if there is no such device} */
    public Domain without(Device device) {
        return new Domain(xml.withChild("devices", d -> d.without(device.xml())));
    }

    /** {@return the definition with every device changed} */
    public Domain mapDevices(UnaryOperator<Device> change) {
        Domain now = this;
        for (Device old : devices()) {
            now = now.replace(old, change.apply(old));
        }
        return now;
    }

    /**
     * What changes, in words as {@link dev.guestwire.xml.Differences} has them, when another definition takes the place of this
     * one. Values are compared as libvirt reads them: 64 MiB is 65536 KiB, and letters of MAC addresses and UUIDs may be of
     * either case. What libvirt fills in by itself, such as addresses and controllers, does not count where only this one says
     * it; nor, if this is of a guest that runs, does what a start fills in.
     *
     * @param other the stored definition, if this is of a guest that runs; else a document that may become the definition
     * @return the changes from this one, as libvirt gave it, to the other; none if libvirt would keep, or start, the same
     */
    public List<String> differences(Domain other) {
        return Kept.differences(xml, other.xml);
    }

    /**
     * The devices that libvirt would take if it were given this one to detach.
     *
     * @param pattern a description of a device
     * @return none, one, or several, in which case libvirt refuses
     */
    public List<Device> selectedBy(Device pattern) {
        return devices().stream().filter(pattern::selects).toList();
    }

    /** {@return the device with this alias; those of a stopped guest have only aliases that users gave} */
    public Optional<Device> findByAlias(String alias) {
        return find(Device.class, d -> d.alias().filter(alias::equals).isPresent());
    }

    /** {@return the device at this place on the guest's PCI buses} */
    public Optional<Device> findByAddress(PciAddress address) {
        return find(Device.class, d -> d.pciAddress().filter(address::equals).isPresent());
    }

    /**
     * A disk by what people call it. A target comes before a source.
     *
     * @param targetOrSource its target, such as {@code vda}, or its source: the path of a file or block device, the name of
     *     an image on a network, such as {@code pool/image}, or {@code pool/volume}
     */
    public Optional<Disk> findDisk(String targetOrSource) {
        return find(Disk.class, d -> d.target().filter(targetOrSource::equals).isPresent())
                .or(() -> find(Disk.class, d -> d.source().isCalled(targetOrSource)));
    }

    /** {@return the device that is the same as this one, by {@link Device#sameDevice}: how a generated device is found} */
    @SuppressWarnings("unchecked")
    public <D extends Device> Optional<D> findSame(D device) {
        return find((Class<D>) device.getClass(), device::sameDevice);
    }

    /** {@return the host's ends of its network cards, such as {@code vnet0}, of those that have one} */
    public List<String> interfaceTargets() {
        return devices(NetworkInterface.class).stream()
                .flatMap(card -> card.target().stream())
                .toList();
    }

    /** {@return the first network card with a MAC address, in whatever case} */
    public Optional<NetworkInterface> findInterface(String mac) {
        return find(
                NetworkInterface.class,
                i -> i.mac().filter(mac::equalsIgnoreCase).isPresent());
    }

    /** {@return the PCI device of the host, by its address there} */
    public Optional<HostDevice> findHostDevice(PciAddress host) {
        return find(
                HostDevice.class,
                d -> d.source().pciAddress().filter(host::equals).isPresent());
    }

    /** {@return the mediated device of an identity} */
    public Optional<HostDevice> findMediated(UUID uuid) {
        return find(
                HostDevice.class,
                d -> d.source().mdevUuid().filter(uuid::equals).isPresent());
    }

    private <D extends Device> Optional<D> find(Class<D> type, Predicate<D> wanted) {
        return devices(type).stream().filter(wanted).findFirst();
    }
}
