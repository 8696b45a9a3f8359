package dev.guestwire.xml.storage;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits on what a disk may do per second.
 *
 * @param xml the element
 */
public record IoTune(Element xml) implements View {
    /** Refuses an element of another name. */
    public IoTune {
        View.named(xml, "iotune");
    }

    /** {@return the group of disks that share the limits} */
    public Optional<String> group() {
        return Leaf.text(xml, "group_name").string();
    }

    public IoTune withGroup(@Nullable String group) {
        return new IoTune(Leaf.text(xml, "group_name").put(group));
    }

    /** {@return all limits by the name of their element, such as {@code total_bytes_sec}} */
    public Map<String, Long> limits() {
        Map<String, Long> found = new LinkedHashMap<>();
        for (Element limit : xml.children()) {
            if (!limit.name().equals("group_name")) {
                found.put(limit.name(), Leaf.text(limit).number().orElse(0L));
            }
        }
        return Collections.unmodifiableMap(found);
    }

    /**
     * One limit.
     *
     * @param name such as {@code total_bytes_sec} or {@code read_iops_sec_max_length}
     * @return bytes, operations or seconds, as the name says
     */
    public Optional<Long> limit(String name) {
        return Leaf.text(xml, name).number();
    }

    /**
     * Sets or removes a limit.
     *
     * @param name such as {@code total_bytes_sec}
     * @param value bytes, operations or seconds; null removes it
     * @return the new limits
     */
    public IoTune withLimit(String name, @Nullable Long value) {
        return new IoTune(Leaf.text(xml, name).put(value));
    }
}
