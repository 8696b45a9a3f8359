package dev.guestwire.xml.storage;

import dev.guestwire.xml.Address;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.SecurityLabel;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of a disk come from: a {@code <source>}. Which attributes count depends on the type of the disk, backing
 * store or mirror around it.
 *
 * @param xml the element
 */
public record StorageSource(Element xml) implements View {
    /** Refuses an element of another name. */
    public StorageSource {
        View.named(xml, "source", "target", "scratch");
    }

    public Optional<String> file() {
        return Leaf.attribute(xml, "file").string();
    }

    public StorageSource withFile(@Nullable String file) {
        return new StorageSource(Leaf.attribute(xml, "file").put(file));
    }

    /** {@return the block device on the host} */
    public Optional<String> device() {
        return Leaf.attribute(xml, "dev").string();
    }

    public StorageSource withDevice(@Nullable String device) {
        return new StorageSource(Leaf.attribute(xml, "dev").put(device));
    }

    public Optional<String> directory() {
        return Leaf.attribute(xml, "dir").string();
    }

    public StorageSource withDirectory(@Nullable String directory) {
        return new StorageSource(Leaf.attribute(xml, "dir").put(directory));
    }

    /** {@return {@code rbd}, {@code nbd}, {@code iscsi}, {@code gluster}, {@code https}, {@code ssh} and so on, for a network disk} */
    public Optional<String> protocol() {
        return Leaf.attribute(xml, "protocol").string();
    }

    public StorageSource withProtocol(@Nullable String protocol) {
        return new StorageSource(Leaf.attribute(xml, "protocol").put(protocol));
    }

    /** {@return the image, volume or export on the server} */
    public Optional<String> name() {
        return Leaf.attribute(xml, "name").string();
    }

    public StorageSource withName(@Nullable String name) {
        return new StorageSource(Leaf.attribute(xml, "name").put(name));
    }

    public Optional<String> query() {
        return Leaf.attribute(xml, "query").string();
    }

    public StorageSource withQuery(@Nullable String query) {
        return new StorageSource(Leaf.attribute(xml, "query").put(query));
    }

    public Optional<String> pool() {
        return Leaf.attribute(xml, "pool").string();
    }

    public StorageSource withPool(@Nullable String pool) {
        return new StorageSource(Leaf.attribute(xml, "pool").put(pool));
    }

    public Optional<String> volume() {
        return Leaf.attribute(xml, "volume").string();
    }

    public StorageSource withVolume(@Nullable String volume) {
        return new StorageSource(Leaf.attribute(xml, "volume").put(volume));
    }

    /** {@return {@code host} or {@code direct} for an iSCSI pool} */
    public Optional<String> mode() {
        return Leaf.attribute(xml, "mode").string();
    }

    public StorageSource withMode(@Nullable String mode) {
        return new StorageSource(Leaf.attribute(xml, "mode").put(mode));
    }

    /** {@return {@code pci} for NVMe, {@code unix} for vhost-user} */
    public Optional<String> type() {
        return Leaf.attribute(xml, "type").string();
    }

    public StorageSource withType(@Nullable String type) {
        return new StorageSource(Leaf.attribute(xml, "type").put(type));
    }

    public Optional<String> path() {
        return Leaf.attribute(xml, "path").string();
    }

    public StorageSource withPath(@Nullable String path) {
        return new StorageSource(Leaf.attribute(xml, "path").put(path));
    }

    public Optional<Boolean> managed() {
        return Leaf.attribute(xml, "managed").yesNo();
    }

    public StorageSource withManaged(@Nullable Boolean managed) {
        return new StorageSource(Leaf.attribute(xml, "managed").putYesNo(managed));
    }

    public Optional<Integer> namespace() {
        return Leaf.attribute(xml, "namespace").integer();
    }

    public StorageSource withNamespace(@Nullable Integer namespace) {
        return new StorageSource(Leaf.attribute(xml, "namespace").put(namespace));
    }

    /** {@return the number that names this image in block jobs; libvirt gives it while the guest runs} */
    public Optional<Integer> index() {
        return Leaf.attribute(xml, "index").integer();
    }

    public StorageSource withIndex(@Nullable Integer index) {
        return new StorageSource(Leaf.attribute(xml, "index").put(index));
    }

    public Optional<String> startupPolicy() {
        return Leaf.attribute(xml, "startupPolicy").string();
    }

    public StorageSource withStartupPolicy(@Nullable String startupPolicy) {
        return new StorageSource(Leaf.attribute(xml, "startupPolicy").put(startupPolicy));
    }

    public Optional<String> fdGroup() {
        return Leaf.attribute(xml, "fdgroup").string();
    }

    public StorageSource withFdGroup(@Nullable String fdGroup) {
        return new StorageSource(Leaf.attribute(xml, "fdgroup").put(fdGroup));
    }

    public Optional<Boolean> tls() {
        return Leaf.attribute(xml, "tls").yesNo();
    }

    public StorageSource withTls(@Nullable Boolean tls) {
        return new StorageSource(Leaf.attribute(xml, "tls").putYesNo(tls));
    }

    public Optional<String> tlsHostname() {
        return Leaf.attribute(xml, "tlsHostname").string();
    }

    public StorageSource withTlsHostname(@Nullable String tlsHostname) {
        return new StorageSource(Leaf.attribute(xml, "tlsHostname").put(tlsHostname));
    }

    public List<StorageHost> hosts() {
        return xml.children("host").stream().map(StorageHost::new).toList();
    }

    public StorageSource withHosts(List<StorageHost> hosts) {
        return new StorageSource(xml.withChildren("host", View.elements(hosts)));
    }

    public StorageAuth auth() {
        return new StorageAuth(xml.part("auth"));
    }

    public StorageSource withAuth(UnaryOperator<StorageAuth> change) {
        return new StorageSource(
                xml.withChild("auth", e -> change.apply(new StorageAuth(e)).xml()));
    }

    public Encryption encryption() {
        return new Encryption(xml.part("encryption"));
    }

    public StorageSource withEncryption(UnaryOperator<Encryption> change) {
        return new StorageSource(
                xml.withChild("encryption", e -> change.apply(new Encryption(e)).xml()));
    }

    public List<Slice> slices() {
        return xml.part("slices").children("slice").stream().map(Slice::new).toList();
    }

    public StorageSource withSlices(List<Slice> slices) {
        return new StorageSource(xml.withChild("slices", a -> a.withChildren("slice", View.elements(slices))));
    }

    public List<Cookie> cookies() {
        return xml.part("cookies").children("cookie").stream().map(Cookie::new).toList();
    }

    public StorageSource withCookies(List<Cookie> cookies) {
        return new StorageSource(xml.withChild("cookies", a -> a.withChildren("cookie", View.elements(cookies))));
    }

    public Optional<String> snapshot() {
        return Leaf.attribute(xml, "snapshot", "name").string();
    }

    public StorageSource withSnapshot(@Nullable String snapshot) {
        return new StorageSource(Leaf.attribute(xml, "snapshot", "name").put(snapshot));
    }

    public Optional<String> configFile() {
        return Leaf.attribute(xml, "config", "file").string();
    }

    public StorageSource withConfigFile(@Nullable String configFile) {
        return new StorageSource(Leaf.attribute(xml, "config", "file").put(configFile));
    }

    public Optional<String> initiator() {
        return xml.child("initiator")
                .flatMap(e -> Leaf.attribute(e, "iqn", "name").string());
    }

    public StorageSource withInitiator(@Nullable String initiator) {
        return new StorageSource(
                xml.withChild("initiator", a -> Leaf.attribute(a, "iqn", "name").put(initiator)));
    }

    public Optional<Boolean> sslVerify() {
        return Leaf.attribute(xml, "ssl", "verify").yesNo();
    }

    public StorageSource withSslVerify(@Nullable Boolean sslVerify) {
        return new StorageSource(Leaf.attribute(xml, "ssl", "verify").putYesNo(sslVerify));
    }

    public Optional<Long> readahead() {
        return Leaf.attribute(xml, "readahead", "size").number();
    }

    public StorageSource withReadahead(@Nullable Long readahead) {
        return new StorageSource(Leaf.attribute(xml, "readahead", "size").put(readahead));
    }

    public Optional<Long> timeoutSeconds() {
        return Leaf.attribute(xml, "timeout", "seconds").number();
    }

    public StorageSource withTimeoutSeconds(@Nullable Long timeoutSeconds) {
        return new StorageSource(Leaf.attribute(xml, "timeout", "seconds").put(timeoutSeconds));
    }

    public Optional<String> user() {
        return Leaf.attribute(xml, "identity", "user").string();
    }

    public StorageSource withUser(@Nullable String user) {
        return new StorageSource(Leaf.attribute(xml, "identity", "user").put(user));
    }

    public Optional<String> group() {
        return Leaf.attribute(xml, "identity", "group").string();
    }

    public StorageSource withGroup(@Nullable String group) {
        return new StorageSource(Leaf.attribute(xml, "identity", "group").put(group));
    }

    public Reservations reservations() {
        return new Reservations(xml.part("reservations"));
    }

    public StorageSource withReservations(UnaryOperator<Reservations> change) {
        return new StorageSource(xml.withChild(
                "reservations", e -> change.apply(new Reservations(e)).xml()));
    }

    public Reconnect reconnect() {
        return new Reconnect(xml.part("reconnect"));
    }

    public StorageSource withReconnect(UnaryOperator<Reconnect> change) {
        return new StorageSource(
                xml.withChild("reconnect", e -> change.apply(new Reconnect(e)).xml()));
    }

    public Address address() {
        return new Address(xml.part("address"));
    }

    public StorageSource withAddress(UnaryOperator<Address> change) {
        return new StorageSource(
                xml.withChild("address", e -> change.apply(new Address(e)).xml()));
    }

    public List<SecurityLabel> securityLabels() {
        return xml.children("seclabel").stream().map(SecurityLabel::new).toList();
    }

    public StorageSource withSecurityLabels(List<SecurityLabel> securityLabels) {
        return new StorageSource(xml.withChildren("seclabel", View.elements(securityLabels)));
    }

    /** {@return the path of a file, block device or directory, whichever is there} */
    public Optional<String> localPath() {
        return file().or(this::device).or(this::directory);
    }

    /**
     * {@return where the source is, in one line of text for people, whatever its kind; empty for a drive without a medium}
     *
     * <p>A file, block device, directory, vhost-user socket and vDPA device by its path; a volume by {@code pool/volume}; an
     * NVMe disk such as {@code nvme://0000:01:00.0/1}, with its namespace at the end; an image on a network such as
     * {@code rbd://mon1:6789,mon2:6789/images/web1}, {@code nbd+unix:///export?socket=/run/nbd} or, without hosts,
     * {@code rbd:images/web1}. The query of a web address is left out: it may hold a secret.
     */
    public Optional<String> location() {
        return SourceLocation.of(this);
    }

    /** {@return whether a text is its local path, its name on a network, or its pool and volume with a slash between} */
    public boolean isCalled(String text) {
        boolean volume = pool().isPresent() && volume().isPresent();
        return localPath().filter(text::equals).isPresent()
                || name().filter(text::equals).isPresent()
                || (volume && text.equals(pool().get() + "/" + volume().get()));
    }

    /**
     * Part of an image that is used as if it were all of it.
     *
     * @param xml the element
     */
    public record Slice(Element xml) implements View {
        public Optional<String> type() {
            return Leaf.attribute(xml, "type").string();
        }

        public Optional<Long> offset() {
            return Leaf.attribute(xml, "offset").number();
        }

        public Optional<Long> size() {
            return Leaf.attribute(xml, "size").number();
        }
    }

    /**
     * An HTTP cookie. Its value is a secret, and not in its text form.
     *
     * @param xml the element
     */
    public record Cookie(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public Optional<String> value() {
            return Leaf.text(xml).string();
        }
    }
}
