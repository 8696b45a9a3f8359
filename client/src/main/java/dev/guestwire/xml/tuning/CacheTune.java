package dev.guestwire.xml.tuning;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.NumberSet;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the host's processor cache some virtual CPUs get.
 *
 * @param xml the element
 */
public record CacheTune(Element xml) implements View {
    /** Refuses an element of another name. */
    public CacheTune {
        View.named(xml, "cachetune");
    }

    public Optional<NumberSet> vcpus() {
        return Leaf.attribute(xml, "vcpus").numbers();
    }

    public CacheTune withVcpus(@Nullable NumberSet vcpus) {
        return new CacheTune(Leaf.attribute(xml, "vcpus").put(vcpus));
    }

    public Optional<String> id() {
        return Leaf.attribute(xml, "id").string();
    }

    public CacheTune withId(@Nullable String id) {
        return new CacheTune(Leaf.attribute(xml, "id").put(id));
    }

    public List<Cache> caches() {
        return xml.children("cache").stream().map(Cache::new).toList();
    }

    public CacheTune withCaches(List<Cache> caches) {
        return new CacheTune(xml.withChildren("cache", View.elements(caches)));
    }

    public List<Monitor> monitors() {
        return xml.children("monitor").stream().map(Monitor::new).toList();
    }

    public CacheTune withMonitors(List<Monitor> monitors) {
        return new CacheTune(xml.withChildren("monitor", View.elements(monitors)));
    }

    /**
     * A share of one cache.
     *
     * @param xml the element
     */
    public record Cache(Element xml) implements View {
        public Optional<Integer> id() {
            return Leaf.attribute(xml, "id").integer();
        }

        public Cache withId(@Nullable Integer id) {
            return new Cache(Leaf.attribute(xml, "id").put(id));
        }

        public Optional<Integer> level() {
            return Leaf.attribute(xml, "level").integer();
        }

        public Cache withLevel(@Nullable Integer level) {
            return new Cache(Leaf.attribute(xml, "level").put(level));
        }

        public Optional<String> type() {
            return Leaf.attribute(xml, "type").string();
        }

        public Cache withType(@Nullable String type) {
            return new Cache(Leaf.attribute(xml, "type").put(type));
        }

        public Optional<Size> size() {
            return Leaf.attribute(xml, "size").size("bytes");
        }

        public Cache withSize(@Nullable Size size) {
            return new Cache(Leaf.attribute(xml, "size").putSize(size, "bytes"));
        }
    }
    /**
     * Counts what some virtual CPUs use.
     *
     * @param xml the element
     */
    public record Monitor(Element xml) implements View {
        public Optional<Integer> level() {
            return Leaf.attribute(xml, "level").integer();
        }

        public Monitor withLevel(@Nullable Integer level) {
            return new Monitor(Leaf.attribute(xml, "level").put(level));
        }

        public Optional<NumberSet> vcpus() {
            return Leaf.attribute(xml, "vcpus").numbers();
        }

        public Monitor withVcpus(@Nullable NumberSet vcpus) {
            return new Monitor(Leaf.attribute(xml, "vcpus").put(vcpus));
        }
    }
}
