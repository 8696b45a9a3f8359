package dev.guestwire.xml.host;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.PciAddress;
import dev.guestwire.xml.View;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One thing that a device of the host is: which properties there are depends on {@link #type}. Those without a method of
 * their own are in {@link #properties}.
 *
 * @param xml the element
 */
public record NodeCapability(Element xml) implements View {
    /** Refuses an element of another name. */
    public NodeCapability {
        View.named(xml, "capability");
    }

    /** {@return the PCI address of a device of type {@code pci}} */
    public Optional<PciAddress> pciAddress() {
        Element numbers = Element.of("address");
        for (String part : List.of("domain", "bus", "slot", "function")) {
            numbers = numbers.withAttribute(part, Leaf.text(xml, part).string().orElse(null));
        }
        return type().equals("pci") ? PciAddress.read(numbers) : Optional.empty();
    }

    /** {@return the PCI addresses of its virtual functions, or of the physical one} */
    public List<PciAddress> addresses() {
        return addresses(xml);
    }

    /** {@return the PCI addresses of all devices in its IOMMU group} */
    public List<PciAddress> iommuAddresses() {
        return addresses(xml.part("iommuGroup"));
    }

    private static List<PciAddress> addresses(Element element) {
        return element.children("address").stream()
                .flatMap(a -> PciAddress.read(a).stream())
                .toList();
    }

    /** {@return what its PCI Express links can do and do} */
    public List<PciLink> pciLinks() {
        return xml.part("pci-express").children("link").stream()
                .map(PciLink::new)
                .toList();
    }

    /** {@return of the host itself: who made it, by element name, such as {@code serial}} */
    public Map<String, String> hardware() {
        return texts(xml.part("hardware"));
    }

    /** {@return of the host itself: its firmware, by element name, such as {@code release_date}} */
    public Map<String, String> firmware() {
        return texts(xml.part("firmware"));
    }

    /** {@return of a device of type {@code css}: the numbers of the device behind the channel, by element name} */
    public Map<String, String> channelAddress() {
        return texts(xml.part("channel_dev_addr"));
    }

    /** {@return the texts of all simple children by name, such as {@code chardev} or {@code numa_node}} */
    public Map<String, String> properties() {
        return texts(xml);
    }

    private static Map<String, String> texts(Element element) {
        Map<String, String> found = new LinkedHashMap<>();
        for (Element child : element.children()) {
            if (child.children().isEmpty() && !child.text().isBlank()) {
                found.put(child.name(), child.text().strip());
            }
        }
        return Collections.unmodifiableMap(found);
    }

    /** {@return the names of features, such as {@code sg}} */
    public List<String> features() {
        return xml.children("feature").stream()
                .map(f -> f.attribute("name").orElse(""))
                .toList();
    }

    /** {@return what it can do, of one type} */
    public Optional<NodeCapability> capability(String type) {
        return capabilities().stream().filter(c -> c.type().equals(type)).findFirst();
    }

    public String type() {
        return Leaf.attribute(xml, "type").required();
    }

    public Optional<String> pciClass() {
        return Leaf.text(xml, "class").string();
    }

    public Optional<String> vendor() {
        return Leaf.text(xml, "vendor").string();
    }

    public Optional<String> vendorId() {
        return Leaf.attribute(xml, "vendor", "id").string();
    }

    public Optional<String> product() {
        return Leaf.text(xml, "product").string();
    }

    public Optional<String> productId() {
        return Leaf.attribute(xml, "product", "id").string();
    }

    public Optional<Integer> numaNode() {
        return Leaf.attribute(xml, "numa", "node").integer();
    }

    public Optional<Integer> iommuGroup() {
        return Leaf.attribute(xml, "iommuGroup", "number").integer();
    }

    public Optional<String> linkState() {
        return Leaf.attribute(xml, "link", "state").string();
    }

    public Optional<String> linkSpeed() {
        return Leaf.attribute(xml, "link", "speed").string();
    }

    /** {@return how many virtual functions there can be} */
    public Optional<Integer> maxCount() {
        return Leaf.attribute(xml, "maxCount").integer();
    }

    public Optional<String> mdevTypeId() {
        return Leaf.attribute(xml, "type", "id").string();
    }

    public List<MdevType> mdevTypes() {
        return xml.children("type").stream().map(MdevType::new).toList();
    }

    public Optional<UUID> uuid() {
        return Leaf.text(xml, "uuid").uuid();
    }

    public Optional<String> parentAddress() {
        return Leaf.text(xml, "parent_addr").string();
    }

    /** {@return the device file of a vDPA device} */
    public Optional<String> charDevice() {
        return Leaf.text(xml, "chardev").string();
    }

    public Optional<String> vpdName() {
        return Leaf.text(xml, "name").string();
    }

    public List<VpdFields> vpdFields() {
        return xml.children("fields").stream().map(VpdFields::new).toList();
    }

    public List<MdevAttribute> attributes() {
        return xml.children("attr").stream().map(MdevAttribute::new).toList();
    }

    public List<NodeCapability> capabilities() {
        return xml.children("capability").stream().map(NodeCapability::new).toList();
    }

    /**
     * A PCI Express link.
     *
     * @param xml the element
     */
    public record PciLink(Element xml) implements View {
        /** {@return {@code cap} for what it can do, {@code sta} for what it does} */
        public Optional<String> validity() {
            return Leaf.attribute(xml, "validity").string();
        }

        public Optional<Integer> port() {
            return Leaf.attribute(xml, "port").integer();
        }

        /** {@return gigatransfers a second} */
        public Optional<String> speed() {
            return Leaf.attribute(xml, "speed").string();
        }

        /** {@return the number of lanes} */
        public Optional<Integer> width() {
            return Leaf.attribute(xml, "width").integer();
        }
    }

    /**
     * A type of mediated device.
     *
     * @param xml the element
     */
    public record MdevType(Element xml) implements View {
        public Optional<String> id() {
            return Leaf.attribute(xml, "id").string();
        }

        public Optional<String> name() {
            return Leaf.text(xml, "name").string();
        }

        public Optional<String> deviceApi() {
            return Leaf.text(xml, "deviceAPI").string();
        }

        public Optional<Integer> availableInstances() {
            return Leaf.text(xml, "availableInstances").integer();
        }
    }
    /**
     * A setting of a mediated device.
     *
     * @param xml the element
     */
    public record MdevAttribute(Element xml) implements View {
        public Optional<String> name() {
            return Leaf.attribute(xml, "name").string();
        }

        public Optional<String> value() {
            return Leaf.attribute(xml, "value").string();
        }
    }
    /**
     * Vital product data: what the maker wrote into the card.
     *
     * @param xml the element
     */
    public record VpdFields(Element xml) implements View {
        /** {@return {@code readonly} or {@code readwrite}} */
        public Optional<String> access() {
            return Leaf.attribute(xml, "access").string();
        }

        public Optional<String> changeLevel() {
            return Leaf.text(xml, "change_level").string();
        }

        public Optional<String> manufactureId() {
            return Leaf.text(xml, "manufacture_id").string();
        }

        public Optional<String> partNumber() {
            return Leaf.text(xml, "part_number").string();
        }

        public Optional<String> serialNumber() {
            return Leaf.text(xml, "serial_number").string();
        }

        public Optional<String> assetTag() {
            return Leaf.text(xml, "asset_tag").string();
        }

        public List<VpdField> vendorFields() {
            return xml.children("vendor_field").stream().map(VpdField::new).toList();
        }

        public List<VpdField> systemFields() {
            return xml.children("system_field").stream().map(VpdField::new).toList();
        }
    }
    /**
     * A field of the maker's or the owner's own.
     *
     * @param xml the element
     */
    public record VpdField(Element xml) implements View {
        public Optional<String> index() {
            return Leaf.attribute(xml, "index").string();
        }

        public Optional<String> value() {
            return Leaf.text(xml).string();
        }
    }
}
