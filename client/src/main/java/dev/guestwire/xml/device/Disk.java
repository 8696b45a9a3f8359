package dev.guestwire.xml.device;

import dev.guestwire.xml.Address;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import dev.guestwire.xml.storage.BackingStore;
import dev.guestwire.xml.storage.BlockSizes;
import dev.guestwire.xml.storage.DiskDriver;
import dev.guestwire.xml.storage.Encryption;
import dev.guestwire.xml.storage.Geometry;
import dev.guestwire.xml.storage.IoTune;
import dev.guestwire.xml.storage.Mirror;
import dev.guestwire.xml.storage.StorageAuth;
import dev.guestwire.xml.storage.StorageHost;
import dev.guestwire.xml.storage.StorageSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A disk, CD-ROM or floppy of a guest.
 *
 * @param xml the element
 */
public record Disk(Element xml) implements Device {
    /** The bus that libvirt takes for a name without one, by what the name begins with. */
    private static final Map<String, String> BUSES =
            Map.of("fd", Bus.FDC, "hd", Bus.IDE, "sd", Bus.SCSI, "vd", Bus.VIRTIO, "xvd", "xen", "ubd", "uml");

    /** Refuses an element of another name. */
    public Disk {
        View.named(xml, "disk");
    }

    /** Names of buses; libvirt may know more. */
    public static final class Bus {
        public static final String VIRTIO = "virtio";
        public static final String SCSI = "scsi";
        public static final String SATA = "sata";
        public static final String IDE = "ide";
        public static final String USB = "usb";
        public static final String FDC = "fdc";

        private Bus() {}
    }

    /**
     * A disk in an image file of the host.
     *
     * @param path the file
     * @param format the image's format, such as {@code qcow2}; naming it keeps libvirt from guessing
     * @return the disk, still without a target
     */
    public static Disk file(String path, String format) {
        return of("file", format).withSource(s -> s.withFile(path));
    }

    /**
     * A disk on a block device of the host.
     *
     * @param device the device's path
     * @return the disk, raw, still without a target
     */
    public static Disk block(String device) {
        return of("block", "raw").withSource(s -> s.withDevice(device));
    }

    /**
     * A disk on the network.
     *
     * @param protocol such as {@code rbd} or {@code nbd}
     * @param name the image or export on the server
     * @param hosts the servers
     * @return the disk, raw, still without a target
     */
    public static Disk network(String protocol, String name, List<StorageHost> hosts) {
        return of("network", "raw")
                .withSource(s -> s.withProtocol(protocol).withName(name).withHosts(hosts));
    }

    /**
     * A CD-ROM drive on SATA with a disc in it.
     *
     * @param image the disc's image file
     * @return the drive, read-only, still without a target
     */
    public static Disk cdrom(String image) {
        return file(image, "raw").withDevice("cdrom").withReadOnly(true).withBus(Bus.SATA);
    }

    private static Disk of(String type, String format) {
        Element disk = Element.of("disk").withAttribute("type", type).withAttribute("device", "disk");
        return new Disk(disk).withDriver(d -> d.withName("qemu").withType(format));
    }
    /** {@return what the source is: {@code file}, {@code block}, {@code network}, {@code volume}, {@code dir}, {@code nvme} or {@code vhostuser}} */
    public String type() {
        return Leaf.attribute(xml, "type").string().orElse("file");
    }

    public Disk withType(@Nullable String type) {
        return type().equals(type) ? this : new Disk(Leaf.attribute(xml, "type").put(type));
    }

    /** {@return what the guest sees: {@code disk}, {@code cdrom}, {@code floppy} or {@code lun}} */
    public String device() {
        return Leaf.attribute(xml, "device").string().orElse("disk");
    }

    public Disk withDevice(@Nullable String device) {
        return device().equals(device)
                ? this
                : new Disk(Leaf.attribute(xml, "device").put(device));
    }

    public Optional<String> model() {
        return Leaf.attribute(xml, "model").string();
    }

    public Disk withModel(@Nullable String model) {
        return new Disk(Leaf.attribute(xml, "model").put(model));
    }

    /** {@return {@code internal}, {@code external}, {@code manual} or {@code no}} */
    public Optional<String> snapshot() {
        return Leaf.attribute(xml, "snapshot").string();
    }

    public Disk withSnapshot(@Nullable String snapshot) {
        return new Disk(Leaf.attribute(xml, "snapshot").put(snapshot));
    }

    public Optional<Boolean> rawIo() {
        return Leaf.attribute(xml, "rawio").yesNo();
    }

    public Disk withRawIo(@Nullable Boolean rawIo) {
        return new Disk(Leaf.attribute(xml, "rawio").putYesNo(rawIo));
    }

    public DiskDriver driver() {
        return new DiskDriver(xml.part("driver"));
    }

    public Disk withDriver(UnaryOperator<DiskDriver> change) {
        return new Disk(
                xml.withChild("driver", e -> change.apply(new DiskDriver(e)).xml()));
    }

    public StorageSource source() {
        return new StorageSource(xml.part("source"));
    }

    public Disk withSource(UnaryOperator<StorageSource> change) {
        return new Disk(
                xml.withChild("source", e -> change.apply(new StorageSource(e)).xml()));
    }

    /** {@return the image below, as far as the document says} */
    public Optional<BackingStore> backingStore() {
        return xml.child("backingStore").map(BackingStore::new);
    }

    /**
     * Replaces what the disk's image stands on.
     *
     * @param below the image below; null leaves it to libvirt to find out
     * @return the new disk
     */
    public Disk withBackingStore(@Nullable BackingStore below) {
        return new Disk(below == null ? xml.without("backingStore") : xml.withChild(below.xml()));
    }

    /** {@return the images below, the nearest first, without the mark at the end of the chain} */
    public List<BackingStore> backingChain() {
        return Stream.iterate(backingStore(), Optional::isPresent, b -> b.flatMap(BackingStore::backingStore))
                .flatMap(Optional::stream)
                .filter(b -> !b.isEnd())
                .toList();
    }

    /** {@return the copy that a running block job writes} */
    public Optional<Mirror> mirror() {
        return xml.child("mirror").map(Mirror::new);
    }

    /**
     * Names the disk in the guest.
     *
     * @param dev the name, such as {@code vda}; unique in the guest, and how libvirt finds the disk
     * @param bus the bus, see {@link Bus}
     * @return the new disk
     */
    public Disk withTarget(String dev, String bus) {
        return withTarget(dev).withBus(bus);
    }

    /** {@return the bus, or the one that libvirt takes for this name of the target} */
    public Optional<String> effectiveBus() {
        return bus().or(() -> target().flatMap(Disk::busOf));
    }

    private static Optional<String> busOf(String target) {
        return BUSES.entrySet().stream()
                .filter(bus -> target.matches(bus.getKey() + "[a-z]+[0-9]*"))
                .map(Map.Entry::getValue)
                .findFirst();
    }
    /** {@return the name in the guest, such as {@code vda}} */
    public Optional<String> target() {
        return Leaf.attribute(xml, "target", "dev").string();
    }

    public Disk withTarget(@Nullable String target) {
        return new Disk(Leaf.attribute(xml, "target", "dev").put(target));
    }

    public Optional<String> bus() {
        return Leaf.attribute(xml, "target", "bus").string();
    }

    public Disk withBus(@Nullable String bus) {
        return new Disk(Leaf.attribute(xml, "target", "bus").put(bus));
    }

    /** {@return {@code open} or {@code closed}} */
    public Optional<String> tray() {
        return Leaf.attribute(xml, "target", "tray").string();
    }

    public Disk withTray(@Nullable String tray) {
        return new Disk(Leaf.attribute(xml, "target", "tray").put(tray));
    }

    public Optional<Boolean> removable() {
        return Leaf.attribute(xml, "target", "removable").onOff();
    }

    public Disk withRemovable(@Nullable Boolean removable) {
        return new Disk(Leaf.attribute(xml, "target", "removable").putOnOff(removable));
    }

    public Optional<Integer> rotationRate() {
        return Leaf.attribute(xml, "target", "rotation_rate").integer();
    }

    public Disk withRotationRate(@Nullable Integer rotationRate) {
        return new Disk(Leaf.attribute(xml, "target", "rotation_rate").put(rotationRate));
    }

    public IoTune ioTune() {
        return new IoTune(xml.part("iotune"));
    }

    public Disk withIoTune(UnaryOperator<IoTune> change) {
        return new Disk(xml.withChild("iotune", e -> change.apply(new IoTune(e)).xml()));
    }

    public Optional<String> serial() {
        return Leaf.text(xml, "serial").string();
    }

    public Disk withSerial(@Nullable String serial) {
        return new Disk(Leaf.text(xml, "serial").put(serial));
    }

    public Optional<String> wwn() {
        return Leaf.text(xml, "wwn").string();
    }

    public Disk withWwn(@Nullable String wwn) {
        return new Disk(Leaf.text(xml, "wwn").put(wwn));
    }

    public Optional<String> vendor() {
        return Leaf.text(xml, "vendor").string();
    }

    public Disk withVendor(@Nullable String vendor) {
        return new Disk(Leaf.text(xml, "vendor").put(vendor));
    }

    public Optional<String> product() {
        return Leaf.text(xml, "product").string();
    }

    public Disk withProduct(@Nullable String product) {
        return new Disk(Leaf.text(xml, "product").put(product));
    }

    /** {@return who opens the source, in documents that say it beside and not in the source} */
    public StorageAuth auth() {
        return new StorageAuth(xml.part("auth"));
    }

    public Disk withAuth(UnaryOperator<StorageAuth> change) {
        return new Disk(
                xml.withChild("auth", e -> change.apply(new StorageAuth(e)).xml()));
    }

    /** {@return how the image is encrypted, in documents that say it beside and not in the source} */
    public Encryption encryption() {
        return new Encryption(xml.part("encryption"));
    }

    public Disk withEncryption(UnaryOperator<Encryption> change) {
        return new Disk(
                xml.withChild("encryption", e -> change.apply(new Encryption(e)).xml()));
    }

    public boolean readOnly() {
        return xml.has("readonly");
    }

    public Disk withReadOnly(boolean readOnly) {
        return new Disk(xml.withFlag("readonly", readOnly));
    }

    public boolean shareable() {
        return xml.has("shareable");
    }

    public Disk withShareable(boolean shareable) {
        return new Disk(xml.withFlag("shareable", shareable));
    }

    public boolean isTransient() {
        return xml.has("transient");
    }

    public Disk withIsTransient(boolean isTransient) {
        return new Disk(xml.withFlag("transient", isTransient));
    }

    public Optional<Boolean> shareBacking() {
        return Leaf.attribute(xml, "transient", "shareBacking").yesNo();
    }

    public Disk withShareBacking(@Nullable Boolean shareBacking) {
        return new Disk(Leaf.attribute(xml, "transient", "shareBacking").putYesNo(shareBacking));
    }

    public BlockSizes blockSizes() {
        return new BlockSizes(xml.part("blockio"));
    }

    public Disk withBlockSizes(UnaryOperator<BlockSizes> change) {
        return new Disk(
                xml.withChild("blockio", e -> change.apply(new BlockSizes(e)).xml()));
    }

    public Geometry geometry() {
        return new Geometry(xml.part("geometry"));
    }

    public Disk withGeometry(UnaryOperator<Geometry> change) {
        return new Disk(
                xml.withChild("geometry", e -> change.apply(new Geometry(e)).xml()));
    }

    public Optional<String> loadParm() {
        return Leaf.attribute(xml, "boot", "loadparm").string();
    }

    public Disk withLoadParm(@Nullable String loadParm) {
        return new Disk(Leaf.attribute(xml, "boot", "loadparm").put(loadParm));
    }

    public Optional<String> backendDomain() {
        return Leaf.attribute(xml, "backenddomain", "name").string();
    }

    public Disk withBackendDomain(@Nullable String backendDomain) {
        return new Disk(Leaf.attribute(xml, "backenddomain", "name").put(backendDomain));
    }

    @Override
    public Disk withAlias(@Nullable String alias) {
        return new Disk(Leaf.attribute(xml, "alias", "name").put(alias));
    }

    @Override
    public Disk withAddress(@Nullable Address address) {
        return new Disk(address == null ? xml.without("address") : xml.withChild(address.xml()));
    }

    @Override
    public Disk withBootOrder(@Nullable Integer bootOrder) {
        return new Disk(Leaf.attribute(xml, "boot", "order").put(bootOrder));
    }
}
