package dev.guestwire.cli.host;

import dev.guestwire.storage.StorageVolume;
import dev.guestwire.storage.StorageVolume.Create;
import dev.guestwire.xml.storage.VolumeTarget;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a volume is made of another. */
final class CloneOptions {
    @Option(
            names = "--to-pool",
            paramLabel = "POOL",
            description = "Where the new one is made; beside the old one if not.")
    private @Nullable String pool;

    @Option(names = "--format", description = "Another format, such as raw.")
    private @Nullable String format;

    @Option(names = "--reflink", description = "Shares its blocks until one is written, if the file system can.")
    private boolean reflink;

    CloneOptions() {}

    String pool(String old) {
        return pool == null ? old : pool;
    }

    /** {@return the old one's document with another name and without what names its place} */
    dev.guestwire.xml.storage.StorageVolume document(StorageVolume source, String name) {
        return source.definition().withName(name).withKey(null).withTarget(target -> format(target.withPath(null)));
    }

    private VolumeTarget format(VolumeTarget target) {
        return format == null ? target : CreateOptions.formatted(target, format);
    }

    Create[] flags() {
        return reflink ? new Create[] {Create.REFLINK} : new Create[0];
    }
}
