package org.example.guests;

import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.storage.StoragePool;
import dev.guestwire.storage.StorageVolume;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.device.CharDevice;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.device.NetworkInterface;
import dev.guestwire.xml.domain.Domain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Makes a guest out of an image that others share, and waits until its agent answers. */
public final class ProvisionGuest {
    private ProvisionGuest() {}

    /** The guest's disk begins as the image; what the guest writes is kept in the disk alone. */
    public static StorageVolume disk(StoragePool pool, String guest, StorageVolume image, Size size) {
        return pool.createVolume(dev.guestwire.xml.storage.StorageVolume.of(guest + ".qcow2", size, "qcow2")
                .withTarget(target -> target.withCompatibility("1.1"))
                .withBackingStore(backing -> backing.withPath(image.path()).withFormat("qcow2")));
    }

    /** The seed is a small ISO image with the guest's name, users and keys, as cloud-init reads them. */
    public static StorageVolume seed(StoragePool pool, String guest, Path iso) throws IOException {
        Size size = Size.bytes(Files.size(iso));
        StorageVolume seed =
                pool.createVolume(dev.guestwire.xml.storage.StorageVolume.of(guest + "-seed.iso", size, "raw"));
        seed.content().upload(iso);
        return seed;
    }

    /** What the guest consists of. */
    public static Domain definition(String name, StorageVolume disk, StorageVolume seed) {
        return Domain.of("kvm", name, Size.gib(2), 2)
                .withOs(os -> os.withArch("x86_64").withMachine("q35"))
                .withDevice(Disk.file(disk.path(), "qcow2").withTarget("vda", Disk.Bus.VIRTIO))
                .withDevice(Disk.cdrom(seed.path()).withTarget("sda"))
                .withDevice(NetworkInterface.network("default"))
                .withDevice(CharDevice.agentChannel())
                .withDevice(CharDevice.serial());
    }

    /** Returns when the guest's agent answers: its system has booted. */
    public static Guest start(Host host, Domain definition) throws InterruptedException {
        Guest guest = host.define(definition);
        guest.start();
        guest.agent().awaitAnswer(Duration.ofMinutes(5));
        return guest;
    }
}
