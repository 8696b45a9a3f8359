package dev.guestwire.xml.device;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Memory that several guests share: a {@code <shmem>}.
 *
 * @param xml the element
 */
public record SharedMemory(Element xml) implements Device {
    /** Refuses an element of another name. */
    public SharedMemory {
        View.named(xml, "shmem");
    }

    public String name() {
        return Leaf.attribute(xml, "name").required();
    }

    public SharedMemory withName(String name) {
        return new SharedMemory(Leaf.attribute(xml, "name").put(name));
    }

    public Optional<String> role() {
        return Leaf.attribute(xml, "role").string();
    }

    public SharedMemory withRole(@Nullable String role) {
        return new SharedMemory(Leaf.attribute(xml, "role").put(role));
    }

    public Optional<String> model() {
        return Leaf.attribute(xml, "model", "type").string();
    }

    public SharedMemory withModel(@Nullable String model) {
        return new SharedMemory(Leaf.attribute(xml, "model", "type").put(model));
    }

    public Optional<Size> size() {
        return Leaf.text(xml, "size").size("bytes");
    }

    public SharedMemory withSize(@Nullable Size size) {
        return new SharedMemory(Leaf.text(xml, "size").putSize(size, "bytes"));
    }

    public boolean hasServer() {
        return xml.has("server");
    }

    public SharedMemory withHasServer(boolean hasServer) {
        return new SharedMemory(xml.withFlag("server", hasServer));
    }

    public Optional<String> serverPath() {
        return Leaf.attribute(xml, "server", "path").string();
    }

    public SharedMemory withServerPath(@Nullable String serverPath) {
        return new SharedMemory(Leaf.attribute(xml, "server", "path").put(serverPath));
    }

    public Optional<Integer> msiVectors() {
        return Leaf.attribute(xml, "msi", "vectors").integer();
    }

    public SharedMemory withMsiVectors(@Nullable Integer msiVectors) {
        return new SharedMemory(Leaf.attribute(xml, "msi", "vectors").put(msiVectors));
    }

    public Optional<Boolean> msiIoEventFd() {
        return Leaf.attribute(xml, "msi", "ioeventfd").onOff();
    }

    public SharedMemory withMsiIoEventFd(@Nullable Boolean msiIoEventFd) {
        return new SharedMemory(Leaf.attribute(xml, "msi", "ioeventfd").putOnOff(msiIoEventFd));
    }
}
