package dev.guestwire.cli.host;

import dev.guestwire.Host;
import dev.guestwire.cli.command.ByteCount;
import dev.guestwire.cli.command.HostVerb;
import dev.guestwire.storage.StorageVolume;
import dev.guestwire.storage.VolumeContent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A verb that moves what is in a volume, or a part of it. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
abstract class VolumePart extends HostVerb {
    @Parameters(
            arity = "2..3",
            paramLabel = "[POOL] VOLUME FILE",
            description = "The volume: its name after its pool's or with --pool, POOL/VOLUME, its path or its key. The"
                    + " file; - is standard input or output.")
    private List<String> words;

    @Option(names = "--pool", paramLabel = "POOL", description = "The volume's pool.")
    private @Nullable String pool;

    @Option(
            names = "--offset",
            paramLabel = "BYTES",
            converter = ByteCount.class,
            description = "Where the part of the volume begins, such as 1M.")
    private long offset;

    @Option(
            names = "--length",
            paramLabel = "BYTES",
            converter = ByteCount.class,
            description = "How long the part is; all that follows if not given.")
    private long length;

    @Option(names = "--sparse", description = "Holes travel by their length only.")
    private boolean sparse;

    VolumePart() {}

    /** {@return the file} */
    final String file() {
        return words.getLast();
    }

    /** {@return how many bytes the part has at most; 0: all that follow} */
    final long length() {
        return length;
    }

    /** {@return where the part begins} */
    final long offset() {
        return offset;
    }

    /** {@return what is to be moved} */
    final VolumeContent content(Host host) {
        if (pool != null && words.size() > 2) {
            throw wrong("The pool is named twice, " + pool + " and " + words.getFirst());
        }
        Optional<String> named = words.size() > 2 ? Optional.of(words.getFirst()) : Optional.ofNullable(pool);
        StorageVolume volume = VolumeVerbs.find(host, named, words.get(words.size() - 2));
        VolumeContent content = volume.content().part(offset, length);
        return sparse ? content.sparse() : content;
    }
}
