package dev.guestwire.cli.host;

import dev.guestwire.Host;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.cli.document.Document;
import dev.guestwire.cli.output.Row;
import dev.guestwire.storage.StoragePool;
import dev.guestwire.storage.StoragePoolStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code pool}. */
@Command(
        name = "pool",
        description = "Storage pools.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class PoolVerbs extends GroupVerb {
    /** Creates the verb. */
    public PoolVerbs() {}

    @Command(name = "list", description = "Lists the pools.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--all", hidden = true, description = "As virsh has it; all are listed anyway.")
                    boolean all)
            throws Exception {
        return onHost(host -> {
            List<Row> rows = new ArrayList<>();
            host.storage().pools().forEach(pool -> rows.add(row(pool)));
            rows.sort(Row.byName());
            out().table(
                            List.of("pool", "state", "autostart", "capacityBytes", "allocationBytes", "availableBytes"),
                            rows);
        });
    }

    @Command(name = "info", description = "Tells what a pool has.", mixinStandardHelpOptions = true)
    int info(@Parameters(paramLabel = "POOL") String name) throws Exception {
        return onHost(host -> out().card(row(find(host, name))));
    }

    @Command(name = "xml", description = "Prints the definition of a pool.", mixinStandardHelpOptions = true)
    int xml(
            @Parameters(paramLabel = "POOL") String name,
            @Option(names = "--inactive", description = "What it will be at its next start.") boolean inactive)
            throws Exception {
        return onHost(host -> {
            StoragePool pool = find(host, name);
            StoragePool.Xml[] which =
                    inactive ? new StoragePool.Xml[] {StoragePool.Xml.INACTIVE} : new StoragePool.Xml[0];
            out().text("xml", pool.xmlDescription(which), named(pool));
        });
    }

    @Command(name = "define", description = "Defines a pool by a document.", mixinStandardHelpOptions = true)
    int define(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--validate", description = "Insists on libvirt's schema.") boolean validate)
            throws Exception {
        StoragePool.Define[] flags =
                validate ? new StoragePool.Define[] {StoragePool.Define.VALIDATE} : new StoragePool.Define[0];
        return onHost(host -> out().done("defined", named(host.storage().define(Document.read(file), flags))));
    }

    @Command(
            name = "create",
            description = "Starts a pool by a document; the host forgets it when it stops.",
            mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--build", description = "Prepares what it stands on first.") boolean build)
            throws Exception {
        StoragePool.Start[] flags =
                build ? new StoragePool.Start[] {StoragePool.Start.WITH_BUILD} : new StoragePool.Start[0];
        return onHost(host -> out().done("created", named(host.storage().create(Document.read(file), flags))));
    }

    @Command(
            name = "delete",
            description = "Deletes what build made, such as the folder. The pool must be stopped.",
            mixinStandardHelpOptions = true)
    int delete(@Parameters(paramLabel = "POOL") String name) throws Exception {
        return change(name, "deleted", StoragePool::delete);
    }

    @Command(
            name = "sources",
            aliases = "find-sources",
            description = "Prints what pools could be made of, such as exports of a server, as a document.",
            mixinStandardHelpOptions = true)
    int sources(
            @Parameters(paramLabel = "TYPE", description = "Such as netfs, logical, iscsi.") String type,
            @Parameters(paramLabel = "FILE", arity = "0..1", description = "A <source> that says where to look.")
                    @Nullable
                    Path file)
            throws Exception {
        return onHost(host -> out().text(
                        "xml",
                        host.storage().sourcesXml(type, file == null ? null : Document.read(file)),
                        new Row().with("type", type)));
    }

    @Command(
            name = "capabilities",
            description = "Prints which pools a host can have.",
            mixinStandardHelpOptions = true)
    int capabilities() throws Exception {
        return onHost(host -> out().text("xml", host.storage().capabilitiesXml(), new Row()));
    }

    @Command(name = "build", description = "Prepares what a pool stands on.", mixinStandardHelpOptions = true)
    int build(@Parameters(paramLabel = "POOL") String name) throws Exception {
        return change(name, "built", StoragePool::build);
    }

    @Command(name = "start", description = "Starts a pool.", mixinStandardHelpOptions = true)
    int start(@Parameters(paramLabel = "POOL") String name) throws Exception {
        return change(name, "started", StoragePool::start);
    }

    @Command(name = "refresh", description = "Looks anew what a pool holds.", mixinStandardHelpOptions = true)
    int refresh(@Parameters(paramLabel = "POOL") String name) throws Exception {
        return change(name, "refreshed", StoragePool::refresh);
    }

    @Command(name = "destroy", description = "Stops a pool. What it holds stays.", mixinStandardHelpOptions = true)
    int destroy(@Parameters(paramLabel = "POOL") String name) throws Exception {
        return change(name, "stopped", StoragePool::destroy);
    }

    @Command(name = "undefine", description = "Forgets a pool. What it holds stays.", mixinStandardHelpOptions = true)
    int undefine(@Parameters(paramLabel = "POOL") String name) throws Exception {
        return change(name, "undefined", StoragePool::undefine);
    }

    @Command(name = "autostart", description = "Lets a pool start with its host.", mixinStandardHelpOptions = true)
    int autostart(
            @Parameters(paramLabel = "POOL") String name,
            @Option(names = "--disable", description = "No more.") boolean disable)
            throws Exception {
        return change(
                name,
                disable ? "starts no more with the host" : "starts with the host",
                pool -> pool.autostart(!disable));
    }

    private int change(String name, String result, Work<StoragePool> work) throws Exception {
        return onHost(host -> {
            StoragePool pool = find(host, name);
            work.run(pool);
            out().done(result, named(pool));
        });
    }

    static StoragePool find(Host host, String name) {
        return Lookup.uuid(name)
                .flatMap(host.storage()::findPool)
                .or(() -> host.storage().findPool(name))
                .orElseThrow(() -> Lookup.missing(
                        "pool",
                        name,
                        () -> host.storage().pools().stream()
                                .map(StoragePool::name)
                                .toList()));
    }

    private static Row named(StoragePool pool) {
        return new Row().with("pool", pool.name()).with("uuid", pool.uuid());
    }

    private static Row row(StoragePool pool) {
        StoragePoolStatus status = pool.info();
        return named(pool)
                .with("state", status.state())
                .with("persistent", pool.isPersistent())
                .with("autostart", pool.autostart())
                .with("capacityBytes", status.capacityBytes())
                .with("allocationBytes", status.allocationBytes())
                .with("availableBytes", status.availableBytes());
    }
}
