package dev.guestwire.cli.disk;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.block.BlockDevice;
import dev.guestwire.cli.command.CommandFailure;
import dev.guestwire.cli.command.Lookup;
import dev.guestwire.cli.console.ExitCode;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.xml.device.Disk;
import java.util.List;
import java.util.Optional;

/** Finds disks of a guest by their targets. */
final class Disks {
    private Disks() {}

    /** {@return the disks that are meant: all, or the one of a target} */
    static List<Disk> of(Guest guest, Optional<String> target) {
        return found(guest.devices(Disk.class), target);
    }

    /** {@return the disks that are meant, of those that the guest will have at its next start} */
    static List<Disk> stored(Guest guest, Optional<String> target) {
        List<Disk> all = guest.definition(Flag.Xml.INACTIVE).devices().stream()
                .filter(Disk.class::isInstance)
                .map(Disk.class::cast)
                .toList();
        return found(all, target);
    }

    private static List<Disk> found(List<Disk> all, Optional<String> target) {
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

    /** Ends the job of a disk; that there is none is a state of its own. */
    static void end(Guest guest, String target, BlockDevice.Abort... how) {
        BlockDevice device = one(guest, target);
        onJob(guest, device, target, () -> device.abortJob(how));
    }

    /** Limits the job of a disk; that there is none is a state of its own. */
    static void speed(Guest guest, String target, long bytesPerSecond) {
        BlockDevice device = one(guest, target);
        onJob(guest, device, target, () -> device.jobSpeed(bytesPerSecond));
    }

    private static void onJob(Guest guest, BlockDevice device, String target, Runnable change) {
        try {
            change.run();
        } catch (CallFailedException refused) {
            if (device.jobInfo().isEmpty()) {
                throw new CommandFailure(
                        ExitCode.WRONG_STATE,
                        "disk " + target + " of guest " + guest.name() + " has no job",
                        "guestwire disk jobs " + guest.name() + " tells which disks have one");
            }
            throw refused;
        }
    }

    static BlockDevice one(Guest guest, String target) {
        return guest.disk(of(guest, Optional.of(target)).getFirst().target().orElse(target));
    }
}
