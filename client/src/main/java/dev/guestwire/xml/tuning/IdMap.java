package dev.guestwire.xml.tuning;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which users and groups of the host a container's users and groups are.
 *
 * @param xml the element
 */
public record IdMap(Element xml) implements View {
    /** Refuses an element of another name. */
    public IdMap {
        View.named(xml, "idmap");
    }

    public List<Range> users() {
        return xml.children("uid").stream().map(Range::new).toList();
    }

    public IdMap withUsers(List<Range> users) {
        return new IdMap(xml.withChildren("uid", View.elements(users)));
    }

    public List<Range> groups() {
        return xml.children("gid").stream().map(Range::new).toList();
    }

    public IdMap withGroups(List<Range> groups) {
        return new IdMap(xml.withChildren("gid", View.elements(groups)));
    }

    /**
     * A range of identities.
     *
     * @param xml the element
     */
    public record Range(Element xml) implements View {
        public Optional<Long> start() {
            return Leaf.attribute(xml, "start").number();
        }

        public Range withStart(@Nullable Long start) {
            return new Range(Leaf.attribute(xml, "start").put(start));
        }

        public Optional<Long> target() {
            return Leaf.attribute(xml, "target").number();
        }

        public Range withTarget(@Nullable Long target) {
            return new Range(Leaf.attribute(xml, "target").put(target));
        }

        public Optional<Long> count() {
            return Leaf.attribute(xml, "count").number();
        }

        public Range withCount(@Nullable Long count) {
            return new Range(Leaf.attribute(xml, "count").put(count));
        }
    }
}
