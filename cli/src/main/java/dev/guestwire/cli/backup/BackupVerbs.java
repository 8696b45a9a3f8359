package dev.guestwire.cli.backup;

import dev.guestwire.Guest;
import dev.guestwire.JobEvent;
import dev.guestwire.Subscription;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GroupVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.job.JobRow;
import dev.guestwire.cli.output.Row;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.remote.DomainBackupGetXmlDesc;
import dev.guestwire.xml.domain.DomainBackup;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code backup}. */
@Command(
        name = "backup",
        description = "Backups of the disks of a running guest.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = BackupStart.class)
public final class BackupVerbs extends GroupVerb {
    private static final int PATIENCE = 30;

    /** Creates the verb. */
    public BackupVerbs() {}

    @Command(
            name = "info",
            description = "Tells how far the backup of a guest is, or with --completed how the last one ended.",
            mixinStandardHelpOptions = true)
    int info(
            @Parameters(paramLabel = "GUEST") String name,
            @Option(names = "--completed", description = "The last job that ended.") boolean completed)
            throws Exception {
        return onGuest(name, guest -> {
            if (completed) {
                out().card(JobRow.of(
                        row(guest),
                        guest.job().completed().orElseGet(() -> guest.job().info())));
                return;
            }
            DomainBackup definition = DomainBackup.parse(xml(guest));
            List<Row> disks = definition.disks().stream().map(BackupVerbs::disk).toList();
            out().card(JobRow.of(
                    row(guest).with("mode", definition.mode()).with("disks", disks),
                    guest.job().info()));
        });
    }

    private static Row disk(DomainBackup.BackupDisk disk) {
        return new Row()
                .with("disk", disk.name())
                .with("file", disk.target().file().or(() -> disk.scratch().file()))
                .with("export", disk.exportName());
    }

    @Command(
            name = "xml",
            aliases = "dumpxml",
            description = "Shows the document of the backup that goes on, with what libvirt chose.",
            mixinStandardHelpOptions = true)
    int document(@Parameters(paramLabel = "GUEST") String name) throws Exception {
        return onGuest(name, guest -> out().text("xml", xml(guest), row(guest)));
    }

    @Command(
            name = "finish",
            description = "Ends a backup that was served with --pull, when all is read.",
            mixinStandardHelpOptions = true)
    int finish(@Parameters(paramLabel = "GUEST") String name) throws Exception {
        return end(name, "pull", "this one is pushed, and ends by itself; guestwire backup cancel gives it up");
    }

    @Command(
            name = "cancel",
            aliases = "abort",
            description = "Gives up a backup that goes on. Its files are of no use then.",
            mixinStandardHelpOptions = true)
    int cancel(@Parameters(paramLabel = "GUEST") String name) throws Exception {
        return end(name, "", "");
    }

    private int end(String name, String mode, String otherwise) throws Exception {
        return onGuest(name, guest -> {
            DomainBackup definition = DomainBackup.parse(xml(guest));
            if (!mode.isEmpty() && !definition.mode().equals(Optional.of(mode))) {
                throw new CommandFailure(
                        ExitCode.WRONG_STATE, "backup of guest " + guest.name() + ": " + otherwise, "");
            }
            CountDownLatch ended = new CountDownLatch(1);
            try (Subscription end = guest.onEvent(JobEvent.JobCompleted.class, event -> {
                if (event.operation().is(JobEvent.JobCompleted.Operation.BACKUP)) {
                    ended.countDown();
                }
            })) {
                guest.job().abort();
                if (!ended.await(PATIENCE, TimeUnit.SECONDS)) {
                    throw new CommandFailure(
                            ExitCode.UNKNOWN,
                            "the backup of guest " + guest.name() + " was asked to end, and has not said that it did",
                            "guestwire backup info " + guest.name());
                }
            }
            out().done("the backup has ended", row(guest).with("mode", definition.mode()));
        });
    }

    private static String xml(Guest guest) {
        try {
            return guest.host()
                    .call(new DomainBackupGetXmlDesc(guest.handle(), 0))
                    .xml();
        } catch (NotFoundException none) {
            throw new CommandFailure(
                    ExitCode.WRONG_STATE,
                    "no backup of guest " + guest.name() + " goes on",
                    "guestwire backup start " + guest.name());
        }
    }
}
