package dev.guestwire.xml.tuning;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits on the guest's memory on the host: a {@code <memtune>}.
 *
 * @param xml the element
 */
public record MemoryTuning(Element xml) implements View {
    /** Refuses an element of another name. */
    public MemoryTuning {
        View.named(xml, "memtune");
    }

    public Optional<Size> hardLimit() {
        return Leaf.text(xml, "hard_limit").size("KiB");
    }

    public MemoryTuning withHardLimit(@Nullable Size hardLimit) {
        return new MemoryTuning(Leaf.text(xml, "hard_limit").putSize(hardLimit, "KiB"));
    }

    public Optional<Size> softLimit() {
        return Leaf.text(xml, "soft_limit").size("KiB");
    }

    public MemoryTuning withSoftLimit(@Nullable Size softLimit) {
        return new MemoryTuning(Leaf.text(xml, "soft_limit").putSize(softLimit, "KiB"));
    }

    public Optional<Size> swapHardLimit() {
        return Leaf.text(xml, "swap_hard_limit").size("KiB");
    }

    public MemoryTuning withSwapHardLimit(@Nullable Size swapHardLimit) {
        return new MemoryTuning(Leaf.text(xml, "swap_hard_limit").putSize(swapHardLimit, "KiB"));
    }

    public Optional<Size> minGuarantee() {
        return Leaf.text(xml, "min_guarantee").size("KiB");
    }

    public MemoryTuning withMinGuarantee(@Nullable Size minGuarantee) {
        return new MemoryTuning(Leaf.text(xml, "min_guarantee").putSize(minGuarantee, "KiB"));
    }
}
