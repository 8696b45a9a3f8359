package dev.guestwire.cli.host;

import dev.guestwire.Host;
import dev.guestwire.cli.command.ByteCount;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.output.Row;
import dev.guestwire.storage.StoragePool;
import dev.guestwire.storage.StorageVolume;
import dev.guestwire.storage.StorageVolumeStatus;
import dev.guestwire.xml.Size;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code volume}. */
@Command(
        name = "volume",
        aliases = "vol",
        description = "Volumes of storage pools.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class VolumeVerbs extends GroupVerb {
    /** Creates the verb. */
    public VolumeVerbs() {}

    @Command(name = "list", description = "Lists the volumes of a pool.", mixinStandardHelpOptions = true)
    int list(@Parameters(paramLabel = "POOL") String pool) throws Exception {
        return onHost(host -> {
            List<Row> rows = new ArrayList<>();
            PoolVerbs.find(host, pool).volumes().forEach(volume -> rows.add(row(volume)));
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

    @Command(name = "create", description = "Makes a volume.", mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "POOL") String pool,
            @Parameters(paramLabel = "VOLUME") String name,
            @Parameters(paramLabel = "SIZE", converter = ByteCount.class, description = "Such as 20G.") long bytes,
            @Option(names = "--format", defaultValue = "qcow2", description = "qcow2 if not given.") String format)
            throws Exception {
        return onHost(host -> {
            StorageVolume made = PoolVerbs.find(host, pool)
                    .createVolume(dev.guestwire.xml.storage.StorageVolume.of(name, Size.bytes(bytes), format));
            out().done("made", named(made));
        });
    }

    @Command(name = "resize", description = "Gives a volume another size.", mixinStandardHelpOptions = true)
    int resize(
            @Parameters(paramLabel = "POOL") String pool,
            @Parameters(paramLabel = "VOLUME") String name,
            @Parameters(paramLabel = "SIZE", converter = ByteCount.class, description = "Such as 20G.") long bytes,
            @Option(names = "--shrink", description = "Smaller is meant; what is behind the new end is lost.")
                    boolean shrink)
            throws Exception {
        return onHost(host -> {
            StorageVolume volume = find(host, pool, name);
            volume.resize(
                    bytes,
                    shrink ? new StorageVolume.Resize[] {StorageVolume.Resize.SHRINK} : new StorageVolume.Resize[0]);
            out().done("resized", named(volume).with("capacityBytes", bytes));
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

    private static StorageVolume find(Host host, String poolName, String name) {
        StoragePool pool = PoolVerbs.find(host, poolName);
        return pool.findVolume(name)
                .orElseThrow(() -> Lookup.missing(
                        "volume",
                        name,
                        () -> pool.volumes().stream().map(StorageVolume::name).toList()));
    }

    private static Row named(StorageVolume volume) {
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
