package dev.guestwire.xml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a security driver labels a guest, a disk image or a device: a {@code <seclabel>}.
 *
 * @param xml the element
 */
public record SecurityLabel(Element xml) implements View {
    /** Refuses an element of another name. */
    public SecurityLabel {
        View.named(xml, "seclabel");
    }

    /** {@return {@code dynamic}, {@code static} or {@code none}} */
    public Optional<String> type() {
        return Leaf.attribute(xml, "type").string();
    }

    public SecurityLabel withType(@Nullable String type) {
        return new SecurityLabel(Leaf.attribute(xml, "type").put(type));
    }

    /** {@return {@code selinux}, {@code apparmor} or {@code dac}} */
    public Optional<String> model() {
        return Leaf.attribute(xml, "model").string();
    }

    public SecurityLabel withModel(@Nullable String model) {
        return new SecurityLabel(Leaf.attribute(xml, "model").put(model));
    }

    public Optional<Boolean> relabel() {
        return Leaf.attribute(xml, "relabel").yesNo();
    }

    public SecurityLabel withRelabel(@Nullable Boolean relabel) {
        return new SecurityLabel(Leaf.attribute(xml, "relabel").putYesNo(relabel));
    }

    public Optional<Boolean> labelSkip() {
        return Leaf.attribute(xml, "labelskip").yesNo();
    }

    public SecurityLabel withLabelSkip(@Nullable Boolean labelSkip) {
        return new SecurityLabel(Leaf.attribute(xml, "labelskip").putYesNo(labelSkip));
    }

    public Optional<String> label() {
        return Leaf.text(xml, "label").string();
    }

    public SecurityLabel withLabel(@Nullable String label) {
        return new SecurityLabel(Leaf.text(xml, "label").put(label));
    }

    public Optional<String> baseLabel() {
        return Leaf.text(xml, "baselabel").string();
    }

    public SecurityLabel withBaseLabel(@Nullable String baseLabel) {
        return new SecurityLabel(Leaf.text(xml, "baselabel").put(baseLabel));
    }

    public Optional<String> imageLabel() {
        return Leaf.text(xml, "imagelabel").string();
    }

    public SecurityLabel withImageLabel(@Nullable String imageLabel) {
        return new SecurityLabel(Leaf.text(xml, "imagelabel").put(imageLabel));
    }
}
