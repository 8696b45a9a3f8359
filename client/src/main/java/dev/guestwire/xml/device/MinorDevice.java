package dev.guestwire.xml.device;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import dev.guestwire.xml.VirtioDriver;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Devices that have little to say; each is a record in here. */
public sealed interface MinorDevice extends Device {
    /**
     * A USB hub.
     *
     * @param xml the element
     */
    public record Hub(Element xml) implements MinorDevice {
        /** Refuses an element of another name. */
        public Hub {
            View.named(xml, "hub");
        }

        public String type() {
            return Leaf.attribute(xml, "type").string().orElse("usb");
        }

        public Hub withType(@Nullable String type) {
            return type().equals(type)
                    ? this
                    : new Hub(Leaf.attribute(xml, "type").put(type));
        }
    }
    /**
     * A device that tells the host about a panic of the guest.
     *
     * @param xml the element
     */
    public record Panic(Element xml) implements MinorDevice {
        /** Refuses an element of another name. */
        public Panic {
            View.named(xml, "panic");
        }

        public Optional<String> model() {
            return Leaf.attribute(xml, "model").string();
        }

        public Panic withModel(@Nullable String model) {
            return new Panic(Leaf.attribute(xml, "model").put(model));
        }
    }
    /**
     * The non-volatile memory of a pSeries guest.
     *
     * @param xml the element
     */
    public record Nvram(Element xml) implements MinorDevice {
        /** Refuses an element of another name. */
        public Nvram {
            View.named(xml, "nvram");
        }
    }
    /**
     * A lock that the guest holds while it runs.
     *
     * @param xml the element
     */
    public record Lease(Element xml) implements MinorDevice {
        /** Refuses an element of another name. */
        public Lease {
            View.named(xml, "lease");
        }

        public Optional<String> lockspace() {
            return Leaf.text(xml, "lockspace").string();
        }

        public Lease withLockspace(@Nullable String lockspace) {
            return new Lease(Leaf.text(xml, "lockspace").put(lockspace));
        }

        public String key() {
            return Leaf.text(xml, "key").required();
        }

        public Lease withKey(String key) {
            return new Lease(Leaf.text(xml, "key").put(key));
        }

        public Optional<String> targetPath() {
            return Leaf.attribute(xml, "target", "path").string();
        }

        public Lease withTargetPath(@Nullable String targetPath) {
            return new Lease(Leaf.attribute(xml, "target", "path").put(targetPath));
        }

        public Optional<Long> targetOffset() {
            return Leaf.attribute(xml, "target", "offset").number();
        }

        public Lease withTargetOffset(@Nullable Long targetOffset) {
            return new Lease(Leaf.attribute(xml, "target", "offset").put(targetOffset));
        }
    }
    /**
     * Which USB devices may be redirected into the guest.
     *
     * @param xml the element
     */
    public record RedirectFilter(Element xml) implements MinorDevice {
        /** Refuses an element of another name. */
        public RedirectFilter {
            View.named(xml, "redirfilter");
        }

        public List<Rule> rules() {
            return xml.children("usbdev").stream().map(Rule::new).toList();
        }

        public RedirectFilter withRules(List<Rule> rules) {
            return new RedirectFilter(xml.withChildren("usbdev", View.elements(rules)));
        }
    }
    /**
     * One rule; numbers may be -1, which means any.
     *
     * @param xml the element
     */
    public record Rule(Element xml) implements View {
        public Optional<Integer> usbClass() {
            return Leaf.attribute(xml, "class").integer();
        }

        public Rule withUsbClass(@Nullable Integer usbClass) {
            return new Rule(Leaf.attribute(xml, "class").put(usbClass));
        }

        public Optional<Integer> vendor() {
            return Leaf.attribute(xml, "vendor").integer();
        }

        public Rule withVendor(@Nullable Integer vendor) {
            return new Rule(Leaf.attribute(xml, "vendor").put(vendor));
        }

        public Optional<Integer> product() {
            return Leaf.attribute(xml, "product").integer();
        }

        public Rule withProduct(@Nullable Integer product) {
            return new Rule(Leaf.attribute(xml, "product").put(product));
        }

        public Optional<String> version() {
            return Leaf.attribute(xml, "version").string();
        }

        public Rule withVersion(@Nullable String version) {
            return new Rule(Leaf.attribute(xml, "version").put(version));
        }

        public Optional<Boolean> allow() {
            return Leaf.attribute(xml, "allow").yesNo();
        }

        public Rule withAllow(@Nullable Boolean allow) {
            return new Rule(Leaf.attribute(xml, "allow").putYesNo(allow));
        }
    }
    /**
     * A socket between guest and host.
     *
     * @param xml the element
     */
    public record Vsock(Element xml) implements MinorDevice {
        /** Refuses an element of another name. */
        public Vsock {
            View.named(xml, "vsock");
        }

        public Optional<String> model() {
            return Leaf.attribute(xml, "model").string();
        }

        public Vsock withModel(@Nullable String model) {
            return new Vsock(Leaf.attribute(xml, "model").put(model));
        }

        public Optional<Boolean> cidAuto() {
            return Leaf.attribute(xml, "cid", "auto").yesNo();
        }

        public Vsock withCidAuto(@Nullable Boolean cidAuto) {
            return new Vsock(Leaf.attribute(xml, "cid", "auto").putYesNo(cidAuto));
        }

        public Optional<Long> cid() {
            return Leaf.attribute(xml, "cid", "address").number();
        }

        public Vsock withCid(@Nullable Long cid) {
            return new Vsock(Leaf.attribute(xml, "cid", "address").put(cid));
        }

        public VirtioDriver driver() {
            return new VirtioDriver(xml.part("driver"));
        }

        public Vsock withDriver(UnaryOperator<VirtioDriver> change) {
            return new Vsock(xml.withChild(
                    "driver", e -> change.apply(new VirtioDriver(e)).xml()));
        }
    }
    /**
     * A smart card reader.
     *
     * @param xml the element
     */
    public record Smartcard(Element xml) implements MinorDevice {
        /** Refuses an element of another name. */
        public Smartcard {
            View.named(xml, "smartcard");
        }

        public String mode() {
            return Leaf.attribute(xml, "mode").required();
        }

        public Smartcard withMode(String mode) {
            return new Smartcard(Leaf.attribute(xml, "mode").put(mode));
        }

        public Optional<String> type() {
            return Leaf.attribute(xml, "type").string();
        }

        public Smartcard withType(@Nullable String type) {
            return new Smartcard(Leaf.attribute(xml, "type").put(type));
        }

        public CharSource source() {
            return new CharSource(xml.part("source"));
        }

        public Smartcard withSource(UnaryOperator<CharSource> change) {
            return new Smartcard(
                    xml.withChild("source", e -> change.apply(new CharSource(e)).xml()));
        }

        public Optional<String> protocol() {
            return Leaf.attribute(xml, "protocol", "type").string();
        }

        public Smartcard withProtocol(@Nullable String protocol) {
            return new Smartcard(Leaf.attribute(xml, "protocol", "type").put(protocol));
        }

        public List<String> certificates() {
            return xml.children("certificate").stream()
                    .map(e -> e.text().strip())
                    .toList();
        }

        public Smartcard withCertificates(List<String> certificates) {
            return new Smartcard(xml.withTexts("certificate", certificates));
        }

        public Optional<String> database() {
            return Leaf.text(xml, "database").string();
        }

        public Smartcard withDatabase(@Nullable String database) {
            return new Smartcard(Leaf.text(xml, "database").put(database));
        }
    }
}
