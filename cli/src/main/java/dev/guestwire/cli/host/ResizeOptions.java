package dev.guestwire.cli.host;

import dev.guestwire.storage.StorageVolume.Resize;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** How a volume gets another size. */
final class ResizeOptions {
    @Option(names = "--shrink", description = "Smaller is meant; what is behind the new end is lost.")
    private boolean shrink;

    @Option(names = "--delta", description = "The size is the difference: more, or less with --shrink.")
    private boolean delta;

    @Option(names = "--allocate", description = "Takes the new space of the pool at once.")
    private boolean allocate;

    ResizeOptions() {}

    Resize[] flags() {
        Set<Resize> flags = EnumSet.noneOf(Resize.class);
        if (shrink) {
            flags.add(Resize.SHRINK);
        }
        if (delta) {
            flags.add(Resize.DELTA);
        }
        if (allocate) {
            flags.add(Resize.ALLOCATE);
        }
        return flags.toArray(Resize[]::new);
    }
}
