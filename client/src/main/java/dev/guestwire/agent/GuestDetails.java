package dev.guestwire.agent;

import dev.guestwire.Flag;
import dev.guestwire.protocol.TypedParams;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an agent tells of its guest. What was not asked for, or is not known in the guest, is empty.
 *
 * @param users who is logged in
 * @param operatingSystem what the guest runs
 * @param timezone the time zone of its clock
 * @param hostname its name
 * @param filesystems what is mounted
 * @param disks its disks and their partitions
 * @param interfaces its network interfaces
 * @param load how busy it is; since libvirt 11.2
 * @param others values that this release has no name for
 */
public record GuestDetails(
        List<User> users,
        Optional<OperatingSystem> operatingSystem,
        Optional<Timezone> timezone,
        Optional<String> hostname,
        List<Filesystem> filesystems,
        List<Disk> disks,
        List<Interface> interfaces,
        Optional<Load> load,
        TypedParams others) {
    /** Copies the lists. */
    public GuestDetails {
        users = List.copyOf(users);
        filesystems = List.copyOf(filesystems);
        disks = List.copyOf(disks);
        interfaces = List.copyOf(interfaces);
    }

    /** What can be asked for: {@code virDomainGuestInfoTypes}. */
    public enum Group implements Flag {
        USERS,
        OPERATING_SYSTEM,
        TIMEZONE,
        HOSTNAME,
        FILESYSTEMS,
        DISKS,
        /** Since libvirt 7.10. */
        INTERFACES,
        /** Since libvirt 11.2. */
        LOAD
    }

    /**
     * Somebody who is logged in.
     *
     * @param name the account
     * @param domain the account's domain, on Windows
     * @param login since when, to the millisecond
     */
    public record User(String name, Optional<String> domain, Optional<Instant> login) {}

    /**
     * What a guest runs.
     *
     * @param id such as {@code debian} or {@code mswindows}
     * @param name such as {@code Debian GNU/Linux}
     * @param prettyName such as {@code Debian GNU/Linux 12 (bookworm)}
     * @param version such as {@code 12 (bookworm)}
     * @param versionId such as {@code 12}
     * @param machine the hardware it is for, such as {@code x86_64}
     * @param variant such as {@code Server Edition}
     * @param variantId such as {@code server}
     * @param kernelRelease such as {@code 6.1.0-44-amd64}
     * @param kernelVersion the kernel's build
     */
    public record OperatingSystem(
            Optional<String> id,
            Optional<String> name,
            Optional<String> prettyName,
            Optional<String> version,
            Optional<String> versionId,
            Optional<String> machine,
            Optional<String> variant,
            Optional<String> variantId,
            Optional<String> kernelRelease,
            Optional<String> kernelVersion) {}

    /**
     * The time zone of a guest.
     *
     * @param name such as {@code CET}
     * @param offset how far its clock is ahead of UTC, negative in the west
     */
    public record Timezone(Optional<String> name, Optional<Duration> offset) {}

    /**
     * A mounted file system.
     *
     * @param mountPoint where
     * @param name the guest's name of the block device
     * @param type such as {@code ext4}
     * @param totalBytes its size in bytes
     * @param usedBytes what is used of it, in bytes
     * @param disks the disks it is on
     */
    public record Filesystem(
            String mountPoint,
            String name,
            String type,
            OptionalLong totalBytes,
            OptionalLong usedBytes,
            List<FilesystemDisk> disks) {
        /** Copies the list. */
        public Filesystem {
            disks = List.copyOf(disks);
        }
    }

    /**
     * A disk that holds a file system.
     *
     * @param target the disk's target in the definition, such as {@code vda}
     * @param serial its serial number
     * @param device the guest's device, such as {@code /dev/vda1}
     */
    public record FilesystemDisk(Optional<String> target, Optional<String> serial, Optional<String> device) {}

    /**
     * A disk or partition of a guest.
     *
     * @param name the guest's device, such as {@code /dev/vda}
     * @param isPartition whether it is a part of a disk
     * @param dependencies the devices it stands on
     * @param serial its serial number
     * @param target the disk's target in the definition
     * @param guestAlias another name for it in the guest
     */
    public record Disk(
            String name,
            boolean isPartition,
            List<String> dependencies,
            Optional<String> serial,
            Optional<String> target,
            Optional<String> guestAlias) {
        /** Copies the list. */
        public Disk {
            dependencies = List.copyOf(dependencies);
        }
    }

    /**
     * A network interface of a guest.
     *
     * @param name the guest's name of it, such as {@code eth0}
     * @param mac its MAC address
     * @param addresses its IP addresses
     */
    public record Interface(String name, Optional<String> mac, List<Address> addresses) {
        /** Copies the list. */
        public Interface {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * An IP address.
     *
     * @param type {@code ipv4} or {@code ipv6}
     * @param address as text
     * @param prefix the length of its network's prefix, in bits
     */
    public record Address(String type, String address, int prefix) {}

    /**
     * How many tasks ran or waited, on average.
     *
     * @param oneMinute over the last minute
     * @param fiveMinutes over the last five minutes
     * @param fifteenMinutes over the last quarter of an hour
     */
    public record Load(double oneMinute, double fiveMinutes, double fifteenMinutes) {}
}
