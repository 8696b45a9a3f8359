package dev.guestwire.job;

import dev.guestwire.Guest;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.remote.DomainBackupGetXmlDesc;
import dev.guestwire.protocol.remote.DomainGetBlockInfo;
import dev.guestwire.snapshot.Checkpoint;
import dev.guestwire.xml.domain.DomainBackup;
import dev.guestwire.xml.domain.DomainBackup.BackupDisk;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a backup makes: its files, as the daemon knows them while it goes on, and its checkpoint. */
final class BackupFiles {
    /** The fact of a reference: the backup's identity. */
    static final String IDENTITY = "backup";

    /** The fact of a reference: the checkpoint that goes with a backup that does not complete, and its time. */
    static final String CHECKPOINT = "checkpoint";

    private static final char AT = '@';

    private final Guest guest;

    BackupFiles(Guest guest) {
        this.guest = guest;
    }

    /** {@return the backup that the guest has now: {@code virDomainBackupGetXMLDesc}} */
    Optional<DomainBackup> running() {
        try {
            return Optional.of(definition());
        } catch (WrongStateException | NotFoundException off) {
            return Optional.empty();
        } catch (CallFailedException none) {
            if (none.code().equals(ErrorCode.NO_DOMAIN_BACKUP)) {
                return Optional.empty();
            }
            throw none;
        }
    }

    DomainBackup definition() {
        return DomainBackup.parse(
                guest.host().call(new DomainBackupGetXmlDesc(guest.handle(), 0)).xml());
    }

    /** {@return what no other backup of the same run of the guest has: libvirt never numbers two files of a run alike} */
    static String identity(DomainBackup backup) {
        return taken(backup).stream()
                .map(disk -> disk.name().orElse("")
                        + AT
                        + disk.index().map(String::valueOf).orElseGet(() -> file(disk)))
                .collect(Collectors.joining(" "));
    }

    private static List<BackupDisk> taken(DomainBackup backup) {
        return backup.disks().stream()
                .filter(disk -> !disk.backup().equals(Optional.of(false)))
                .toList();
    }

    private static String file(BackupDisk disk) {
        return disk.target().file().or(() -> disk.scratch().file()).orElse("");
    }

    /** {@return whether a backup has the disks and the files that were asked for} */
    static boolean isAsAsked(DomainBackup seen, DomainBackup asked) {
        List<BackupDisk> there = taken(seen);
        return taken(asked).stream()
                .allMatch(wanted -> there.stream()
                        .filter(disk -> disk.name().equals(wanted.name()))
                        .anyMatch(disk -> file(wanted).isEmpty() || file(disk).equals(file(wanted))));
    }

    /**
     * Returns when QEMU has closed the files of a backup whose end was told. libvirt 9.0 to 11.3 tell the end first, and have
     * QEMU close the last file while they hold the guest's lock: {@code virDomainGetBlockInfo} waits for that lock, and then
     * asks QEMU.
     *
     * @param disks names of disks of the backup; none: those are not known
     */
    void awaitClosed(List<String> disks) {
        if (disks.isEmpty()) {
            guest.job().info();
        } else {
            guest.host().call(new DomainGetBlockInfo(guest.handle(), disks.getFirst(), 0));
        }
    }

    /** {@return which disk failed, as a part of a reason} */
    static String inWords(List<String> disks) {
        return switch (disks.size()) {
            case 0 -> "";
            case 1 -> " (disk " + disks.getFirst() + ")";
            default -> " (one of the disks " + String.join(", ", disks) + ")";
        };
    }

    /** {@return the disks of an identity} */
    static List<String> disks(String identity) {
        return List.of(identity.split(" ")).stream()
                .map(part -> part.substring(0, Math.max(0, part.indexOf(AT))))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** {@return the names of the disks that take part} */
    static List<String> names(DomainBackup asked) {
        return taken(asked).stream().flatMap(disk -> disk.name().stream()).toList();
    }

    /** {@return the files that are written, for a reason; empty if none is} */
    static String targets(DomainBackup asked) {
        return taken(asked).stream()
                .flatMap(disk -> disk.target().file().stream())
                .collect(Collectors.joining(", "));
    }

    /** {@return the fact that names a checkpoint: a later one of the same name has another time} */
    String dated(String checkpoint) {
        return checkpoint + AT + time(new Checkpoint(guest, checkpoint));
    }

    private static String time(Checkpoint point) {
        return point.definition()
                .creationTime()
                .map(time -> Long.toString(time.getEpochSecond()))
                .orElse("");
    }

    /** Deletes the checkpoint of a backup that did not complete. {@return what became of it, as a part of a reason} */
    String withoutCheckpoint(String dated) {
        int at = dated.lastIndexOf(AT);
        Checkpoint point = new Checkpoint(guest, dated.substring(0, at));
        try {
            if (!time(point).equals(dated.substring(at + 1))) {
                return "its checkpoint " + point.name() + " is gone: there is a later one of that name";
            }
            point.delete();
            return "its checkpoint " + point.name() + " was deleted";
        } catch (NotFoundException gone) {
            return "its checkpoint " + point.name() + " is gone";
        } catch (LibvirtException refused) {
            return "its checkpoint " + point.name() + " is left, delete it before the next backup: "
                    + refused.getMessage();
        }
    }
}
