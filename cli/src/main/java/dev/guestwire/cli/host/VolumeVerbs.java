package dev.guestwire.cli.host;

import dev.guestwire.Host;
import dev.guestwire.cli.command.ByteCount;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.document.Document;
import dev.guestwire.cli.output.Row;
import dev.guestwire.storage.StoragePool;
import dev.guestwire.storage.StorageVolume;
import dev.guestwire.storage.StorageVolumeStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code volume}. */
@Command(
        name = "volume",
        aliases = "vol",
        description = "Volumes of storage pools.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {UploadVerb.class, DownloadVerb.class})
public final class VolumeVerbs extends GroupVerb {
    /** Creates the verb. */
    public VolumeVerbs() {}

    @Command(name = "list", description = "Lists the volumes of a pool.", mixinStandardHelpOptions = true)
    int list(@Parameters(paramLabel = "POOL") String pool) throws Exception {
        return onHost(host -> {
            List<Row> rows = new ArrayList<>();
            PoolVerbs.find(host, pool).volumes().forEach(volume -> rows.add(row(volume)));
            rows.sort(Row.byName());
            out().table(List.of("volume", "type", "capacityBytes", "allocationBytes", "path"), rows);
        });
    }

    @Command(name = "info", description = "Tells what a volume is.", mixinStandardHelpOptions = true)
    int info(@Parameters(paramLabel = "POOL") String pool, @Parameters(paramLabel = "VOLUME") String name)
            throws Exception {
        return onHost(host -> out().card(row(find(host, pool, name))));
    }

    @Command(name = "xml", description = "Prints the document of a volume.", mixinStandardHelpOptions = true)
    int xml(@Parameters(paramLabel = "POOL") String pool, @Parameters(paramLabel = "VOLUME") String name)
            throws Exception {
        return onHost(host -> {
            StorageVolume volume = find(host, pool, name);
            out().text("xml", volume.xmlDescription(), named(volume));
        });
    }

    @Command(
            name = "create",
            description = "Makes a volume: raw, as virsh does, if no format is given.",
            mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "POOL") String pool,
            @Parameters(paramLabel = "VOLUME") String name,
            @Parameters(paramLabel = "SIZE", converter = ByteCount.class, description = "Such as 20G.") long bytes,
            @Mixin CreateOptions options)
            throws Exception {
        return onHost(host -> {
            StoragePool owner = PoolVerbs.find(host, pool);
            var document = options.document(host, owner, name, bytes);
            if (options.isPrinted()) {
                Row row = new Row().with("volume", name).with("pool", owner.name());
                out().text("xml", document.xml().toPrettyXml(), row);
                return;
            }
            StorageVolume made = owner.createVolume(document, options.flags());
            out().done("made", named(made));
        });
    }

    @Command(name = "resize", description = "Gives a volume another size.", mixinStandardHelpOptions = true)
    int resize(
            @Parameters(paramLabel = "POOL") String pool,
            @Parameters(paramLabel = "VOLUME") String name,
            @Parameters(paramLabel = "SIZE", converter = ByteCount.class, description = "Such as 20G.") long bytes,
            @Mixin ResizeOptions options)
            throws Exception {
        return onHost(host -> {
            StorageVolume volume = find(host, pool, name);
            volume.resize(bytes, options.flags());
            out().done(
                            "resized",
                            named(volume).with("capacityBytes", volume.info().capacityBytes()));
        });
    }

    @Command(
            name = "delete",
            description = "Deletes a volume and all that it holds; nothing asks whether a guest uses it.",
            mixinStandardHelpOptions = true)
    int delete(@Parameters(paramLabel = "POOL") String pool, @Parameters(paramLabel = "VOLUME") String name)
            throws Exception {
        return onHost(host -> {
            // No near names here: who deletes had better look for himself.
            StorageVolume volume = PoolVerbs.find(host, pool)
                    .findVolume(name)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.NOT_FOUND,
                            "there is no volume '" + name + "' in pool " + pool + "; nothing was deleted",
                            "guestwire volume list " + pool + " shows what there is"));
            volume.delete();
            out().done("deleted", named(volume));
        });
    }

    @Command(
            name = "clone",
            description = "Makes a volume with what another has in it.",
            mixinStandardHelpOptions = true)
    int copy(
            @Parameters(paramLabel = "POOL") String pool,
            @Parameters(paramLabel = "VOLUME") String name,
            @Parameters(paramLabel = "NEW", description = "The new one's name.") String newName,
            @Mixin CloneOptions options)
            throws Exception {
        return onHost(host -> {
            StorageVolume source = find(host, pool, name);
            StoragePool target = PoolVerbs.find(host, options.pool(pool));
            StorageVolume made = target.createVolumeFrom(source, options.document(source, newName), options.flags());
            out().done("made from " + source.name(), named(made).with("source", source.name()));
        });
    }

    @Command(name = "wipe", description = "Writes over all that is in a volume.", mixinStandardHelpOptions = true)
    int wipe(
            @Parameters(paramLabel = "POOL") String pool,
            @Parameters(paramLabel = "VOLUME") String name,
            @Option(
                            names = {"--pattern", "--algorithm"},
                            defaultValue = "ZERO",
                            description = "How: ${COMPLETION-CANDIDATES}. Most need scrub on the host.")
                    StorageVolume.Wipe pattern)
            throws Exception {
        return onHost(host -> {
            StorageVolume volume = find(host, pool, name);
            if (pattern == StorageVolume.Wipe.ZERO) {
                volume.wipe();
            } else {
                volume.wipe(pattern);
            }
            out().done("wiped", named(volume));
        });
    }

    @Command(name = "define", description = "Makes a volume by a document.", mixinStandardHelpOptions = true)
    int createByDocument(
            @Parameters(paramLabel = "POOL") String pool,
            @Parameters(paramLabel = "FILE", description = "The document; - is standard input.") Path file)
            throws Exception {
        return onHost(
                host -> out().done("made", named(PoolVerbs.find(host, pool).createVolume(Document.read(file)))));
    }

    /** {@return the volume of a pool, or the one that a word names alone: POOL/VOLUME, a path, a key} */
    static StorageVolume find(Host host, Optional<String> pool, String word) {
        if (pool.isPresent()) {
            return find(host, pool.get(), word);
        }
        Optional<StorageVolume> found = host.storage().findVolumeByKey(word);
        if (found.isEmpty() && word.startsWith("/")) {
            found = host.storage().findVolumeByPath(word);
        }
        int slash = word.indexOf('/');
        if (found.isEmpty() && slash > 0) {
            return find(host, word.substring(0, slash), word.substring(slash + 1));
        }
        return found.orElseThrow(() -> new CommandFailure(
                ExitCode.NOT_FOUND,
                "there is no volume of the path or key '" + word + "'",
                "--pool names the pool of a volume; guestwire pool list shows them"));
    }

    private static StorageVolume find(Host host, String poolName, String name) {
        StoragePool pool = PoolVerbs.find(host, poolName);
        return pool.findVolume(name)
                .orElseThrow(() -> Lookup.missing(
                        "volume",
                        name,
                        () -> pool.volumes().stream().map(StorageVolume::name).toList()));
    }

    static Row named(StorageVolume volume) {
        return new Row().with("volume", volume.name()).with("pool", volume.poolName());
    }

    private static Row row(StorageVolume volume) {
        StorageVolumeStatus status = volume.info();
        return named(volume)
                .with("type", status.type())
                .with("capacityBytes", status.capacityBytes())
                .with("allocationBytes", status.allocationBytes())
                .with("path", volume.path());
    }
}
