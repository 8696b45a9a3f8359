package dev.guestwire.cli.job;

import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.command.Target;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.error.ConnectFailedException;
import dev.guestwire.migration.Migration;
import dev.guestwire.migration.MigrationRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code migrate}. */
@Command(
        name = "migrate",
        description = {
            "Moves a guest to another host while it runs.",
            "Shows what it waits for: how much is left, how fast that goes, how fast the guest writes against it. Disks"
                    + " are copied if they are named, and only those."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
public final class MigrateVerb extends GuestVerb {
    private static final Duration FOREVER = Duration.ofDays(365);

    @Parameters(index = "1", paramLabel = "DESTINATION", description = "The other host's URI.")
    private String destination;

    @Option(names = "--p2p", description = "The daemons speak to each other; the URI is the source daemon's to reach.")
    private boolean peerToPeer;

    @Option(names = "--suspended", description = "Pauses the guest meanwhile (not live).")
    private boolean suspended;

    @Option(names = "--persistent", description = "The destination keeps its definition.")
    private boolean persistent;

    @Option(names = "--undefinesource", description = "The source forgets its definition.")
    private boolean undefineSource;

    @Option(names = "--copy-storage", paramLabel = "DISK", split = ",", description = "Copies these disks, too.")
    private List<String> disks = List.of();

    @Option(names = "--bandwidth", paramLabel = "MIB", description = "At most so many MiB a second.")
    private long bandwidth;

    @Option(names = "--auto-converge", description = "Slows the guest down if it writes faster than that travels.")
    private boolean autoConverge;

    @Option(names = "--unsafe", description = "Even if libvirt fears for the disks.")
    private boolean unsafe;

    @Option(names = "--migrateuri", paramLabel = "URI", description = "Where the memory travels to.")
    private Optional<String> migrateUri = Optional.empty();

    /** Creates the verb. */
    public MigrateVerb() {}

    @Option(
            names = {"--live", "--verbose"},
            hidden = true,
            description = "As virsh has it; it is live and told of anyway.")
    void asVirsh(boolean wanted) {}

    @Override
    protected int run(Guest guest) {
        Target there = settings().target(destination);
        if (peerToPeer) {
            return move(guest, guest.migration(there.uri()));
        }
        try (Host host = there.open()) {
            return move(guest, guest.migration(host));
        } catch (ConnectFailedException none) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "the destination cannot be reached: " + none.getMessage(),
                    "guestwire doctor -c " + there.label());
        }
    }

    private int move(Guest guest, MigrationRequest plain) {
        MigrationRequest request = suspended ? plain : plain.live();
        request = persistent ? request.persistent() : request;
        request = undefineSource ? request.undefineSource() : request;
        request = autoConverge ? request.autoConverge() : request;
        request = bandwidth > 0 ? request.bandwidthMib(bandwidth) : request;
        request = migrateUri.isPresent() ? request.migrateUri(migrateUri.get()) : request;
        request = unsafe ? request.unsafe() : request;
        if (!disks.isEmpty()) {
            String[] more = disks.subList(1, disks.size()).toArray(String[]::new);
            request = request.copyingDisks(disks.getFirst(), more);
        }
        JobWatch watch = new JobWatch(out(), "migration of " + guest.name());
        MigrationView view = new MigrationView(watch);
        Migration migration = request.start();
        return watch.await(migration, () -> migration.await(FOREVER, JobWatch.INTERVAL, view::show));
    }
}
