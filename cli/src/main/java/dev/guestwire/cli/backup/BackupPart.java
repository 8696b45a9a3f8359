package dev.guestwire.cli.backup;

import dev.guestwire.Guest;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.domain.DomainBackup.BackupDisk;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A disk that is backed up. */
final class BackupPart {
    private static final Pattern FORM = Pattern.compile("([^=]+)(?:=(.+?)(?::(qcow2|raw))?)?");

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private BackupPart() {}

    /** {@return the disk of a word such as {@code vda=/backup/vda.qcow2:qcow2}, or {@code vda}} */
    static BackupDisk parse(Guest guest, String word) {
        Matcher matcher = FORM.matcher(word);
        if (!matcher.matches()) {
            throw new CommandFailure(ExitCode.USAGE, "'" + word + "' is not such as vda=/backup/vda.qcow2", "");
        }
        String target = matcher.group(1);
        List<Disk> disks = guest.devices(Disk.class);
        Disk disk = disks.stream()
                .filter(one -> one.target().equals(Optional.of(target)))
                .findFirst()
                .orElseThrow(() -> Lookup.missing(
                        "disk",
                        target,
                        () -> disks.stream()
                                .flatMap(one -> one.target().stream())
                                .toList()));
        String file = matcher.group(2);
        if (file == null) {
            return beside(disk);
        }
        String format = matcher.group(3) == null ? "qcow2" : matcher.group(3);
        return part(target, Path.of(file).toAbsolutePath().toString(), format);
    }

    /** {@return the disks that the guest can write} */
    static List<BackupDisk> all(Guest guest) {
        List<BackupDisk> disks = guest.devices(Disk.class).stream()
                .filter(disk -> !disk.readOnly() && disk.device().equals("disk"))
                .map(BackupPart::beside)
                .toList();
        if (disks.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "guest " + guest.name() + " has no disk to back up",
                    "guestwire disk info " + guest.name() + " shows its disks");
        }
        return disks;
    }

    /** In a file beside that of the disk, with the time in its name. */
    private static BackupDisk beside(Disk disk) {
        String target = disk.target().orElse("");
        String file = disk.source()
                .file()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "disk " + target + " is no file; say where to: --disk " + target + "=FILE",
                        ""));
        return part(target, file + "." + STAMP.format(Instant.now()), "qcow2");
    }

    private static BackupDisk part(String target, String file, String format) {
        return new BackupDisk(Element.of("disk"))
                .withName(target)
                .withBackup(true)
                .withType("file")
                .withDriverType(format)
                .withTarget(source -> source.withFile(file));
    }
}
