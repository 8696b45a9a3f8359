package dev.guestwire.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.RunningGuest;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.device.Disk;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Devices that go from a guest that QEMU runs. */
class RealDetachmentTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String ROOT = "<controller type='pci' model='pcie-root'/>";
    private static final String PORT = "<controller type='pci' model='pcie-root-port'/>";
    private static final Device CARD = Device.parse("<interface type='user'><mac address='52:54:00:00:00:0b'/>"
            + "<model type='virtio'/><alias name='ua-card'/></interface>");
    private static final Device RNG =
            Device.parse("<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>");

    @LibvirtHost
    static Lab lab;

    @Test
    void devicesGoWhenTheGuestLetsThemGo() throws InterruptedException {
        Disk disk = Disk.file(lab.newDisk("plugged.qcow2", "qcow2", 8).toString(), "qcow2")
                .withTarget("vdx", Disk.Bus.VIRTIO);
        try (RunningGuest running =
                RunningGuest.boot(lab, lab.guest("plugs").qcow2Disk(64).device(ROOT + PORT.repeat(8)))) {
            Guest guest = running.guest;
            for (Device device : new Device[] {disk, CARD, RNG}) {
                Device plugged = guest.attachment(device).await(LONG);
                assertThat(plugged.alias()).isPresent();
                assertThat(guest.definition(Flag.Xml.INACTIVE).selectedBy(device))
                        .hasSize(1);
                goes(guest, device);
            }
            aPausedGuestHoldsOnToIt(guest, disk);
        }
    }

    private static void goes(Guest guest, Device device) throws InterruptedException {
        Detachment detachment =
                guest.detachment(device).attempts(20, Duration.ofSeconds(5)).start();
        assertThat(detachment.await(LONG).isCompleted()).isTrue();
        assertThat(guest.definition().selectedBy(device)).isEmpty();
        assertThat(guest.definition(Flag.Xml.INACTIVE).selectedBy(device)).isEmpty();
        assertThat(guest.host().job(detachment.ref()).outcome()).contains(JobOutcome.completed(Evidence.DEFINITION));
    }

    private static void aPausedGuestHoldsOnToIt(Guest guest, Device device) throws InterruptedException {
        guest.attach(device, Flag.Affect.LIVE);
        guest.suspend();
        Detachment detachment = guest.detachment(device)
                .live()
                .attempts(3, Duration.ofMillis(300))
                .start();
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> detachment.await(Duration.ofSeconds(1)))
                .matches(going -> going.status() == JobNotCompletedException.Status.STILL_RUNNING);
        assertThat(guest.definition().selectedBy(device)).hasSize(1);
        assertThat(guest.state().is(Phase.PAUSED)).isTrue();
        guest.resume();
        assertThat(detachment.await(LONG).isCompleted()).isTrue();
        assertThat(guest.definition().selectedBy(device)).isEmpty();
    }
}
