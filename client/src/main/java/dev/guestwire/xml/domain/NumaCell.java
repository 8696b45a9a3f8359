package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.NumberSet;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A NUMA node that the guest sees.
 *
 * @param xml the element
 */
public record NumaCell(Element xml) implements View {
    /** Refuses an element of another name. */
    public NumaCell {
        View.named(xml, "cell");
    }

    public Optional<Integer> id() {
        return Leaf.attribute(xml, "id").integer();
    }

    public NumaCell withId(@Nullable Integer id) {
        return new NumaCell(Leaf.attribute(xml, "id").put(id));
    }

    public Optional<NumberSet> cpus() {
        return Leaf.attribute(xml, "cpus").numbers();
    }

    public NumaCell withCpus(@Nullable NumberSet cpus) {
        return new NumaCell(Leaf.attribute(xml, "cpus").put(cpus));
    }

    public Optional<Size> memory() {
        return Leaf.attribute(xml, "memory").size("KiB");
    }

    public NumaCell withMemory(@Nullable Size memory) {
        return new NumaCell(Leaf.attribute(xml, "memory").putSize(memory, "KiB"));
    }

    public Optional<String> memoryAccess() {
        return Leaf.attribute(xml, "memAccess").string();
    }

    public NumaCell withMemoryAccess(@Nullable String memoryAccess) {
        return new NumaCell(Leaf.attribute(xml, "memAccess").put(memoryAccess));
    }

    public Optional<Boolean> discard() {
        return Leaf.attribute(xml, "discard").yesNo();
    }

    public NumaCell withDiscard(@Nullable Boolean discard) {
        return new NumaCell(Leaf.attribute(xml, "discard").putYesNo(discard));
    }

    public List<Distance> distances() {
        return xml.part("distances").children("sibling").stream()
                .map(Distance::new)
                .toList();
    }

    public NumaCell withDistances(List<Distance> distances) {
        return new NumaCell(xml.withChild("distances", a -> a.withChildren("sibling", View.elements(distances))));
    }

    public List<Cache> caches() {
        return xml.children("cache").stream().map(Cache::new).toList();
    }

    public NumaCell withCaches(List<Cache> caches) {
        return new NumaCell(xml.withChildren("cache", View.elements(caches)));
    }

    /**
     * How far another node is.
     *
     * @param xml the element
     */
    public record Distance(Element xml) implements View {
        public Optional<Integer> id() {
            return Leaf.attribute(xml, "id").integer();
        }

        public Distance withId(@Nullable Integer id) {
            return new Distance(Leaf.attribute(xml, "id").put(id));
        }

        public Optional<Integer> value() {
            return Leaf.attribute(xml, "value").integer();
        }

        public Distance withValue(@Nullable Integer value) {
            return new Distance(Leaf.attribute(xml, "value").put(value));
        }
    }
    /**
     * A cache beside the node's memory.
     *
     * @param xml the element
     */
    public record Cache(Element xml) implements View {
        public Optional<Integer> level() {
            return Leaf.attribute(xml, "level").integer();
        }

        public Cache withLevel(@Nullable Integer level) {
            return new Cache(Leaf.attribute(xml, "level").put(level));
        }

        public Optional<String> associativity() {
            return Leaf.attribute(xml, "associativity").string();
        }

        public Cache withAssociativity(@Nullable String associativity) {
            return new Cache(Leaf.attribute(xml, "associativity").put(associativity));
        }

        public Optional<String> policy() {
            return Leaf.attribute(xml, "policy").string();
        }

        public Cache withPolicy(@Nullable String policy) {
            return new Cache(Leaf.attribute(xml, "policy").put(policy));
        }

        public Optional<Size> size() {
            return Leaf.attribute(xml, "size", "value").size("B");
        }

        public Cache withSize(@Nullable Size size) {
            return new Cache(Leaf.attribute(xml, "size", "value").putSize(size, "B"));
        }

        public Optional<Size> line() {
            return Leaf.attribute(xml, "line", "value").size("B");
        }

        public Cache withLine(@Nullable Size line) {
            return new Cache(Leaf.attribute(xml, "line", "value").putSize(line, "B"));
        }
    }
}
