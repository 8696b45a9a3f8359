package dev.guestwire.device;

import static dev.guestwire.FakeHost.ACTIVE_WEB;
import static dev.guestwire.FakeHost.SOON;
import static dev.guestwire.FakeHost.WEB;
import static dev.guestwire.device.FakePlugs.end;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.GuestState;
import dev.guestwire.HostOptions;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.DomainAttachDeviceFlags;
import dev.guestwire.protocol.remote.DomainDefineXmlFlags;
import dev.guestwire.protocol.remote.DomainDetachDeviceAlias;
import dev.guestwire.protocol.remote.DomainDetachDeviceFlags;
import dev.guestwire.protocol.remote.DomainEventCallbackLifecycle;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainIsActive;
import dev.guestwire.protocol.remote.DomainIsPersistent;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.device.Disk;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How unplugging ends, at a daemon that says what it is told. */
class DetachmentTest {
    private static final int LIVE = 1;
    private static final int CONFIG = 2;
    private static final String PLUGGED =
            "<disk type='file'><source file='/b'/><target dev='vdb' bus='virtio'/><alias name='virtio-disk1'/></disk>";
    private static final String STORED = "<disk type='file'><source file='/b'/><target dev='vdb' bus='virtio'/></disk>";
    private static final Device VDB = Device.parse("<disk><target dev='vdb'/></disk>");

    private FakePlugs plugs = new FakePlugs(HostOptions.defaults());
    private FakeHost fake = plugs.fake;

    @BeforeEach
    void script() {
        devices(PLUGGED, STORED);
    }

    @AfterEach
    void close() {
        plugs.close();
    }

    private void devices(String plugged, String stored) {
        plugs.devices(plugged, stored);
    }

    private void removed(String alias) {
        plugs.removed(alias);
    }

    private List<DomainDetachDeviceFlags> takenOut() {
        return fake.daemon.calls(DomainDetachDeviceFlags.class);
    }

    /** Whatever would undo something. */
    private int undone() {
        return fake.daemon.calls(DomainAttachDeviceFlags.class).size()
                + fake.daemon.calls(DomainDefineXmlFlags.class).size();
    }

    private static DomainDetachDeviceAlias request() {
        return new DomainDetachDeviceAlias(WEB, "virtio-disk1", LIVE);
    }

    @Test
    void theGuestComesFirstAndThenTheStoredDefinition() throws Exception {
        Detachment detachment = fake.web.detachment(VDB).start();
        var calls =
                fake.daemon.calls().stream().map(call -> (Object) call.call()).toList();
        assertThat(calls.lastIndexOf(new ConnectDomainEventCallbackRegisterAny(22, WEB)))
                .isPositive()
                .isLessThan(calls.indexOf(request()));
        assertThat(detachment.alias()).isEqualTo("virtio-disk1");
        removed("virtio-disk7");
        assertThat(takenOut()).isEmpty();
        devices("", STORED);
        removed("virtio-disk1");
        assertThat(detachment.await(SOON)).isEqualTo(JobOutcome.completed(Evidence.DEVICE_EVENT));
        assertThat(takenOut()).containsExactly(new DomainDetachDeviceFlags(WEB, STORED, CONFIG));
        assertThat(plugs.stored).isEmpty();
        detachment.cancel();
        assertThat(undone()).isZero();
    }

    @Test
    void aGuestThatKeepsItKeepsItsDefinition() throws Exception {
        Detachment detachment = fake.web.detachment("virtio-disk1").start();
        plugs.removalFailed("virtio-disk1");
        assertThat(end(detachment))
                .isEqualTo(JobOutcome.failed("the guest did not let go of it", Evidence.DEVICE_EVENT));
        assertThat(takenOut()).isEmpty();
        assertThat(undone()).isZero();
    }

    @Test
    void aRefusalLeavesAllAsItWas() {
        fake.daemon.on(
                DomainDetachDeviceAlias.class,
                call -> Answer.error(ErrorCode.OPERATION_UNSUPPORTED, ErrorDomain.QEMU, "not this one"));
        assertThatThrownBy(() -> fake.web.detachment(VDB).start()).isInstanceOf(CallFailedException.class);
        assertThat(takenOut()).isEmpty();
        assertThat(undone()).isZero();
    }

    @Test
    void aDefinitionThatKeepsItIsTold() throws Exception {
        fake.daemon.on(
                DomainDetachDeviceFlags.class,
                call -> Answer.error(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, "no"));
        Detachment detachment = fake.web.detachment(VDB).start();
        devices("", STORED);
        removed("virtio-disk1");
        JobOutcome end = end(detachment);
        assertThat(end.status()).isEqualTo(JobOutcome.Status.FAILED);
        assertThat(end.reason().orElseThrow())
                .startsWith("the running guest let go of it; its stored definition keeps it: ")
                .contains("no");
    }

    @Test
    void onlyOnePartMayBeMeant() throws Exception {
        Detachment live = fake.web.detachment(VDB).live().start();
        assertThat(takenOut()).isEmpty();
        live.cancel();
        assertThat(end(live).status()).isEqualTo(JobOutcome.Status.CANCELLED);
        Detachment stored = fake.web.detachment(VDB).persistent().start();
        assertThat(stored.outcome()).contains(JobOutcome.completed(Evidence.DEFINITION));
        assertThat(fake.daemon.calls(DomainDetachDeviceAlias.class)).hasSize(1);
        assertThat(takenOut()).hasSize(1);
    }

    @Test
    void whatIsMissingInOneGoesFromTheOther() {
        devices("", STORED);
        assertThat(fake.web.detachment(VDB).start().outcome()).contains(JobOutcome.completed(Evidence.DEFINITION));
        devices(PLUGGED, "");
        Detachment live = fake.web.detachment(VDB).start();
        assertThat(live.outcome()).isEmpty();
        assertThat(takenOut()).hasSize(1);
        live.cancel();
        assertThat(takenOut()).hasSize(1);
    }

    @Test
    void aTransientGuestAndOneThatIsOffHaveOnePartEach() {
        fake.daemon.reply(DomainIsPersistent.class, new DomainIsPersistent.Reply(0));
        Detachment live = fake.web.detachment(VDB).start();
        assertThat(takenOut()).isEmpty();
        live.cancel();
        fake.daemon.reply(DomainIsPersistent.class, new DomainIsPersistent.Reply(1));
        fake.daemon.reply(DomainIsActive.class, new DomainIsActive.Reply(0));
        assertThat(fake.web.detachment(VDB).start().outcome()).isPresent();
        assertThat(fake.daemon.calls(DomainDetachDeviceAlias.class)).hasSize(1);
    }

    @Test
    void whatIsNowhereIsNotFound() {
        devices("", "");
        fake.daemon.on(
                DomainDetachDeviceFlags.class,
                call -> Answer.error(ErrorCode.DEVICE_MISSING, ErrorDomain.QEMU, "none"));
        fake.daemon.on(
                DomainDetachDeviceAlias.class,
                call -> Answer.error(ErrorCode.DEVICE_MISSING, ErrorDomain.QEMU, "none"));
        assertThatThrownBy(() -> fake.web.detachment(VDB).start()).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> fake.web.detachment("net9").start()).isInstanceOf(NotFoundException.class);
        devices(PLUGGED + PLUGGED, STORED);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> fake.web.detachment(VDB).start())
                .withMessageContaining("2 devices of guest web are like the disk described");
    }

    @Test
    void itAsksAgainAndARefusalOfThatMeansNothing() throws Exception {
        fake.daemon.enqueue(DomainDetachDeviceAlias.class, Answer.of(Empty.EMPTY));
        fake.daemon.on(
                DomainDetachDeviceAlias.class,
                call -> Answer.error(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, "wird schon entfernt"));
        Detachment detachment = fake.web
                .detachment(VDB)
                .live()
                .attempts(3, Duration.ofMillis(5))
                .start();
        for (int asked = 0; asked < 3; asked++) {
            assertThat(fake.daemon.nextCall(DomainDetachDeviceAlias.class, SOON))
                    .isEqualTo(request());
        }
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> detachment.await(Duration.ofMillis(20)))
                .matches(going -> going.status() == JobNotCompletedException.Status.STILL_RUNNING);
        assertThat(fake.daemon.calls(DomainDetachDeviceAlias.class)).hasSize(3);
        devices("", "");
        removed("virtio-disk1");
        assertThat(end(detachment)).isEqualTo(JobOutcome.completed(Evidence.DEVICE_EVENT));
    }

    @Test
    void aDeviceIsAskedForOnceAtATime() {
        Detachment one = fake.web.detachment(VDB).start();
        assertThat(fake.web.detachment("virtio-disk1").start()).isSameAs(one);
        assertThat(fake.daemon.calls(DomainDetachDeviceAlias.class)).hasSize(1);
        one.cancel();
        Detachment two = fake.web.detachment(VDB).start();
        assertThat(two).isNotSameAs(one);
        two.cancel();
    }

    @Test
    void theDefinitionIsLookedAtWhenPatienceEnds() throws InterruptedException {
        Detachment detachment = fake.web.detachment(VDB).start();
        plugs.unreadable();
        assertThatExceptionOfType(JobNotCompletedException.class)
                .as("what cannot be read is not gone")
                .isThrownBy(() -> detachment.await(Duration.ofMillis(1)))
                .matches(going -> going.status() == JobNotCompletedException.Status.STILL_RUNNING)
                .withMessageContaining("its stored definition keeps it until then");
        devices("", STORED);
        plugs.readable();
        assertThat(detachment.await(Duration.ofSeconds(3))).isEqualTo(JobOutcome.completed(Evidence.DEFINITION));
        assertThat(plugs.stored).isEmpty();
    }

    @Test
    void aLateEventOfTheDeviceBeforeIsNotItsOwn() throws Exception {
        Detachment detachment = fake.web.detachment(VDB).live().start();
        int before = fake.daemon.calls(DomainGetXmlDesc.class).size();
        removed("virtio-disk1");
        while (fake.daemon.calls(DomainGetXmlDesc.class).size() == before) {
            fake.daemon.nextCall(DomainGetXmlDesc.class, SOON);
        }
        assertThat(fake.web.definition().findByAlias("virtio-disk1")).isPresent();
        assertThat(detachment.outcome()).isEmpty();
        devices("", "");
        removed("virtio-disk1");
        assertThat(end(detachment).isCompleted()).isTrue();
    }

    @Test
    void aGuestThatStopsHasNothingPluggedIn() throws Exception {
        Detachment detachment = fake.web.detachment(VDB).start();
        fake.daemon.reply(DomainGetXmlDesc.class, new DomainGetXmlDesc.Reply("<domain><name>web</name></domain>"));
        fake.daemon.reply(DomainGetState.class, new DomainGetState.Reply(5, 2));
        fake.daemon.emit(new DomainEventCallbackLifecycle(FakePlugs.FIRST_CALLBACK, ACTIVE_WEB, 5, 1));
        assertThat(end(detachment)).isEqualTo(JobOutcome.completed(Evidence.STATE));
    }

    @Test
    void aGuestThatWasSavedOrMovedMayHaveItStill() {
        for (int reason = 0; reason < 9; reason++) {
            JobOutcome.Status expected =
                    List.of(0, 4, 5, 8).contains(reason) ? JobOutcome.Status.UNKNOWN : JobOutcome.Status.COMPLETED;
            assertThat(DetachmentRules.ofStopped(GuestState.of(5, reason), false)
                            .status())
                    .isEqualTo(expected);
            assertThat(DetachmentRules.ofStopped(GuestState.of(5, reason), true).status())
                    .isEqualTo(JobOutcome.Status.UNKNOWN);
        }
    }

    @Test
    void aLostConnectionIsNoProof() throws Exception {
        Detachment detachment = fake.web.detachment(VDB).start();
        fake.daemon.kill();
        assertThat(end(detachment).status()).isEqualTo(JobOutcome.Status.UNKNOWN);
    }

    @Test
    void afterANewConnectionTheDefinitionTells() throws Exception {
        plugs.close();
        plugs = new FakePlugs(HostOptions.defaults()
                .withoutKeepAlive()
                .reconnecting(Duration.ofMillis(1), Duration.ofMillis(20), Integer.MAX_VALUE));
        fake = plugs.fake;
        script();
        Detachment detachment = fake.web.detachment(VDB).start();
        fake.daemon.kill();
        devices("", "");
        fake.daemon.restart();
        assertThat(end(detachment)).isEqualTo(JobOutcome.completed(Evidence.DEFINITION));
    }

    @Test
    void anotherProcessTakesItUp() throws Exception {
        Detachment first = fake.web.detachment((Disk) VDB).live().start();
        JobRef ref = JobRef.parse(first.ref().toString());
        Detachment again = (Detachment) fake.host.job(ref);
        assertThat(again.outcome()).isEmpty();
        devices("", "");
        removed("virtio-disk1");
        assertThat(end(again)).isEqualTo(end(first));
        assertThat(fake.host.job(ref).outcome()).contains(JobOutcome.completed(Evidence.DEFINITION));
        assertThat(fake.daemon.calls(DomainDetachDeviceAlias.class)).hasSize(1);
    }
}
