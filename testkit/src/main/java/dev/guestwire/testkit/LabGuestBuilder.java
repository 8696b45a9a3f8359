package dev.guestwire.testkit;

import dev.guestwire.testkit.error.LabException;
import dev.guestwire.testkit.error.MissingPrerequisiteException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a small guest shall have. Not for several threads. */
public final class LabGuestBuilder {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,49}");

    /** The plain model lacks a source of randomness, without which making a file system takes the guest seconds. */
    private static final String TCG_CPU = "<cpu mode='custom' match='exact' check='none'>"
            + "<model fallback='forbid'>qemu64</model><feature policy='require' name='rdrand'/></cpu>";

    private final Lab lab;
    private final String name;
    private final List<NewDisk> disks = new ArrayList<>();
    private final StringBuilder devices = new StringBuilder();
    private int memory = 192;
    private int vcpus = 1;
    private boolean emulated;

    LabGuestBuilder(Lab lab, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a name for a lab's guest: " + name);
        }
        this.lab = lab;
        this.name = name;
    }

    /** Gives it so many MiB of memory, 192 when nothing is said. */
    public LabGuestBuilder memory(int mebibytes) {
        memory = mebibytes;
        return this;
    }

    /** Gives it so many processors, one when nothing is said. */
    public LabGuestBuilder vcpus(int count) {
        vcpus = count;
        return this;
    }

    /** Adds a qcow2 disk of so many MiB; the first is vda. */
    public LabGuestBuilder qcow2Disk(int mebibytes) {
        disks.add(new NewDisk("qcow2", mebibytes));
        return this;
    }

    /** Adds a raw disk of so many MiB; the first is vda. */
    public LabGuestBuilder rawDisk(int mebibytes) {
        disks.add(new NewDisk("raw", mebibytes));
        return this;
    }

    /** Adds any device, as an element of libvirt's. */
    public LabGuestBuilder device(String xml) {
        devices.append("    ").append(xml).append('\n');
        return this;
    }

    /** Uses QEMU's own emulation (TCG) even where KVM may be used. */
    public LabGuestBuilder emulated() {
        emulated = true;
        return this;
    }

    /**
     * Makes the disks. The guest is neither defined nor started. The first guest of a machine has the guest image built.
     *
     * @return the guest
     * @throws MissingPrerequisiteException when this machine lacks programs for the image
     * @throws LabException when the image or a disk cannot be made
     */
    public LabGuest create() {
        GuestImage image = imageInFolder();
        List<Path> files = new ArrayList<>();
        StringBuilder elements = new StringBuilder();
        for (NewDisk disk : disks) {
            String target = "vd" + (char) ('a' + files.size());
            Path file = lab.newDisk(name + "-" + target + "." + disk.format(), disk.format(), disk.mebibytes());
            elements.append(diskElement(disk.format(), file, target));
            files.add(file);
        }
        Path serialLog = lab.folder().resolve(name + ".serial");
        UUID uuid = UUID.randomUUID();
        return new LabGuest(name, uuid, definition(uuid, image, elements, serialLog), files, serialLog, image);
    }

    private String definition(UUID uuid, GuestImage image, CharSequence diskElements, Path serialLog) {
        boolean kvm = !emulated && lab.hostFolder().user().mayUseKvm();
        String type = kvm ? "kvm" : "qemu";
        String cpu = kvm ? "<cpu mode='host-passthrough'/>" : TCG_CPU;
        return """
                <domain type='%s'>
                  <name>%s</name>
                  <uuid>%s</uuid>
                  <memory unit='MiB'>%d</memory>
                  <vcpu>%d</vcpu>
                  <os>
                    <type arch='x86_64' machine='q35'>hvm</type>
                    <kernel>%s</kernel>
                    <initrd>%s</initrd>
                    <cmdline>console=ttyS0 quiet tsc=reliable no_timer_check mitigations=off cryptomgr.notests</cmdline>
                  </os>
                  <features><acpi/></features>
                  %s
                  <devices>
                %s    <controller type='usb' model='none'/>
                    <controller type='virtio-serial'/>
                    <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
                    <serial type='file'><source path='%s'/></serial>
                    <memballoon model='virtio'/>
                %s  </devices>
                </domain>
                """.formatted(
                        type,
                        name,
                        uuid,
                        memory,
                        vcpus,
                        image.kernel(),
                        image.initramfs(),
                        cpu,
                        diskElements,
                        serialLog,
                        devices);
    }

    /** The daemon's user may not be able to read the cache, which can be in root's home. */
    private GuestImage imageInFolder() {
        GuestImage cached = GuestImage.cached(lab.progress());
        try {
            HostFolder folder = lab.hostFolder();
            return new GuestImage(folder.bring(cached.kernel()), folder.bring(cached.initramfs()));
        } catch (IOException e) {
            throw new LabException("Cannot copy the guest image to " + lab.folder() + ": " + e, e);
        }
    }

    private static String diskElement(String format, Path file, String target) {
        return """
                    <disk type='file' device='disk'>
                      <driver name='qemu' type='%s'/>
                      <source file='%s'/>
                      <target dev='%s' bus='virtio'/>
                    </disk>
                """.formatted(format, file, target);
    }

    private record NewDisk(String format, int mebibytes) {}
}
