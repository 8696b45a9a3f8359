package dev.guestwire.xml.storage;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A storage pool.
 *
 * @param xml the element
 */
public record StoragePool(Element xml) implements View {
    private static final String MOUNT_OPTIONS = "http://libvirt.org/schemas/storagepool/fs/1.0";
    private static final String CLIENT_OPTIONS = "http://libvirt.org/schemas/storagepool/rbd/1.0";

    /** Refuses an element of another name. */
    public StoragePool {
        View.named(xml, "pool");
    }

    /**
     * Reads a document.
     *
     * @param xml the text
     * @return the pool
     * @throws dev.guestwire.error.MalformedDataException if it is not a pool's document
     */
    public static StoragePool parse(String xml) {
        return new StoragePool(Element.parse(xml));
    }

    /**
     * A pool in a directory of the host.
     *
     * @param name its name
     * @param path the directory
     * @return the pool
     */
    public static StoragePool directory(String name, String path) {
        return new StoragePool(Element.of("pool"))
                .withType("dir")
                .withName(name)
                .withTarget(t -> t.withPath(path));
    }

    public String type() {
        return Leaf.attribute(xml, "type").required();
    }

    public StoragePool withType(String type) {
        return new StoragePool(Leaf.attribute(xml, "type").put(type));
    }

    public Optional<String> name() {
        return Leaf.text(xml, "name").string();
    }

    public StoragePool withName(@Nullable String name) {
        return new StoragePool(Leaf.text(xml, "name").put(name));
    }

    public Optional<UUID> uuid() {
        return Leaf.text(xml, "uuid").uuid();
    }

    public StoragePool withUuid(@Nullable UUID uuid) {
        return new StoragePool(Leaf.text(xml, "uuid").put(uuid));
    }

    public Optional<Size> capacity() {
        return Leaf.text(xml, "capacity").size("bytes");
    }

    public StoragePool withCapacity(@Nullable Size capacity) {
        return new StoragePool(Leaf.text(xml, "capacity").putSize(capacity, "bytes"));
    }

    public Optional<Size> allocation() {
        return Leaf.text(xml, "allocation").size("bytes");
    }

    public StoragePool withAllocation(@Nullable Size allocation) {
        return new StoragePool(Leaf.text(xml, "allocation").putSize(allocation, "bytes"));
    }

    public Optional<Size> available() {
        return Leaf.text(xml, "available").size("bytes");
    }

    public StoragePool withAvailable(@Nullable Size available) {
        return new StoragePool(Leaf.text(xml, "available").putSize(available, "bytes"));
    }

    public Optional<Boolean> copyOnWrite() {
        return xml.child("features")
                .flatMap(e -> Leaf.attribute(e, "cow", "state").yesNo());
    }

    public StoragePool withCopyOnWrite(@Nullable Boolean copyOnWrite) {
        return new StoragePool(
                xml.withChild("features", a -> Leaf.attribute(a, "cow", "state").putYesNo(copyOnWrite)));
    }

    public Optional<String> refreshAllocation() {
        return xml.child("refresh")
                .flatMap(e -> Leaf.attribute(e, "volume", "allocation").string());
    }

    public StoragePool withRefreshAllocation(@Nullable String refreshAllocation) {
        return new StoragePool(xml.withChild(
                "refresh", a -> Leaf.attribute(a, "volume", "allocation").put(refreshAllocation)));
    }

    /** {@return options to mount a file system with} */
    public List<Option> mountOptions() {
        return options(MOUNT_OPTIONS, "mount_opts");
    }

    /** {@return options of the client of a Ceph pool} */
    public List<Option> clientOptions() {
        return options(CLIENT_OPTIONS, "config_opts");
    }

    private List<Option> options(String namespace, String name) {
        return xml.child(namespace, name).stream()
                .flatMap(e -> e.children("option").stream())
                .map(Option::new)
                .toList();
    }

    public Source source() {
        return new Source(xml.part("source"));
    }

    public StoragePool withSource(UnaryOperator<Source> change) {
        return new StoragePool(
                xml.withChild("source", e -> change.apply(new Source(e)).xml()));
    }

    public VolumeTarget target() {
        return new VolumeTarget(xml.part("target"));
    }

    public StoragePool withTarget(UnaryOperator<VolumeTarget> change) {
        return new StoragePool(
                xml.withChild("target", e -> change.apply(new VolumeTarget(e)).xml()));
    }

    /**
     * Where the pool's storage comes from.
     *
     * @param xml the element
     */
    public record Source(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.text(xml, "name").string();
        }

        public Source withName(@Nullable String name) {
            return new Source(Leaf.text(xml, "name").put(name));
        }

        public Optional<String> format() {
            return Leaf.attribute(xml, "format", "type").string();
        }

        public Source withFormat(@Nullable String format) {
            return new Source(Leaf.attribute(xml, "format", "type").put(format));
        }

        public Optional<String> directory() {
            return Leaf.attribute(xml, "dir", "path").string();
        }

        public Source withDirectory(@Nullable String directory) {
            return new Source(Leaf.attribute(xml, "dir", "path").put(directory));
        }

        public List<StorageHost> hosts() {
            return xml.children("host").stream().map(StorageHost::new).toList();
        }

        public Source withHosts(List<StorageHost> hosts) {
            return new Source(xml.withChildren("host", View.elements(hosts)));
        }

        public List<Device> devices() {
            return xml.children("device").stream().map(Device::new).toList();
        }

        public Source withDevices(List<Device> devices) {
            return new Source(xml.withChildren("device", View.elements(devices)));
        }

        public Optional<String> adapterType() {
            return Leaf.attribute(xml, "adapter", "type").string();
        }

        public Source withAdapterType(@Nullable String adapterType) {
            return new Source(Leaf.attribute(xml, "adapter", "type").put(adapterType));
        }

        public Optional<String> adapterName() {
            return Leaf.attribute(xml, "adapter", "name").string();
        }

        public Source withAdapterName(@Nullable String adapterName) {
            return new Source(Leaf.attribute(xml, "adapter", "name").put(adapterName));
        }

        public Optional<String> adapterParent() {
            return Leaf.attribute(xml, "adapter", "parent").string();
        }

        public Source withAdapterParent(@Nullable String adapterParent) {
            return new Source(Leaf.attribute(xml, "adapter", "parent").put(adapterParent));
        }

        public Optional<Boolean> adapterManaged() {
            return Leaf.attribute(xml, "adapter", "managed").yesNo();
        }

        public Source withAdapterManaged(@Nullable Boolean adapterManaged) {
            return new Source(Leaf.attribute(xml, "adapter", "managed").putYesNo(adapterManaged));
        }

        public Optional<String> adapterWwnn() {
            return Leaf.attribute(xml, "adapter", "wwnn").string();
        }

        public Source withAdapterWwnn(@Nullable String adapterWwnn) {
            return new Source(Leaf.attribute(xml, "adapter", "wwnn").put(adapterWwnn));
        }

        public Optional<String> adapterWwpn() {
            return Leaf.attribute(xml, "adapter", "wwpn").string();
        }

        public Source withAdapterWwpn(@Nullable String adapterWwpn) {
            return new Source(Leaf.attribute(xml, "adapter", "wwpn").put(adapterWwpn));
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

        public Optional<String> protocolVersion() {
            return Leaf.attribute(xml, "protocol", "ver").string();
        }

        public Source withProtocolVersion(@Nullable String protocolVersion) {
            return new Source(Leaf.attribute(xml, "protocol", "ver").put(protocolVersion));
        }

        public Optional<String> vendor() {
            return Leaf.attribute(xml, "vendor", "name").string();
        }

        public Source withVendor(@Nullable String vendor) {
            return new Source(Leaf.attribute(xml, "vendor", "name").put(vendor));
        }

        public Optional<String> product() {
            return Leaf.attribute(xml, "product", "name").string();
        }

        public Source withProduct(@Nullable String product) {
            return new Source(Leaf.attribute(xml, "product", "name").put(product));
        }
    }
    /**
     * A device that the pool is made of.
     *
     * @param xml the element
     */
    public record Device(Element xml) implements View {
        public Optional<String> path() {
            return Leaf.attribute(xml, "path").string();
        }

        public Device withPath(@Nullable String path) {
            return new Device(Leaf.attribute(xml, "path").put(path));
        }

        public Optional<Boolean> partSeparator() {
            return Leaf.attribute(xml, "part_separator").yesNo();
        }

        public Device withPartSeparator(@Nullable Boolean partSeparator) {
            return new Device(Leaf.attribute(xml, "part_separator").putYesNo(partSeparator));
        }

        public List<FreeExtent> freeExtents() {
            return xml.children("freeExtent").stream().map(FreeExtent::new).toList();
        }

        public Device withFreeExtents(List<FreeExtent> freeExtents) {
            return new Device(xml.withChildren("freeExtent", View.elements(freeExtents)));
        }
    }
    /**
     * A gap on a device.
     *
     * @param xml the element
     */
    public record FreeExtent(Element xml) implements View {
        public Optional<Long> start() {
            return Leaf.attribute(xml, "start").number();
        }

        public FreeExtent withStart(@Nullable Long start) {
            return new FreeExtent(Leaf.attribute(xml, "start").put(start));
        }

        public Optional<Long> end() {
            return Leaf.attribute(xml, "end").number();
        }

        public FreeExtent withEnd(@Nullable Long end) {
            return new FreeExtent(Leaf.attribute(xml, "end").put(end));
        }
    }

    /**
     * An option of a pool's driver.
     *
     * @param xml the element
     */
    public record Option(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public Optional<String> value() {
            return Leaf.attribute(xml, "value").string();
        }
    }
}
