package dev.guestwire.xml.network;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The VLANs that an interface or a port group belongs to.
 *
 * @param xml the element
 */
public record Vlan(Element xml) implements View {
    /** Refuses an element of another name. */
    public Vlan {
        View.named(xml, "vlan");
    }

    public Optional<Boolean> trunk() {
        return Leaf.attribute(xml, "trunk").yesNo();
    }

    public Vlan withTrunk(@Nullable Boolean trunk) {
        return new Vlan(Leaf.attribute(xml, "trunk").putYesNo(trunk));
    }

    public List<Tag> tags() {
        return xml.children("tag").stream().map(Tag::new).toList();
    }

    public Vlan withTags(List<Tag> tags) {
        return new Vlan(xml.withChildren("tag", View.elements(tags)));
    }

    /**
     * One VLAN.
     *
     * @param id its number
     * @return the setting
     */
    public static Vlan of(int id) {
        return new Vlan(Element.of("vlan")).withTags(List.of(new Tag(Element.of("tag")).withId(id)));
    }
    /**
     * One VLAN.
     *
     * @param xml the element
     */
    public record Tag(Element xml) implements View {
        public Optional<Integer> id() {
            return Leaf.attribute(xml, "id").integer();
        }

        public Tag withId(@Nullable Integer id) {
            return new Tag(Leaf.attribute(xml, "id").put(id));
        }

        public Optional<String> nativeMode() {
            return Leaf.attribute(xml, "nativeMode").string();
        }

        public Tag withNativeMode(@Nullable String nativeMode) {
            return new Tag(Leaf.attribute(xml, "nativeMode").put(nativeMode));
        }
    }
}
