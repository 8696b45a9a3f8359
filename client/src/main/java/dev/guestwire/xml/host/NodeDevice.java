package dev.guestwire.xml.host;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A device of the host.
 *
 * @param xml the element
 */
public record NodeDevice(Element xml) implements View {
    /** Refuses an element of another name. */
    public NodeDevice {
        View.named(xml, "device");
    }

    /**
     * Reads a document.
     *
     * @param xml the text
     * @return the device
     * @throws dev.guestwire.error.MalformedDataException if it is not a device's document
     */
    public static NodeDevice parse(String xml) {
        return new NodeDevice(Element.parse(xml));
    }

    /**
     * A mediated device to be made. Schemas of node devices count the order of elements, and this keeps it.
     *
     * @param parent the name of the device that it is a part of
     * @param type its type, as the parent offers it
     * @param uuid its identity
     * @return the device
     */
    public static NodeDevice mediated(String parent, String type, UUID uuid) {
        Element capability = Element.of("capability")
                .withAttribute("type", "mdev")
                .plus(Element.of("type").withAttribute("id", type))
                .plus(Element.of("uuid").withText(uuid.toString()));
        return new NodeDevice(
                Element.of("device").plus(Element.of("parent").withText(parent)).plus(capability));
    }

    /** {@return what it can do, of one type} */
    public Optional<NodeCapability> capability(String type) {
        return capabilities().stream().filter(c -> c.type().equals(type)).findFirst();
    }

    public Optional<String> name() {
        return Leaf.text(xml, "name").string();
    }

    public NodeDevice withName(@Nullable String name) {
        return new NodeDevice(Leaf.text(xml, "name").put(name));
    }

    public Optional<String> path() {
        return Leaf.text(xml, "path").string();
    }

    public NodeDevice withPath(@Nullable String path) {
        return new NodeDevice(Leaf.text(xml, "path").put(path));
    }

    public Optional<String> parent() {
        return Leaf.text(xml, "parent").string();
    }

    public NodeDevice withParent(@Nullable String parent) {
        return new NodeDevice(Leaf.text(xml, "parent").put(parent));
    }

    public Optional<String> driver() {
        return xml.child("driver").flatMap(e -> Leaf.text(e, "name").string());
    }

    public NodeDevice withDriver(@Nullable String driver) {
        return new NodeDevice(xml.withChild("driver", a -> Leaf.text(a, "name").put(driver)));
    }

    public List<DevNode> devNodes() {
        return xml.children("devnode").stream().map(DevNode::new).toList();
    }

    public NodeDevice withDevNodes(List<DevNode> devNodes) {
        return new NodeDevice(xml.withChildren("devnode", View.elements(devNodes)));
    }

    public List<NodeCapability> capabilities() {
        return xml.children("capability").stream().map(NodeCapability::new).toList();
    }

    public NodeDevice withCapabilities(List<NodeCapability> capabilities) {
        return new NodeDevice(xml.withChildren("capability", View.elements(capabilities)));
    }

    /**
     * A file below /dev.
     *
     * @param xml the element
     */
    public record DevNode(Element xml) implements View {
        public Optional<String> type() {
            return Leaf.attribute(xml, "type").string();
        }

        public DevNode withType(@Nullable String type) {
            return new DevNode(Leaf.attribute(xml, "type").put(type));
        }

        public Optional<String> path() {
            return Leaf.text(xml).string();
        }

        public DevNode withPath(@Nullable String path) {
            return new DevNode(Leaf.text(xml).put(path));
        }
    }
}
