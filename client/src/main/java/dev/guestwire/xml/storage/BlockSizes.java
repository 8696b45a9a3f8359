package dev.guestwire.xml.storage;

import dev.guestwire.xml.Element;
import dev.guestwire.xml.Leaf;
import dev.guestwire.xml.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of blocks that a disk tells the guest, in bytes.
 *
 * @param xml the element
 */
public record BlockSizes(Element xml) implements View {
    /** Refuses an element of another name. */
    public BlockSizes {
        View.named(xml, "blockio");
    }

    public Optional<Integer> logical() {
        return Leaf.attribute(xml, "logical_block_size").integer();
    }

    public BlockSizes withLogical(@Nullable Integer logical) {
        return new BlockSizes(Leaf.attribute(xml, "logical_block_size").put(logical));
    }

    public Optional<Integer> physical() {
        return Leaf.attribute(xml, "physical_block_size").integer();
    }

    public BlockSizes withPhysical(@Nullable Integer physical) {
        return new BlockSizes(Leaf.attribute(xml, "physical_block_size").put(physical));
    }
}
