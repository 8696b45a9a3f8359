package dev.guestwire.xml.tuning;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The guest's share of the host's disks: a {@code <blkiotune>}.
 *
 * @param xml the element
 */
public record BlockTuning(Element xml) implements View {
    /** Refuses an element of another name. */
    public BlockTuning {
        View.named(xml, "blkiotune");
    }

    public Optional<Integer> weight() {
        return Leaf.text(xml, "weight").integer();
    }

    public BlockTuning withWeight(@Nullable Integer weight) {
        return new BlockTuning(Leaf.text(xml, "weight").put(weight));
    }

    public List<Device> devices() {
        return xml.children("device").stream().map(Device::new).toList();
    }

    public BlockTuning withDevices(List<Device> devices) {
        return new BlockTuning(xml.withChildren("device", View.elements(devices)));
    }

    /**
     * The share of one disk of the host.
     *
     * @param xml the element
     */
    public record Device(Element xml) implements View {
        public String path() {
            return Leaf.text(xml, "path").required();
        }

        public Device withPath(String path) {
            return new Device(Leaf.text(xml, "path").put(path));
        }

        public Optional<Integer> weight() {
            return Leaf.text(xml, "weight").integer();
        }

        public Device withWeight(@Nullable Integer weight) {
            return new Device(Leaf.text(xml, "weight").put(weight));
        }

        public Optional<Long> readBytesPerSecond() {
            return Leaf.text(xml, "read_bytes_sec").number();
        }

        public Device withReadBytesPerSecond(@Nullable Long readBytesPerSecond) {
            return new Device(Leaf.text(xml, "read_bytes_sec").put(readBytesPerSecond));
        }

        public Optional<Long> writeBytesPerSecond() {
            return Leaf.text(xml, "write_bytes_sec").number();
        }

        public Device withWriteBytesPerSecond(@Nullable Long writeBytesPerSecond) {
            return new Device(Leaf.text(xml, "write_bytes_sec").put(writeBytesPerSecond));
        }

        public Optional<Long> readIopsPerSecond() {
            return Leaf.text(xml, "read_iops_sec").number();
        }

        public Device withReadIopsPerSecond(@Nullable Long readIopsPerSecond) {
            return new Device(Leaf.text(xml, "read_iops_sec").put(readIopsPerSecond));
        }

        public Optional<Long> writeIopsPerSecond() {
            return Leaf.text(xml, "write_iops_sec").number();
        }

        public Device withWriteIopsPerSecond(@Nullable Long writeIopsPerSecond) {
            return new Device(Leaf.text(xml, "write_iops_sec").put(writeIopsPerSecond));
        }
    }
}
