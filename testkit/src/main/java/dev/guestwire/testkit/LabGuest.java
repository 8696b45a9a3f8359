package dev.guestwire.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * A small guest, ready to be defined: nothing but its disks exists yet. Its Linux mounts an ext4 file system on the
 * first disk (made when the disk is blank), runs a guest agent, obeys the power button and prints to the serial log.
 *
 * @param name its name
 * @param uuid its identity
 * @param xml its definition, for {@code virDomainDefineXML} or {@code virDomainCreateXML}
 * @param disks its disk images, as vda, vdb and so on
 * @param serialLog the file its console writes to, once it runs
 * @param image the kernel and file system it boots
 */
public record LabGuest(String name, UUID uuid, String xml, List<Path> disks, Path serialLog, GuestImage image) {
    /** What the guest prints to its serial log when its agent has been started. */
    public static final String READY = "guestwire guest ready";

    /** Creates a guest; the list is copied. */
    public LabGuest {
        disks = List.copyOf(disks);
    }
}
