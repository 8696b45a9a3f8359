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
 * A controller: the thing that disks, USB devices or PCI buses hang on.
 *
 * @param xml the element
 */
public record Controller(Element xml) implements Device {
    /** Refuses an element of another name. */
    public Controller {
        View.named(xml, "controller");
    }

    /**
     * A controller of a type and model.
     *
     * @param type such as {@code scsi}, {@code usb} or {@code pci}
     * @param model such as {@code virtio-scsi}
     * @return the controller
     */
    public static Controller of(String type, String model) {
        return new Controller(Element.of("controller")).withType(type).withModel(model);
    }

    public String type() {
        return Leaf.attribute(xml, "type").required();
    }

    public Controller withType(String type) {
        return new Controller(Leaf.attribute(xml, "type").put(type));
    }

    public Optional<Integer> index() {
        return Leaf.attribute(xml, "index").integer();
    }

    public Controller withIndex(@Nullable Integer index) {
        return new Controller(Leaf.attribute(xml, "index").put(index));
    }

    public Optional<String> model() {
        return Leaf.attribute(xml, "model").string();
    }

    public Controller withModel(@Nullable String model) {
        return new Controller(Leaf.attribute(xml, "model").put(model));
    }

    public Optional<Integer> ports() {
        return Leaf.attribute(xml, "ports").integer();
    }

    public Controller withPorts(@Nullable Integer ports) {
        return new Controller(Leaf.attribute(xml, "ports").put(ports));
    }

    public Optional<Integer> vectors() {
        return Leaf.attribute(xml, "vectors").integer();
    }

    public Controller withVectors(@Nullable Integer vectors) {
        return new Controller(Leaf.attribute(xml, "vectors").put(vectors));
    }

    public Optional<Integer> maxGrantFrames() {
        return Leaf.attribute(xml, "maxGrantFrames").integer();
    }

    public Controller withMaxGrantFrames(@Nullable Integer maxGrantFrames) {
        return new Controller(Leaf.attribute(xml, "maxGrantFrames").put(maxGrantFrames));
    }

    public Optional<Integer> maxEventChannels() {
        return Leaf.attribute(xml, "maxEventChannels").integer();
    }

    public Controller withMaxEventChannels(@Nullable Integer maxEventChannels) {
        return new Controller(Leaf.attribute(xml, "maxEventChannels").put(maxEventChannels));
    }

    public Optional<String> modelName() {
        return Leaf.attribute(xml, "model", "name").string();
    }

    public Controller withModelName(@Nullable String modelName) {
        return new Controller(Leaf.attribute(xml, "model", "name").put(modelName));
    }

    public Optional<Integer> masterStartPort() {
        return Leaf.attribute(xml, "master", "startport").integer();
    }

    public Controller withMasterStartPort(@Nullable Integer masterStartPort) {
        return new Controller(Leaf.attribute(xml, "master", "startport").put(masterStartPort));
    }

    public VirtioDriver driver() {
        return new VirtioDriver(xml.part("driver"));
    }

    public Controller withDriver(UnaryOperator<VirtioDriver> change) {
        return new Controller(
                xml.withChild("driver", e -> change.apply(new VirtioDriver(e)).xml()));
    }

    public Target target() {
        return new Target(xml.part("target"));
    }

    public Controller withTarget(UnaryOperator<Target> change) {
        return new Controller(
                xml.withChild("target", e -> change.apply(new Target(e)).xml()));
    }

    public Optional<Size> pciHole64() {
        return Leaf.text(xml, "pcihole64").size("KiB");
    }

    public Controller withPciHole64(@Nullable Size pciHole64) {
        return new Controller(Leaf.text(xml, "pcihole64").putSize(pciHole64, "KiB"));
    }

    @Override
    public Controller withAlias(@Nullable String alias) {
        return new Controller(Leaf.attribute(xml, "alias", "name").put(alias));
    }

    @Override
    public Controller withAddress(@Nullable Address address) {
        return new Controller(address == null ? xml.without("address") : xml.withChild(address.xml()));
    }

    @Override
    public Controller withBootOrder(@Nullable Integer bootOrder) {
        return new Controller(Leaf.attribute(xml, "boot", "order").put(bootOrder));
    }

    /**
     * How a PCI controller appears in the guest.
     *
     * @param xml the element
     */
    public record Target(Element xml) implements View {
        public Optional<Integer> chassis() {
            return Leaf.attribute(xml, "chassis").integer();
        }

        public Target withChassis(@Nullable Integer chassis) {
            return new Target(Leaf.attribute(xml, "chassis").put(chassis));
        }

        public Optional<Integer> chassisNumber() {
            return Leaf.attribute(xml, "chassisNr").integer();
        }

        public Target withChassisNumber(@Nullable Integer chassisNumber) {
            return new Target(Leaf.attribute(xml, "chassisNr").put(chassisNumber));
        }

        public Optional<Integer> port() {
            return Leaf.attribute(xml, "port").integer();
        }

        public Target withPort(@Nullable Integer port) {
            return new Target(Leaf.attribute(xml, "port").put(port));
        }

        public Optional<Integer> busNumber() {
            return Leaf.attribute(xml, "busNr").integer();
        }

        public Target withBusNumber(@Nullable Integer busNumber) {
            return new Target(Leaf.attribute(xml, "busNr").put(busNumber));
        }

        public Optional<Integer> index() {
            return Leaf.attribute(xml, "index").integer();
        }

        public Target withIndex(@Nullable Integer index) {
            return new Target(Leaf.attribute(xml, "index").put(index));
        }

        public Optional<Boolean> hotplug() {
            return Leaf.attribute(xml, "hotplug").onOff();
        }

        public Target withHotplug(@Nullable Boolean hotplug) {
            return new Target(Leaf.attribute(xml, "hotplug").putOnOff(hotplug));
        }

        public Optional<Integer> node() {
            return Leaf.text(xml, "node").integer();
        }

        public Target withNode(@Nullable Integer node) {
            return new Target(Leaf.text(xml, "node").put(node));
        }
    }
}
