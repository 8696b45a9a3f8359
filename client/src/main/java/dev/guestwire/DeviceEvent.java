package dev.guestwire;

import java.util.Optional;

/** Something about a device of a guest. An alias is libvirt's own name for a device of an active guest. */
public sealed interface DeviceEvent extends GuestEvent {
    /**
     * Event 4: a disk failed to read or write. {@link IoFailedWithReason} comes with it.
     *
     * @param path the file or device behind the disk
     * @param alias the disk
     * @param action what libvirt did with the guest
     */
    record IoFailed(Guest guest, String path, String alias, Coded<IoAction> action) implements DeviceEvent {}

    /**
     * Event 6: a disk failed to read or write.
     *
     * @param path the file or device behind the disk
     * @param alias the disk
     * @param action what libvirt did with the guest
     * @param reason why it failed, such as {@code enospc}; empty if libvirt cannot tell
     */
    record IoFailedWithReason(Guest guest, String path, String alias, Coded<IoAction> action, String reason)
            implements DeviceEvent {}

    /** What is done when a disk fails. */
    enum IoAction {
        /** Nothing. */
        NONE,
        /** The guest was paused. */
        PAUSE,
        /** The guest was told. */
        REPORT,
        UNKNOWN
    }

    /**
     * Event 9: a disk was started with another source, or without one, because its source was missing.
     *
     * @param oldPath the missing source
     * @param newPath the new source
     * @param alias the disk
     * @param reason what was done
     */
    record DiskChanged(
            Guest guest,
            Optional<String> oldPath,
            Optional<String> newPath,
            String alias,
            Coded<DiskChanged.Reason> reason)
            implements DeviceEvent {
        /** What was done with a disk whose source was missing. */
        public enum Reason {
            /** The guest started without the source. */
            CHANGED_MISSING_ON_START,
            /** The guest started without the disk. */
            DROPPED_MISSING_ON_START,
            UNKNOWN
        }
    }

    /**
     * Event 10: a removable disk's tray moved.
     *
     * @param alias the disk
     * @param tray how the tray is now
     */
    record TrayMoved(Guest guest, String alias, Coded<TrayMoved.Tray> tray) implements DeviceEvent {
        /** How a tray is. */
        public enum Tray {
            OPEN,
            CLOSED,
            UNKNOWN
        }
    }

    /**
     * Event 15: a device is gone from the running guest.
     *
     * @param alias the device
     */
    record Removed(Guest guest, String alias) implements DeviceEvent {}

    /**
     * Event 19: a device was added to the running guest.
     *
     * @param alias the device
     */
    record Added(Guest guest, String alias) implements DeviceEvent {}

    /**
     * Event 22: the guest did not let go of a device; it stays.
     *
     * @param alias the device
     */
    record RemovalFailed(Guest guest, String alias) implements DeviceEvent {}

    /**
     * Event 24: a disk was written beyond the threshold that was set for it.
     *
     * @param disk the disk's target, such as {@code vda}, with {@code [n]} for a backing file
     * @param path the file or device, if it is one
     * @param threshold the threshold, in bytes
     * @param excess how far beyond it, in bytes
     */
    record BlockThresholdPassed(Guest guest, String disk, Optional<String> path, long threshold, long excess)
            implements DeviceEvent {}

    /**
     * Event 26: a memory device changed its size.
     *
     * @param alias the memory device
     * @param sizeKib its size now, in KiB
     */
    record MemorySizeChanged(Guest guest, String alias, long sizeKib) implements DeviceEvent {}

    /**
     * Event 27, since libvirt 11.2: the guest gave a network interface another address.
     *
     * @param alias the interface
     * @param oldMac its address before
     * @param newMac its address now
     */
    record MacChanged(Guest guest, String alias, String oldMac, String newMac) implements DeviceEvent {}

    /**
     * Event 28, since libvirt 12.4: a virtual CPU is gone from the running guest.
     *
     * @param vcpu its number
     */
    record VcpuRemoved(Guest guest, int vcpu) implements DeviceEvent {}
}
