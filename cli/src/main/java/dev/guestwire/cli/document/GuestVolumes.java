package dev.guestwire.cli.document;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.storage.StorageVolume;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.storage.StorageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The volumes below disks of a guest, which go with it.
 *
 * @param volumes those that a pool has
 * @param left what the other disks have, which nobody but its owner can remove
 */
record GuestVolumes(List<StorageVolume> volumes, List<String> left) {
    /** {@return the volumes of all disks of a guest} */
    static GuestVolumes all(Guest guest) {
        return of(guest, disks(guest));
    }

    /** {@return the volumes of some disks of a guest} A disk is named by its target or its source. */
    static GuestVolumes some(Guest guest, List<String> words) {
        List<Disk> wanted = new ArrayList<>();
        for (String word : words) {
            wanted.add(disks(guest).stream()
                    .filter(disk -> disk.target().equals(Optional.of(word))
                            || path(disk.source()).equals(Optional.of(word)))
                    .findFirst()
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.NOT_FOUND,
                            "guest " + guest.name() + " has no disk '" + word + "'; nothing was removed",
                            "guestwire disk info " + guest.name() + " shows its disks")));
        }
        return of(guest, wanted);
    }

    private static List<Disk> disks(Guest guest) {
        return guest.definition(Flag.Xml.INACTIVE).devices().stream()
                .filter(Disk.class::isInstance)
                .map(Disk.class::cast)
                .toList();
    }

    private static GuestVolumes of(Guest guest, List<Disk> disks) {
        GuestVolumes all = new GuestVolumes(new ArrayList<>(), new ArrayList<>());
        for (Disk disk : disks) {
            StorageSource source = disk.source();
            Optional<String> path = path(source);
            Optional<StorageVolume> volume = source.pool().isPresent()
                    ? guest.host()
                            .storage()
                            .findPool(source.pool().get())
                            .flatMap(pool -> source.volume().flatMap(pool::findVolume))
                    : path.flatMap(guest.host().storage()::findVolumeByPath);
            volume.ifPresent(all.volumes::add);
            if (volume.isEmpty()) {
                path.or(source::volume).ifPresent(all.left::add);
            }
        }
        return all;
    }

    private static Optional<String> path(StorageSource source) {
        return source.file()
                .or(source::device)
                .or(source::directory)
                .or(source::name)
                .or(source::path);
    }

    /** Removes them; {@return what was not, and why} One that is not removed does not keep it from the others. */
    List<String> remove(boolean wipe, StorageVolume.Delete... flags) {
        List<String> failures = new ArrayList<>();
        for (StorageVolume volume : volumes) {
            try {
                if (wipe) {
                    volume.wipe();
                }
                volume.delete(flags);
            } catch (LibvirtException refused) {
                failures.add(volume.poolName() + "/" + volume.name() + ": " + refused.getMessage());
            }
        }
        return failures;
    }
}
