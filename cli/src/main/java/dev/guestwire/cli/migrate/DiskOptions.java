package dev.guestwire.cli.migrate;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.migration.MigrationRequest;
import dev.guestwire.migration.StorageCopy;
import dev.guestwire.xml.device.Disk;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The disks that are copied to the destination. */
final class DiskOptions {
    @Option(
            names = {"--copy-storage", "--migrate-disks"},
            paramLabel = "DISK",
            split = ",",
            description = "Copies these disks, with all that they stand on.")
    private List<String> disks = List.of();

    @Option(
            names = "--copy-storage-all",
            description = "Copies all disks that the guest can write, but for those it shares with other guests.")
    private boolean all;

    @Option(
            names = "--copy-storage-inc",
            description =
                    "As --copy-storage-all, or of the disks named, but only the top image of each: those below are"
                            + " at the destination.")
    private boolean incremental;

    @Option(
            names = {"--copy-storage-synchronous-writes", "--synchronous-writes"},
            description = "A write of the guest ends when the destination has it, too.")
    private boolean synchronous;

    @Option(names = "--disks-port", paramLabel = "PORT", description = "The port of the destination for disks.")
    private int port;

    @Option(names = "--disks-uri", paramLabel = "URI", description = "Where the disks travel to: tcp://… or unix:///…")
    private Optional<String> uri = Optional.empty();

    DiskOptions() {}

    MigrationRequest of(Guest guest, MigrationRequest request) {
        if (disks.isEmpty() && !all && !incremental) {
            return request;
        }
        List<Disk> there = guest.devices(Disk.class);
        List<String> names = targets(there.stream());
        List<String> wanted = disks.isEmpty() ? targets(there.stream().filter(DiskOptions::isItsOwn)) : disks;
        if (wanted.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "guest " + guest.name() + " has no disk to copy",
                    "guestwire disk info " + guest.name() + " shows its disks");
        }
        wanted.stream().filter(disk -> !names.contains(disk)).findFirst().ifPresent(missing -> {
            throw Lookup.missing("disk", missing, () -> names);
        });
        String[] more = wanted.subList(1, wanted.size()).toArray(String[]::new);
        StorageCopy copy = incremental
                ? StorageCopy.incremental(wanted.getFirst(), more)
                : StorageCopy.of(wanted.getFirst(), more);
        copy = synchronous ? copy.synchronousWrites() : copy;
        copy = port > 0 ? copy.port(port) : copy;
        return request.copying(uri.isPresent() ? copy.uri(uri.get()) : copy);
    }

    private static boolean isItsOwn(Disk disk) {
        return !disk.readOnly() && !disk.shareable() && !disk.device().equals("cdrom");
    }

    private static List<String> targets(Stream<Disk> disks) {
        return disks.flatMap(disk -> disk.target().stream()).toList();
    }
}
