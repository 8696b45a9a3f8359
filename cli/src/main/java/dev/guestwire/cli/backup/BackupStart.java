package dev.guestwire.cli.backup;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.GuestVerb;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.cli.document.Document;
import dev.guestwire.cli.job.JobReport;
import dev.guestwire.cli.job.JobWatch;
import dev.guestwire.cli.output.Row;
import dev.guestwire.job.Backup;
import dev.guestwire.job.BackupRequest;
import dev.guestwire.job.NbdServer;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.domain.DomainBackup;
import dev.guestwire.xml.domain.DomainBackup.BackupDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code backup start}. */
@Command(
        name = "start",
        aliases = "begin",
        description = {
            "Backs up disks of a running guest, as they are at this moment, and waits for the end.",
            "Ctrl-C asks the daemon to give it up. Without --disk and --xml: all disks that the guest can write, into files"
                    + " beside theirs. With --pull the daemon serves the disks for others to read, until guestwire backup"
                    + " finish."
        },
        mixinStandardHelpOptions = true)
final class BackupStart extends GuestVerb {
    @Parameters(index = "1", arity = "0..1", hidden = true, paramLabel = "FILE")
    private Optional<Path> document = Optional.empty();

    @Option(names = "--xml", paramLabel = "FILE", description = "The backup's document: mode, disks, server.")
    private Optional<Path> xml = Optional.empty();

    @Option(
            names = "--disk",
            paramLabel = "DISK[=FILE[:FORMAT]]",
            description =
                    "A disk, the file on the host that takes it (with --pull: what the guest writes meanwhile), and"
                            + " the file's format, qcow2 if not said.")
    private List<String> disks = List.of();

    @Option(
            names = "--checkpoint",
            paramLabel = "NAME",
            description =
                    "Makes a checkpoint, for the next one to begin at. It is deleted if the backup does not complete.")
    private Optional<String> checkpoint = Optional.empty();

    @Option(names = "--keep-checkpoint", description = "Keeps the checkpoint of a backup that fails or is cancelled.")
    private boolean keepsCheckpoint;

    @Option(
            names = {"--incremental", "--since"},
            paramLabel = "CHECKPOINT",
            description = "Only what was written since that checkpoint.")
    private Optional<String> since = Optional.empty();

    @Option(names = "--reuse-external", description = "The files exist already.")
    private boolean reuse;

    @Option(names = "--pull", description = "Serves the disks by NBD; needs --server.")
    private boolean pull;

    @Option(
            names = "--server",
            paramLabel = "ADDRESS",
            description = "Where: HOST:PORT, HOST, or the path of a socket.")
    private Optional<String> server = Optional.empty();

    @Option(names = "--background", description = "Does not wait; guestwire job watch takes what is printed.")
    private boolean background;

    BackupStart() {}

    @Override
    protected int run(Guest guest) throws Exception {
        if (!guest.isActive()) {
            throw new CommandFailure(
                    ExitCode.WRONG_STATE,
                    "guest " + guest.name() + " does not run; its disks can be copied as they are",
                    "guestwire disk info " + guest.name() + " shows them, guestwire start " + guest.name()
                            + " starts it");
        }
        Optional<Path> file = xml.or(() -> document);
        if (file.isPresent() && !(disks.isEmpty() && since.isEmpty() && server.isEmpty() && !pull)) {
            throw wrong("A document says all: --disk, --incremental, --pull and --server do not go with it");
        }
        BackupRequest plain = guest.job().backup();
        plain = checkpoint.isPresent() ? plain.checkpoint(checkpoint.get()) : plain;
        plain = keepsCheckpoint ? plain.keepingCheckpoint() : plain;
        plain = reuse ? plain.reusingFiles() : plain;
        JobWatch watch = new JobWatch(out(), "backup of " + guest.name());
        BackupRequest request = plain;
        Backup backup;
        List<BackupDisk> parts;
        boolean pulled = pull;
        if (file.isPresent()) {
            DomainBackup written = read(file.get());
            parts = written.disks();
            pulled = isPull(written);
            backup = watch.begin(err(), guest.name(), () -> asWritten(request, written));
        } else {
            parts = disks.isEmpty()
                    ? BackupPart.all(guest)
                    : disks.stream().map(word -> BackupPart.parse(guest, word)).toList();
            backup = watch.begin(err(), guest.name(), () -> asSaid(request, parts));
        }
        if (pulled && watch.leaves()) {
            return served(guest, backup, definition(backup));
        }
        return pushed(watch, backup, parts);
    }

    private int pushed(JobWatch watch, Backup backup, List<BackupDisk> parts) {
        List<Row> files = parts.stream()
                .filter(disk -> !disk.backup().equals(Optional.of(false)))
                .map(disk -> new Row()
                        .with("disk", disk.name())
                        .with("file", disk.target().file()))
                .toList();
        if (background && watch.leaves()) {
            String title = "backup of " + backup.guest().name();
            out().line(backup.ref().toString(), new JobReport(title, backup).row(new Row().with("files", files)));
            return ExitCode.OK;
        }
        watch.with("files", files);
        return watch.await(backup, () -> backup.await(JobWatch.FOREVER, JobWatch.INTERVAL, watch::progress));
    }

    private static DomainBackup read(Path file) throws IOException {
        return new DomainBackup(Document.parse(Document.read(file), file.toString()));
    }

    /** A pushed one may be over. */
    private static DomainBackup definition(Backup backup) {
        return backup.outcome().isPresent() ? new DomainBackup(Element.of("domainbackup")) : backup.definition();
    }

    private static boolean isPull(DomainBackup written) {
        return written.mode().equals(Optional.of("pull"));
    }

    private static Backup asWritten(BackupRequest plain, DomainBackup document) {
        if (document.serverTls().equals(Optional.of(true))) {
            throw new CommandFailure(
                    ExitCode.FAILED, "a backup served by TLS cannot be begun by this command", "virsh can");
        }
        BackupRequest request = plain;
        for (BackupDisk disk : document.disks()) {
            request = request.disk(disk);
        }
        request = document.incremental().isPresent()
                ? request.since(document.incremental().get())
                : request;
        if (!isPull(document)) {
            return request.push();
        }
        return request.pull(
                document.serverSocket().isPresent()
                        ? NbdServer.unix(Path.of(document.serverSocket().get()))
                        : NbdServer.tcp(
                                document.serverName().orElse("localhost"),
                                document.serverPort().orElse(BackupServer.PORT)));
    }

    private Backup asSaid(BackupRequest plain, List<BackupDisk> parts) {
        BackupRequest request = since.isPresent() ? plain.since(since.get()) : plain;
        for (BackupDisk disk : parts) {
            request = request.disk(disk);
        }
        if (pull) {
            return request.pull(BackupServer.parse(server.orElseThrow(
                    () -> wrong("--pull needs --server: HOST:PORT, HOST, or the path of a socket"))));
        }
        if (server.isPresent()) {
            throw wrong("--server is for --pull");
        }
        return request.push();
    }

    private int served(Guest guest, Backup backup, DomainBackup begun) {
        List<Row> exports = begun.disks().stream()
                .filter(disk -> !disk.backup().equals(Optional.of(false)))
                .map(disk -> new Row()
                        .with("disk", disk.name())
                        .with("export", disk.exportName().or(disk::name))
                        .with("uri", BackupServer.uri(begun, disk)))
                .toList();
        List<String> lines = new ArrayList<>(exports.stream()
                .map(row -> row.value("disk") + " is served at " + row.value("uri"))
                .toList());
        lines.add("guestwire backup finish " + guest.name() + " ends it");
        Row row = row(guest).with("ref", backup.ref()).with("exports", exports);
        out().lines(lines, row);
        return ExitCode.OK;
    }
}
