package dev.guestwire.cli.host;

import dev.guestwire.Host;
import dev.guestwire.cli.command.ByteCount;
import dev.guestwire.storage.StoragePool;
import dev.guestwire.storage.StorageVolume.Create;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.storage.StorageVolume;
import dev.guestwire.xml.storage.VolumeTarget;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a new volume is, with virsh's names. */
final class CreateOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Such as qcow2, which is made with compat 1.1; if not given the pool's own, raw in a folder.")
    private @Nullable String format;

    @Option(
            names = "--allocation",
            paramLabel = "SIZE",
            converter = ByteCount.class,
            description = "What is taken of the pool at once; if not given all of a raw volume.")
    private Optional<Long> allocation = Optional.empty();

    @Option(
            names = "--backing-vol",
            paramLabel = "VOLUME",
            description = "The volume below it, by its name in the pool, its path or its key.")
    private @Nullable String backing;

    @Option(names = "--backing-vol-format", paramLabel = "FORMAT", description = "The format of the volume below it.")
    private @Nullable String backingFormat;

    @Option(names = "--prealloc-metadata", description = "Takes the space for qcow2's own tables at once.")
    private boolean preallocated;

    @Option(names = "--print-xml", description = "Prints the document, and makes nothing.")
    private boolean printed;

    CreateOptions() {}

    boolean isPrinted() {
        return printed;
    }

    Create[] flags() {
        return preallocated ? new Create[] {Create.PREALLOC_METADATA} : new Create[0];
    }

    /** {@return the document of the volume} */
    StorageVolume document(Host host, StoragePool pool, String name, long bytes) {
        StorageVolume volume = new StorageVolume(Element.of("volume"))
                .withName(name)
                .withCapacity(Size.bytes(bytes))
                .withAllocation(allocation.map(Size::bytes).orElse(null));
        String wanted = format;
        volume = wanted == null ? volume : volume.withTarget(target -> formatted(target, wanted));
        String below = backing;
        if (below == null) {
            return volume;
        }
        String path = pool.findVolume(below)
                .orElseGet(() -> VolumeVerbs.find(host, Optional.empty(), below))
                .path();
        return volume.withBackingStore(store -> store.withPath(path).withFormat(backingFormat));
    }

    /** {@return a target of a format} Checkpoints and lazy writes need qcow2's third version, which older daemons do not choose. */
    static VolumeTarget formatted(VolumeTarget target, String format) {
        VolumeTarget formatted = target.withFormat(format);
        return format.equals("qcow2") && target.compatibility().isEmpty()
                ? formatted.withCompatibility("1.1")
                : formatted;
    }
}
