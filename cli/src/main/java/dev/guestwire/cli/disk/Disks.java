package dev.guestwire.cli.disk;

import dev.guestwire.Guest;
import dev.guestwire.block.BlockDevice;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.xml.device.Disk;
import java.util.List;
import java.util.Optional;

/** Finds disks of a guest by their targets. */
final class Disks {
    private Disks() {}

    /** {@return the disks that are meant: all, or the one of a target} */
    static List<Disk> of(Guest guest, Optional<String> target) {
        List<Disk> all = guest.devices(Disk.class);
        if (target.isEmpty()) {
            return all;
        }
        List<Disk> found =
                all.stream().filter(disk -> disk.target().equals(target)).toList();
        if (found.isEmpty()) {
            throw Lookup.missing(
                    "disk",
                    target.get(),
                    () -> all.stream().flatMap(disk -> disk.target().stream()).toList());
        }
        return found;
    }

    static BlockDevice one(Guest guest, String target) {
        return guest.disk(of(guest, Optional.of(target)).getFirst().target().orElse(target));
    }
}
