package dev.guestwire.xml.device;

import dev.guestwire.xml.Address;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import dev.guestwire.xml.VirtioDriver;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A directory or image of the host that the guest mounts.
 *
 * @param xml the element
 */
public record Filesystem(Element xml) implements Device {
    /** Refuses an element of another name. */
    public Filesystem {
        View.named(xml, "filesystem");
    }

    /**
     * A directory shared by virtiofs. The guest needs shared memory for it.
     *
     * @param directory the host's directory
     * @param tag the name that the guest mounts
     * @return the file system
     */
    public static Filesystem virtiofs(String directory, String tag) {
        return new Filesystem(Element.of("filesystem").withAttribute("type", "mount"))
                .withAccessMode("passthrough")
                .withDriverType("virtiofs")
                .withDirectory(directory)
                .withTarget(tag);
    }

    public String type() {
        return Leaf.attribute(xml, "type").string().orElse("mount");
    }

    public Filesystem withType(@Nullable String type) {
        return type().equals(type)
                ? this
                : new Filesystem(Leaf.attribute(xml, "type").put(type));
    }

    public Optional<String> accessMode() {
        return Leaf.attribute(xml, "accessmode").string();
    }

    public Filesystem withAccessMode(@Nullable String accessMode) {
        return new Filesystem(Leaf.attribute(xml, "accessmode").put(accessMode));
    }

    public Optional<String> fileMode() {
        return Leaf.attribute(xml, "fmode").string();
    }

    public Filesystem withFileMode(@Nullable String fileMode) {
        return new Filesystem(Leaf.attribute(xml, "fmode").put(fileMode));
    }

    public Optional<String> directoryMode() {
        return Leaf.attribute(xml, "dmode").string();
    }

    public Filesystem withDirectoryMode(@Nullable String directoryMode) {
        return new Filesystem(Leaf.attribute(xml, "dmode").put(directoryMode));
    }

    public Optional<String> model() {
        return Leaf.attribute(xml, "model").string();
    }

    public Filesystem withModel(@Nullable String model) {
        return new Filesystem(Leaf.attribute(xml, "model").put(model));
    }

    public Optional<String> multiDevices() {
        return Leaf.attribute(xml, "multidevs").string();
    }

    public Filesystem withMultiDevices(@Nullable String multiDevices) {
        return new Filesystem(Leaf.attribute(xml, "multidevs").put(multiDevices));
    }

    public Optional<String> driverType() {
        return Leaf.attribute(xml, "driver", "type").string();
    }

    public Filesystem withDriverType(@Nullable String driverType) {
        return new Filesystem(Leaf.attribute(xml, "driver", "type").put(driverType));
    }

    public Optional<String> driverFormat() {
        return Leaf.attribute(xml, "driver", "format").string();
    }

    public Filesystem withDriverFormat(@Nullable String driverFormat) {
        return new Filesystem(Leaf.attribute(xml, "driver", "format").put(driverFormat));
    }

    public Optional<String> driverName() {
        return Leaf.attribute(xml, "driver", "name").string();
    }

    public Filesystem withDriverName(@Nullable String driverName) {
        return new Filesystem(Leaf.attribute(xml, "driver", "name").put(driverName));
    }

    public Optional<String> writePolicy() {
        return Leaf.attribute(xml, "driver", "wrpolicy").string();
    }

    public Filesystem withWritePolicy(@Nullable String writePolicy) {
        return new Filesystem(Leaf.attribute(xml, "driver", "wrpolicy").put(writePolicy));
    }

    public Optional<Integer> queueSize() {
        return Leaf.attribute(xml, "driver", "queue").integer();
    }

    public Filesystem withQueueSize(@Nullable Integer queueSize) {
        return new Filesystem(Leaf.attribute(xml, "driver", "queue").put(queueSize));
    }

    public VirtioDriver driver() {
        return new VirtioDriver(xml.part("driver"));
    }

    public Filesystem withDriver(UnaryOperator<VirtioDriver> change) {
        return new Filesystem(
                xml.withChild("driver", e -> change.apply(new VirtioDriver(e)).xml()));
    }

    public Optional<String> directory() {
        return Leaf.attribute(xml, "source", "dir").string();
    }

    public Filesystem withDirectory(@Nullable String directory) {
        return new Filesystem(Leaf.attribute(xml, "source", "dir").put(directory));
    }

    public Optional<String> file() {
        return Leaf.attribute(xml, "source", "file").string();
    }

    public Filesystem withFile(@Nullable String file) {
        return new Filesystem(Leaf.attribute(xml, "source", "file").put(file));
    }

    public Optional<String> block() {
        return Leaf.attribute(xml, "source", "dev").string();
    }

    public Filesystem withBlock(@Nullable String block) {
        return new Filesystem(Leaf.attribute(xml, "source", "dev").put(block));
    }

    public Optional<String> template() {
        return Leaf.attribute(xml, "source", "name").string();
    }

    public Filesystem withTemplate(@Nullable String template) {
        return new Filesystem(Leaf.attribute(xml, "source", "name").put(template));
    }

    public Optional<String> pool() {
        return Leaf.attribute(xml, "source", "pool").string();
    }

    public Filesystem withPool(@Nullable String pool) {
        return new Filesystem(Leaf.attribute(xml, "source", "pool").put(pool));
    }

    public Optional<String> volume() {
        return Leaf.attribute(xml, "source", "volume").string();
    }

    public Filesystem withVolume(@Nullable String volume) {
        return new Filesystem(Leaf.attribute(xml, "source", "volume").put(volume));
    }

    public Optional<String> socket() {
        return Leaf.attribute(xml, "source", "socket").string();
    }

    public Filesystem withSocket(@Nullable String socket) {
        return new Filesystem(Leaf.attribute(xml, "source", "socket").put(socket));
    }

    public Optional<Long> usage() {
        return Leaf.attribute(xml, "source", "usage").number();
    }

    public Filesystem withUsage(@Nullable Long usage) {
        return new Filesystem(Leaf.attribute(xml, "source", "usage").put(usage));
    }

    public Optional<String> units() {
        return Leaf.attribute(xml, "source", "units").string();
    }

    public Filesystem withUnits(@Nullable String units) {
        return new Filesystem(Leaf.attribute(xml, "source", "units").put(units));
    }

    /** {@return the directory in a container, or the tag that a guest mounts} */
    public Optional<String> target() {
        return Leaf.attribute(xml, "target", "dir").string();
    }

    public Filesystem withTarget(@Nullable String target) {
        return new Filesystem(Leaf.attribute(xml, "target", "dir").put(target));
    }

    public boolean readOnly() {
        return xml.has("readonly");
    }

    public Filesystem withReadOnly(boolean readOnly) {
        return new Filesystem(xml.withFlag("readonly", readOnly));
    }

    public Optional<Size> spaceHardLimit() {
        return Leaf.text(xml, "space_hard_limit").size("bytes");
    }

    public Filesystem withSpaceHardLimit(@Nullable Size spaceHardLimit) {
        return new Filesystem(Leaf.text(xml, "space_hard_limit").putSize(spaceHardLimit, "bytes"));
    }

    public Optional<Size> spaceSoftLimit() {
        return Leaf.text(xml, "space_soft_limit").size("bytes");
    }

    public Filesystem withSpaceSoftLimit(@Nullable Size spaceSoftLimit) {
        return new Filesystem(Leaf.text(xml, "space_soft_limit").putSize(spaceSoftLimit, "bytes"));
    }

    public Binary binary() {
        return new Binary(xml.part("binary"));
    }

    public Filesystem withBinary(UnaryOperator<Binary> change) {
        return new Filesystem(
                xml.withChild("binary", e -> change.apply(new Binary(e)).xml()));
    }

    @Override
    public Filesystem withAlias(@Nullable String alias) {
        return new Filesystem(Leaf.attribute(xml, "alias", "name").put(alias));
    }

    @Override
    public Filesystem withAddress(@Nullable Address address) {
        return new Filesystem(address == null ? xml.without("address") : xml.withChild(address.xml()));
    }

    @Override
    public Filesystem withBootOrder(@Nullable Integer bootOrder) {
        return new Filesystem(Leaf.attribute(xml, "boot", "order").put(bootOrder));
    }

    /**
     * The virtiofs daemon.
     *
     * @param xml the element
     */
    public record Binary(Element xml) implements View {
        public Optional<String> path() {
            return Leaf.attribute(xml, "path").string();
        }

        public Binary withPath(@Nullable String path) {
            return new Binary(Leaf.attribute(xml, "path").put(path));
        }

        public Optional<Boolean> xattr() {
            return Leaf.attribute(xml, "xattr").onOff();
        }

        public Binary withXattr(@Nullable Boolean xattr) {
            return new Binary(Leaf.attribute(xml, "xattr").putOnOff(xattr));
        }

        public Optional<String> cacheMode() {
            return Leaf.attribute(xml, "cache", "mode").string();
        }

        public Binary withCacheMode(@Nullable String cacheMode) {
            return new Binary(Leaf.attribute(xml, "cache", "mode").put(cacheMode));
        }

        public Optional<String> sandboxMode() {
            return Leaf.attribute(xml, "sandbox", "mode").string();
        }

        public Binary withSandboxMode(@Nullable String sandboxMode) {
            return new Binary(Leaf.attribute(xml, "sandbox", "mode").put(sandboxMode));
        }

        public Optional<Boolean> lockPosix() {
            return Leaf.attribute(xml, "lock", "posix").onOff();
        }

        public Binary withLockPosix(@Nullable Boolean lockPosix) {
            return new Binary(Leaf.attribute(xml, "lock", "posix").putOnOff(lockPosix));
        }

        public Optional<Boolean> lockFlock() {
            return Leaf.attribute(xml, "lock", "flock").onOff();
        }

        public Binary withLockFlock(@Nullable Boolean lockFlock) {
            return new Binary(Leaf.attribute(xml, "lock", "flock").putOnOff(lockFlock));
        }

        public Optional<Integer> threadPoolSize() {
            return Leaf.attribute(xml, "thread_pool", "size").integer();
        }

        public Binary withThreadPoolSize(@Nullable Integer threadPoolSize) {
            return new Binary(Leaf.attribute(xml, "thread_pool", "size").put(threadPoolSize));
        }
    }
}
