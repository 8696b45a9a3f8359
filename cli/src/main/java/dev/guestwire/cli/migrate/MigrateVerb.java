package dev.guestwire.cli.migrate;

import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.command.Target;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.job.JobReport;
import dev.guestwire.cli.job.JobWatch;
import dev.guestwire.cli.job.MigrationView;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.ConnectFailedException;
import dev.guestwire.migration.Migration;
import dev.guestwire.migration.MigrationPhase;
import dev.guestwire.migration.MigrationRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The verb {@code migrate}. */
@Command(
        name = "migrate",
        description = {
            "Moves a guest to another host, while it runs if nothing else is said.",
            "Shows what it waits for: how much is left, how fast that goes, how fast the guest writes against it. Disks"
                    + " are copied if they are asked for, and only those; what they are copied into must be there, or in a"
                    + " pool. Ctrl-C asks the daemon to give it up, and says what came of it."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command.
public final class MigrateVerb extends GuestVerb {
    private static final Duration BEGINNING = Duration.ofMinutes(1);

    @Spec
    private CommandSpec spec;

    @Parameters(index = "1", paramLabel = "DESTINATION", description = "The other host's URI.")
    private String destination;

    @ArgGroup(validate = false, heading = "%nThe guest:%n")
    private GuestOptions guestOptions = new GuestOptions();

    @ArgGroup(validate = false, heading = "%nDisks:%n")
    private DiskOptions diskOptions = new DiskOptions();

    @ArgGroup(validate = false, heading = "%nThe way:%n")
    private WayOptions wayOptions = new WayOptions();

    @ArgGroup(validate = false, heading = "%nTo come to an end:%n")
    private EndOptions endOptions = new EndOptions();

    @Option(
            names = "--background",
            description =
                    "Does not wait; guestwire job watch takes what is printed. Only with --p2p, where the daemons lead.")
    private boolean background;

    /** Creates the verb. */
    public MigrateVerb() {}

    @Override
    protected int run(Guest guest) throws Exception {
        refuseRepeated();
        if (!guestOptions.isOffline() && !guest.isActive()) {
            throw new CommandFailure(
                    ExitCode.WRONG_STATE,
                    "guest " + guest.name() + " does not run",
                    "with --offline --persistent its definition moves; guestwire start " + guest.name() + " starts it");
        }
        endOptions.check().ifPresent(wrong -> {
            throw wrong(wrong);
        });
        Target there = settings().target(destination);
        if (wayOptions.isPeerToPeer()) {
            return move(guest, guest.migration(there.uri()));
        }
        if (background) {
            throw wrong("--background needs --p2p: else this command leads the migration, which ends with it");
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

    /** {@return whether nobody interrupted the wait for its beginning} */
    private static boolean isCopying(Migration migration) {
        try {
            migration.awaitPhase(MigrationPhase.COPYING, BEGINNING);
            // a look at it now is what its reference will be known by
            var unused = migration.progress();
            return true;
        } catch (InterruptedException signalled) {
            return false;
        }
    }

    /** picocli begins a group of options anew with one that comes again, and forgets what was said before. */
    private void refuseRepeated() {
        ParseResult parsed = spec.commandLine().getParseResult();
        for (OptionSpec option : spec.options()) {
            long times = parsed.originalArgs().stream()
                    .filter(word -> Stream.of(option.names())
                            .anyMatch(name -> word.equals(name) || word.startsWith(name + "=")))
                    .count();
            if (times > 1 && !option.isMultiValue()) {
                throw wrong(option.longestName() + " is given twice");
            }
        }
    }

    private int move(Guest guest, MigrationRequest plain) throws IOException {
        MigrationRequest request = diskOptions.of(guest, guestOptions.of(plain));
        MigrationRequest asked = endOptions.of(wayOptions.of(request));
        String title = "migration of " + guest.name();
        JobWatch watch = new JobWatch(out(), title)
                .with("destination", settings().target(destination).label());
        Migration migration = watch.begin(err(), guest.name(), asked::start);
        if (background && isCopying(migration) && watch.leaves()) {
            Row there =
                    new Row().with("destination", settings().target(destination).label());
            out().line(migration.ref().toString(), new JobReport(title, migration).row(there));
            return ExitCode.OK;
        }
        MigrationView view = new MigrationView(watch);
        return watch.await(migration, () -> {
            try {
                migration.await(JobWatch.FOREVER, JobWatch.INTERVAL, progress -> {
                    endOptions.look(migration, progress);
                    view.show(progress);
                    view.tell(migration.actions());
                });
            } finally {
                view.tell(migration.actions());
            }
        });
    }
}
