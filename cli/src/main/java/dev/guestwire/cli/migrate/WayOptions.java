package dev.guestwire.cli.migrate;

import dev.guestwire.cli.command.ByteCount;
import dev.guestwire.migration.MigrationCompression;
import dev.guestwire.migration.MigrationRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The way that the memory takes. */
final class WayOptions {
    @Option(
            names = {"--p2p", "--peer-to-peer"},
            description = "The daemons speak to each other; the URI is the source daemon's to reach.")
    private boolean peerToPeer;

    @Option(names = "--tunnelled", description = "Through the daemons' own connection; needs --p2p.")
    private boolean tunnelled;

    @Option(
            names = {"--migrate-uri", "--migrateuri"},
            paramLabel = "URI",
            description = "Where the hypervisors meet, such as tcp://host-b.")
    private Optional<String> migrateUri = Optional.empty();

    @Option(names = "--listen-address", paramLabel = "ADDRESS", description = "Where the destination listens.")
    private Optional<String> listenAddress = Optional.empty();

    @Option(
            names = {"--graphics-uri", "--graphicsuri"},
            paramLabel = "URI",
            description = "Where viewers of its screen are sent.")
    private Optional<String> graphicsUri = Optional.empty();

    @Option(names = "--tls", description = "Encrypted.")
    private boolean tls;

    @Option(
            names = "--tls-destination",
            paramLabel = "NAME",
            description = "The name in the destination's certificate.")
    private Optional<String> tlsDestination = Optional.empty();

    @Option(names = "--bandwidth", paramLabel = "MIB", description = "At most so many MiB a second.")
    private long bandwidth;

    @Option(names = "--parallel", description = "Over several connections.")
    private boolean parallel;

    @Option(names = "--parallel-connections", paramLabel = "COUNT", description = "Over so many connections.")
    private int connections;

    @Option(names = "--zero-copy", description = "Without copies on the way to the network; needs --parallel.")
    private boolean zeroCopy;

    @Option(names = "--rdma-pin-all", description = "Pins all memory for RDMA.")
    private boolean pinAll;

    @Option(names = "--compressed", description = "Compressed.")
    private boolean compressed;

    @Option(
            names = {"--compression", "--comp-methods"},
            paramLabel = "METHOD",
            split = ",",
            description = "Compressed so: xbzrle, mt, zlib, zstd, as the daemon has it.")
    private List<String> methods = List.of();

    @Option(
            names = "--comp-xbzrle-cache",
            paramLabel = "BYTES",
            converter = ByteCount.class,
            description = "How much xbzrle keeps to compare with.")
    private long cache;

    @Option(names = "--comp-mt-level", paramLabel = "LEVEL", description = "From 0, not at all, to 9.")
    private OptionalInt level = OptionalInt.empty();

    @Option(names = "--comp-mt-threads", paramLabel = "COUNT", description = "Threads of mt at the source.")
    private int threads;

    @Option(names = "--comp-mt-dthreads", paramLabel = "COUNT", description = "Threads of mt at the destination.")
    private int destinationThreads;

    WayOptions() {}

    boolean isPeerToPeer() {
        return peerToPeer;
    }

    MigrationRequest of(MigrationRequest plain) {
        MigrationRequest request = tunnelled ? plain.tunnelled() : plain;
        request = migrateUri.isPresent() ? request.migrateUri(migrateUri.get()) : request;
        request = listenAddress.isPresent() ? request.listenAddress(listenAddress.get()) : request;
        request = graphicsUri.isPresent() ? request.graphicsUri(graphicsUri.get()) : request;
        request = tls ? request.tls() : request;
        request = tlsDestination.isPresent() ? request.tls(tlsDestination.get()) : request;
        request = bandwidth > 0 ? request.bandwidthMib(bandwidth) : request;
        request = parallel ? request.parallel() : request;
        request = connections > 0 ? request.parallel(connections) : request;
        request = zeroCopy ? request.zeroCopy() : request;
        request = pinAll ? request.rdmaPinAll() : request;
        return isCompressed() ? request.compressed(compression()) : request;
    }

    private boolean isCompressed() {
        return compressed || !methods.isEmpty() || cache > 0 || level.isPresent() || threads > 0;
    }

    private MigrationCompression compression() {
        MigrationCompression compression = MigrationCompression.DEFAULT;
        for (String method : methods) {
            compression = compression.and(method);
        }
        compression = cache > 0 ? compression.xbzrleCacheBytes(cache) : compression;
        compression = level.isPresent() ? compression.level(level.getAsInt()) : compression;
        return threads > 0
                ? compression.threads(threads, destinationThreads > 0 ? destinationThreads : threads)
                : compression;
    }
}
