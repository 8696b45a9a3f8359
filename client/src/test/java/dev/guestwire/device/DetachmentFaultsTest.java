package dev.guestwire.device;

import static dev.guestwire.FakeHost.SOON;
import static dev.guestwire.FakeHost.WEB;
import static dev.guestwire.device.FakePlugs.end;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.guestwire.FakeHost;
import dev.guestwire.HostOptions;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.remote.DomainAttachDeviceFlags;
import dev.guestwire.protocol.remote.DomainDetachDeviceAlias;
import dev.guestwire.protocol.remote.DomainDetachDeviceFlags;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.xml.device.Device;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Devices that two documents show differently, and daemons that do otherwise than asked. */
class DetachmentFaultsTest {
    private static final String CARD = "<interface type='user'><mac address='52:54:00:00:00:0b'/>%s</interface>";
    private static final String LIVE_CARD = CARD.formatted(
            "<alias name='net1'/><address type='pci' domain='0x0000' bus='0x06' slot='0x00' function='0x0'/>");
    private static final String STORED_CARD =
            CARD.formatted("<address type='pci' domain='0x0000' bus='0x05' slot='0x00' function='0x0'/>");
    private static final String RNG = "<rng model='virtio'><backend model='random'>/dev/random</backend>%s</rng>";
    private static final String FIRST = "<input type='evdev'><source dev='/dev/input/event0'/></input>";
    private static final String SECOND = "<input type='evdev'><source dev='/dev/input/event1'/></input>";

    private final FakePlugs plugs = new FakePlugs(HostOptions.defaults());
    private final FakeHost fake = plugs.fake;

    @AfterEach
    void close() {
        plugs.close();
    }

    private static String rng(int number) {
        return RNG.formatted("<alias name='rng" + number + "'/>");
    }

    @Test
    void bothHalvesLoseItWhicheverIsDescribed() throws Exception {
        for (DetachRequest request : List.of(
                fake.web.detachment(Device.parse(LIVE_CARD)),
                fake.web.detachment(Device.parse(STORED_CARD)),
                fake.web.detachment("net1"))) {
            plugs.devices(LIVE_CARD, STORED_CARD);
            Detachment detachment = request.start();
            assertThat(detachment.alias()).isEqualTo("net1");
            plugs.plugged = "";
            plugs.removed("net1");
            assertThat(end(detachment).isCompleted()).isTrue();
            assertThat(plugs.stored).isEmpty();
        }
    }

    /** The next device often gets the alias at once. */
    @Test
    void anEndedDetachmentIsNotHandedOutForTheNextDeviceOfTheAlias() throws Exception {
        for (int i = 0; i < 300; i++) {
            plugs.devices(LIVE_CARD, STORED_CARD);
            Detachment detachment = fake.web.detachment("net1").start();
            assertThat(detachment.outcome()).as("attempt " + i).isEmpty();
            plugs.plugged = "";
            plugs.removed("net1");
            assertThat(end(detachment).isCompleted()).isTrue();
        }
    }

    @Test
    void whatCannotBeToldApartIsRefused() {
        plugs.devices(rng(0) + rng(1), RNG.formatted(""));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> fake.web.detachment("rng1").start())
                .withMessageContaining("nothing tells which are the same");
        assertThat(fake.daemon.calls(DomainDetachDeviceAlias.class)).isEmpty();
        assertThat(fake.daemon.calls(DomainDetachDeviceFlags.class)).isEmpty();
        assertThatExceptionOfType(InvalidInputException.class)
                .as("nor is the daemon asked, which may take any of them")
                .isThrownBy(() -> fake.web
                        .detachment(Device.parse(
                                RNG.formatted("<address type='pci' domain='0' bus='9' slot='1' function='0'/>")))
                        .live()
                        .start());
        assertThat(fake.daemon.calls(DomainDetachDeviceFlags.class)).isEmpty();
        fake.web.detachment("rng1").live().start().cancel();
        assertThat(fake.daemon.calls(DomainDetachDeviceAlias.class))
                .containsExactly(new DomainDetachDeviceAlias(WEB, "rng1", 1));
    }

    @Test
    void libvirtMayTakeAnotherAndTheDefinitionIsPutBack() {
        plugs.devices("", FIRST + SECOND);
        fake.daemon.on(DomainDetachDeviceFlags.class, call -> {
            plugs.stored = SECOND;
            return Answer.of(Empty.EMPTY);
        });
        JobOutcome end = fake.web
                .detachment(Device.parse(SECOND))
                .persistent()
                .start()
                .outcome()
                .orElseThrow();
        assertThat(end.status()).isEqualTo(JobOutcome.Status.FAILED);
        assertThat(end.reason().orElseThrow())
                .startsWith("libvirt took another device from the definition: ")
                .contains("event0")
                .endsWith("the definition was put back as it was");
        assertThat(plugs.stored).isEqualTo(FIRST + SECOND);
    }

    @Test
    void libvirtMayPutItBack() {
        String mouse = "<input type='mouse' bus='ps2'/>";
        plugs.devices("", mouse);
        fake.daemon.reply(DomainDetachDeviceFlags.class, Empty.EMPTY);
        assertThat(fake.web.detachment(Device.parse(mouse)).persistent().start().outcome())
                .contains(JobOutcome.failed("libvirt put it back into the definition", Evidence.DEFINITION));
    }

    @Test
    void aLaterDeviceOfItsAliasIsNeitherAskedForNorTakenForIt() throws Exception {
        plugs.devices(LIVE_CARD, "");
        Detachment detachment =
                fake.web.detachment("net1").attempts(50, Duration.ofMillis(20)).start();
        JobRef ref = JobRef.parse(detachment.ref().toString());
        plugs.plugged = LIVE_CARD.replace("00:0b", "00:0c");
        assertThat(end(detachment)).isEqualTo(JobOutcome.completed(Evidence.DEFINITION));
        assertThat(fake.host.job(ref).outcome()).contains(JobOutcome.completed(Evidence.DEFINITION));
    }

    @Test
    void anEqualDeviceThatCameAfterItMakesItUnknown() throws Exception {
        plugs.devices(LIVE_CARD, "");
        Detachment detachment = fake.web.detachment("net1").start();
        fake.daemon.nextCall(DomainGetXmlDesc.class, SOON);
        plugs.removed("net1");
        plugs.added("net1");
        assertThat(end(detachment).status()).isEqualTo(JobOutcome.Status.UNKNOWN);
    }

    @Test
    void aReferenceKnowsTheRunAndTheOtherHalf() {
        plugs.devices(LIVE_CARD, STORED_CARD);
        Detachment detachment = fake.web.detachment("net1").start();
        JobRef ref = JobRef.parse(detachment.ref().toString());
        plugs.run = 8;
        assertThat(fake.host.job(ref).outcome().orElseThrow().status()).isEqualTo(JobOutcome.Status.UNKNOWN);
        plugs.run = 7;
        plugs.devices("", STORED_CARD);
        assertThat(fake.host.job(ref).outcome())
                .as("the stored definition has it")
                .isEmpty();
        plugs.devices("", "");
        assertThat(fake.host.job(ref).outcome()).contains(JobOutcome.completed(Evidence.DEFINITION));
        detachment.cancel();
    }

    @Test
    void patienceEndsAlthoughTheDaemonIsSilent() {
        plugs.devices(LIVE_CARD, STORED_CARD);
        Detachment detachment = fake.web.detachment("net1").start();
        fake.daemon.on(DomainGetXmlDesc.class, call -> Answer.never());
        long began = System.nanoTime();
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> detachment.await(Duration.ofMillis(200)))
                .matches(late -> late.status() == JobNotCompletedException.Status.STILL_RUNNING);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        assertThat(plugs.stored).isEqualTo(STORED_CARD);
    }

    private Device attach(AttachRequest request, String plugged, String stored) throws InterruptedException {
        fake.daemon.on(DomainAttachDeviceFlags.class, call -> {
            plugs.devices(plugged, stored);
            return Answer.of(Empty.EMPTY);
        });
        return request.await(Duration.ofSeconds(1));
    }

    @Test
    void whatIsNewIsTheAnswer() throws InterruptedException {
        Device described = Device.parse("<rng model='virtio'><backend model='random'/></rng>");
        plugs.devices(rng(0), RNG.formatted(""));
        assertThat(attach(fake.web.attachment(described), rng(0) + rng(1), RNG.formatted(""))
                        .alias())
                .contains("rng1");
        String other = "<rng model='virtio'><backend model='random'>/dev/hwrng</backend></rng>";
        assertThat(attach(fake.web.attachment(described).persistent(), "", RNG.formatted("") + other))
                .isEqualTo(Device.parse(other));
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> attach(fake.web.attachment(described).live(), "", ""))
                .withMessageContaining("the daemon plugged it in, but its guest's document does not show it");
    }
}
