package dev.guestwire.agent;

import dev.guestwire.protocol.remote.DomainFsinfo;
import java.util.List;

/**
 * A file system that is mounted in a guest.
 *
 * @param mountPoint where it is mounted
 * @param name the guest's name of the block device, such as {@code vda1}
 * @param type such as {@code ext4}
 * @param disks the targets of the guest's disks it is on, such as {@code vda}; empty if the agent cannot tell
 */
public record MountedFilesystem(String mountPoint, String name, String type, List<String> disks) {
    /** Copies the list. */
    public MountedFilesystem {
        disks = List.copyOf(disks);
    }

    static MountedFilesystem of(DomainFsinfo told) {
        return new MountedFilesystem(told.mountpoint(), told.name(), told.fstype(), told.devAliases());
    }
}
