package dev.guestwire.xml.domain;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A feature of a processor and what becomes of it.
 *
 * @param xml the element
 */
public record CpuFeature(Element xml) implements View {
    /** Refuses an element of another name. */
    public CpuFeature {
        View.named(xml, "feature");
    }

    public String name() {
        return Leaf.attribute(xml, "name").required();
    }

    public CpuFeature withName(String name) {
        return new CpuFeature(Leaf.attribute(xml, "name").put(name));
    }

    /** {@return {@code force}, {@code require}, {@code optional}, {@code disable} or {@code forbid}} */
    public Optional<String> policy() {
        return Leaf.attribute(xml, "policy").string();
    }

    public CpuFeature withPolicy(@Nullable String policy) {
        return new CpuFeature(Leaf.attribute(xml, "policy").put(policy));
    }

    /**
     * A feature.
     *
     * @param name its name
     * @param policy what becomes of it
     * @return the feature
     */
    public static CpuFeature of(String name, String policy) {
        return new CpuFeature(Element.of("feature")).withName(name).withPolicy(policy);
    }

    /**
     * Whether both are about one feature, whatever their policies.
     *
     * @param other the other one
     * @return whether the names are the same
     */
    public boolean sameFeature(CpuFeature other) {
        return name().equals(other.name());
    }
}
