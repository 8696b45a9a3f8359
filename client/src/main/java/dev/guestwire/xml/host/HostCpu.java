package dev.guestwire.xml.host;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;

/**
 * The host's processor.
 *
 * @param xml the element
 */
public record HostCpu(Element xml) implements View {
    /** Refuses an element of another name. */
    public HostCpu {
        View.named(xml, "cpu");
    }

    public Optional<String> arch() {
        return Leaf.text(xml, "arch").string();
    }

    public Optional<String> model() {
        return Leaf.text(xml, "model").string();
    }

    public Optional<String> vendor() {
        return Leaf.text(xml, "vendor").string();
    }

    public Optional<Long> microcode() {
        return Leaf.attribute(xml, "microcode", "version").number();
    }

    public Optional<Integer> signatureFamily() {
        return Leaf.attribute(xml, "signature", "family").integer();
    }

    public Optional<Integer> signatureModel() {
        return Leaf.attribute(xml, "signature", "model").integer();
    }

    public Optional<Integer> signatureStepping() {
        return Leaf.attribute(xml, "signature", "stepping").integer();
    }

    public Optional<String> counterName() {
        return Leaf.attribute(xml, "counter", "name").string();
    }

    public Optional<Long> counterFrequency() {
        return Leaf.attribute(xml, "counter", "frequency").number();
    }

    public Optional<Boolean> counterScaling() {
        return Leaf.attribute(xml, "counter", "scaling").yesNo();
    }

    public Optional<Integer> sockets() {
        return Leaf.attribute(xml, "topology", "sockets").integer();
    }

    public Optional<Integer> dies() {
        return Leaf.attribute(xml, "topology", "dies").integer();
    }

    public Optional<Integer> cores() {
        return Leaf.attribute(xml, "topology", "cores").integer();
    }

    public Optional<Integer> threads() {
        return Leaf.attribute(xml, "topology", "threads").integer();
    }

    public Optional<String> maxPhysAddrMode() {
        return Leaf.attribute(xml, "maxphysaddr", "mode").string();
    }

    public Optional<Integer> maxPhysAddrBits() {
        return Leaf.attribute(xml, "maxphysaddr", "bits").integer();
    }

    public List<NamedFeature> features() {
        return xml.children("feature").stream().map(NamedFeature::new).toList();
    }

    public List<Pages> pageSizes() {
        return xml.children("pages").stream().map(Pages::new).toList();
    }

    /**
     * A feature that the processor has.
     *
     * @param xml the element
     */
    public record NamedFeature(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }
    }
    /**
     * A size of memory pages.
     *
     * @param xml the element
     */
    public record Pages(Element xml) implements View {
        public Optional<Size> size() {
            return Leaf.attribute(xml, "size").size("KiB");
        }

        public Optional<Long> count() {
            return Leaf.text(xml).number();
        }
    }
}
