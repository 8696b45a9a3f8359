package dev.guestwire;

import static dev.guestwire.FakeHost.ACTIVE_WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.Event;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.ConnectDomainEventCallbackRegisterAny;
import dev.guestwire.protocol.remote.DomainEventBlockJob2;
import dev.guestwire.protocol.remote.DomainEventBlockThreshold;
import dev.guestwire.protocol.remote.DomainEventCallbackAgentLifecycle;
import dev.guestwire.protocol.remote.DomainEventCallbackBalloonChange;
import dev.guestwire.protocol.remote.DomainEventCallbackBlockJob;
import dev.guestwire.protocol.remote.DomainEventCallbackChannelLifecycle;
import dev.guestwire.protocol.remote.DomainEventCallbackControlError;
import dev.guestwire.protocol.remote.DomainEventCallbackDeviceAdded;
import dev.guestwire.protocol.remote.DomainEventCallbackDeviceRemovalFailed;
import dev.guestwire.protocol.remote.DomainEventCallbackDeviceRemoved;
import dev.guestwire.protocol.remote.DomainEventCallbackDiskChange;
import dev.guestwire.protocol.remote.DomainEventCallbackGraphics;
import dev.guestwire.protocol.remote.DomainEventCallbackIoError;
import dev.guestwire.protocol.remote.DomainEventCallbackIoErrorReason;
import dev.guestwire.protocol.remote.DomainEventCallbackJobCompleted;
import dev.guestwire.protocol.remote.DomainEventCallbackLifecycle;
import dev.guestwire.protocol.remote.DomainEventCallbackMetadataChange;
import dev.guestwire.protocol.remote.DomainEventCallbackMigrationIteration;
import dev.guestwire.protocol.remote.DomainEventCallbackPmsuspend;
import dev.guestwire.protocol.remote.DomainEventCallbackPmsuspendDisk;
import dev.guestwire.protocol.remote.DomainEventCallbackPmwakeup;
import dev.guestwire.protocol.remote.DomainEventCallbackReboot;
import dev.guestwire.protocol.remote.DomainEventCallbackRtcChange;
import dev.guestwire.protocol.remote.DomainEventCallbackTrayChange;
import dev.guestwire.protocol.remote.DomainEventCallbackTunable;
import dev.guestwire.protocol.remote.DomainEventCallbackWatchdog;
import dev.guestwire.protocol.remote.DomainEventGraphicsAddress;
import dev.guestwire.protocol.remote.DomainEventGraphicsIdentity;
import dev.guestwire.protocol.remote.DomainEventMemoryDeviceSizeChange;
import dev.guestwire.protocol.remote.DomainEventMemoryFailure;
import dev.guestwire.protocol.remote.DomainEventNicMacChange;
import dev.guestwire.protocol.remote.DomainEventVcpuRemoved;
import dev.guestwire.testkit.fake.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every event that libvirt has of guests, sent by a daemon and heard by a listener. */
class EventReadingTest {
    private final FakeHost fake = new FakeHost();
    private final Guest web = fake.web;
    private final EventListener listener = new EventListener();

    @BeforeEach
    void listen() {
        fake.daemon.on(
                ConnectDomainEventCallbackRegisterAny.class,
                call -> Answer.of(new ConnectDomainEventCallbackRegisterAny.Reply(100 + call.eventId())));
        fake.host.onEvent(GuestEvent.class, listener);
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private void assertHeard(Map<Event, GuestEvent> events) throws InterruptedException {
        events.keySet().forEach(fake.daemon::emit);
        List<HostEvent> heard = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            heard.add(listener.next());
        }
        assertThat(heard).containsExactlyElementsOf(events.values());
    }

    @Test
    void everyNumberIsRegisteredOnce() {
        assertThat(fake.daemon.calls(ConnectDomainEventCallbackRegisterAny.class))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(0, 29)
                        .mapToObj(id -> new ConnectDomainEventCallbackRegisterAny(id, null))
                        .toList());
    }

    @Test
    void lifecycleEventsHaveTheirKindAndReason() throws InterruptedException {
        Map<Event, GuestEvent> events = new LinkedHashMap<>();
        events.put(
                lifecycle(0, 2),
                new LifecycleEvent.Defined(web, new Coded<>(LifecycleEvent.Defined.Reason.RENAMED, 2)));
        events.put(
                lifecycle(1, 0),
                new LifecycleEvent.Undefined(web, new Coded<>(LifecycleEvent.Undefined.Reason.REMOVED, 0)));
        events.put(
                lifecycle(2, 1),
                new LifecycleEvent.Started(web, new Coded<>(LifecycleEvent.Started.Reason.MIGRATED, 1)));
        events.put(
                lifecycle(3, 7),
                new LifecycleEvent.Suspended(web, new Coded<>(LifecycleEvent.Suspended.Reason.POSTCOPY, 7)));
        events.put(
                lifecycle(4, 4),
                new LifecycleEvent.Resumed(web, new Coded<>(LifecycleEvent.Resumed.Reason.POSTCOPY_FAILED, 4)));
        events.put(
                lifecycle(5, 3),
                new LifecycleEvent.Stopped(web, new Coded<>(LifecycleEvent.Stopped.Reason.MIGRATED, 3)));
        events.put(
                lifecycle(6, 1),
                new LifecycleEvent.ShutDown(web, new Coded<>(LifecycleEvent.ShutDown.Reason.GUEST, 1)));
        events.put(
                lifecycle(7, 1),
                new LifecycleEvent.PmSuspended(web, new Coded<>(LifecycleEvent.PmSuspended.Reason.DISK, 1)));
        events.put(
                lifecycle(8, 0),
                new LifecycleEvent.Crashed(web, new Coded<>(LifecycleEvent.Crashed.Reason.PANICKED, 0)));
        events.put(
                lifecycle(5, 77),
                new LifecycleEvent.Stopped(web, new Coded<>(LifecycleEvent.Stopped.Reason.UNKNOWN, 77)));
        events.put(
                lifecycle(2, -1),
                new LifecycleEvent.Started(web, new Coded<>(LifecycleEvent.Started.Reason.UNKNOWN, -1)));
        events.put(lifecycle(9, 3), new GuestEvent.Unknown(web, lifecycle(9, 3)));
        assertHeard(events);
    }

    private static DomainEventCallbackLifecycle lifecycle(int event, int detail) {
        return new DomainEventCallbackLifecycle(100, ACTIVE_WEB, event, detail);
    }

    @Test
    void eventsOfNoFamily() throws InterruptedException {
        Map<Event, GuestEvent> events = new LinkedHashMap<>();
        events.put(new DomainEventCallbackReboot(101, ACTIVE_WEB), new GuestEvent.Rebooted(web));
        events.put(
                new DomainEventCallbackRtcChange(102, ACTIVE_WEB, -3600),
                new GuestEvent.ClockChanged(web, Duration.ofHours(-1)));
        events.put(
                new DomainEventCallbackWatchdog(103, ACTIVE_WEB, 6),
                new GuestEvent.WatchdogFired(web, new Coded<>(GuestEvent.WatchdogFired.Action.INJECT_NMI, 6)));
        events.put(new DomainEventCallbackControlError(107, ACTIVE_WEB), new GuestEvent.ControlLost(web));
        events.put(new DomainEventCallbackPmwakeup(111, 0, ACTIVE_WEB), new GuestEvent.WokeUp(web));
        events.put(new DomainEventCallbackPmsuspend(112, 0, ACTIVE_WEB), new GuestEvent.SuspendedToMemory(web));
        events.put(
                new DomainEventCallbackBalloonChange(113, ACTIVE_WEB, 65536),
                new GuestEvent.BalloonChanged(web, 65536));
        events.put(new DomainEventCallbackPmsuspendDisk(114, 0, ACTIVE_WEB), new GuestEvent.SuspendedToDisk(web));
        assertHeard(events);
    }

    @Test
    void eventsOfSettings() throws InterruptedException {
        Map<Event, GuestEvent> events = new LinkedHashMap<>();
        List<TypedParam> tunables = List.of(TypedParam.ofUllong("cputune.cpu_shares", 512));
        events.put(
                new DomainEventCallbackTunable(117, ACTIVE_WEB, tunables),
                new GuestEvent.TunablesChanged(web, tunables));
        events.put(
                new DomainEventCallbackAgentLifecycle(118, ACTIVE_WEB, 1, 2),
                new GuestEvent.AgentChanged(
                        web,
                        new Coded<>(GuestEvent.ChannelState.CONNECTED, 1),
                        new Coded<>(GuestEvent.ChannelReason.CHANNEL, 2)));
        events.put(
                new DomainEventCallbackMetadataChange(123, ACTIVE_WEB, 2, "urn:x"),
                new GuestEvent.MetadataChanged(
                        web, new Coded<>(GuestEvent.MetadataChanged.Type.ELEMENT, 2), Optional.of("urn:x")));
        events.put(
                new DomainEventCallbackMetadataChange(123, ACTIVE_WEB, 1, null),
                new GuestEvent.MetadataChanged(
                        web, new Coded<>(GuestEvent.MetadataChanged.Type.TITLE, 1), Optional.empty()));
        assertHeard(events);
    }

    @Test
    void eventsOfMemoryAndChannels() throws InterruptedException {
        Map<Event, GuestEvent> events = new LinkedHashMap<>();
        events.put(
                new DomainEventMemoryFailure(125, ACTIVE_WEB, 1, 2, 3),
                new GuestEvent.MemoryFailed(
                        web,
                        new Coded<>(GuestEvent.MemoryFailed.Recipient.GUEST, 1),
                        new Coded<>(GuestEvent.MemoryFailed.Action.FATAL, 2),
                        3));
        events.put(
                new DomainEventCallbackChannelLifecycle(129, ACTIVE_WEB, "org.x", 2, 0),
                new GuestEvent.ChannelChanged(
                        web,
                        "org.x",
                        new Coded<>(GuestEvent.ChannelState.DISCONNECTED, 2),
                        new Coded<>(GuestEvent.ChannelReason.UNSPECIFIED, 0)));
        events.put(
                new DomainEventCallbackAgentLifecycle(118, ACTIVE_WEB, 0, 3),
                new GuestEvent.AgentChanged(
                        web,
                        new Coded<>(GuestEvent.ChannelState.UNKNOWN, 0),
                        new Coded<>(GuestEvent.ChannelReason.UNKNOWN, 3)));
        assertHeard(events);
    }

    @Test
    void graphicsClients() throws InterruptedException {
        DomainEventGraphicsAddress local = new DomainEventGraphicsAddress(0, "192.0.2.1", "5900");
        DomainEventGraphicsAddress remote = new DomainEventGraphicsAddress(1, "2001:db8::2", "40000");
        GuestEvent.GraphicsClient expected = new GuestEvent.GraphicsClient(
                web,
                new Coded<>(GuestEvent.GraphicsClient.Phase.DISCONNECT, 2),
                new GuestEvent.GraphicsClient.Address(
                        new Coded<>(GuestEvent.GraphicsClient.Family.IPV4, 0), "192.0.2.1", "5900"),
                new GuestEvent.GraphicsClient.Address(
                        new Coded<>(GuestEvent.GraphicsClient.Family.IPV6, 1), "2001:db8::2", "40000"),
                "sasl",
                List.of(new GuestEvent.GraphicsClient.Identity("saslUsername", "joe")));
        assertHeard(Map.of(
                new DomainEventCallbackGraphics(
                        105,
                        ACTIVE_WEB,
                        2,
                        local,
                        remote,
                        "sasl",
                        List.of(new DomainEventGraphicsIdentity("saslUsername", "joe"))),
                expected));
    }

    @Test
    void eventsOfDevices() throws InterruptedException {
        Map<Event, GuestEvent> events = new LinkedHashMap<>();
        events.put(
                new DomainEventCallbackIoError(104, ACTIVE_WEB, "/d.img", "virtio-disk0", 1),
                new DeviceEvent.IoFailed(web, "/d.img", "virtio-disk0", new Coded<>(DeviceEvent.IoAction.PAUSE, 1)));
        events.put(
                new DomainEventCallbackIoErrorReason(106, ACTIVE_WEB, "/d.img", "virtio-disk0", 2, "enospc"),
                new DeviceEvent.IoFailedWithReason(
                        web, "/d.img", "virtio-disk0", new Coded<>(DeviceEvent.IoAction.REPORT, 2), "enospc"));
        events.put(
                new DomainEventCallbackDiskChange(109, ACTIVE_WEB, "/old", null, "ide0", 1),
                new DeviceEvent.DiskChanged(
                        web,
                        Optional.of("/old"),
                        Optional.empty(),
                        "ide0",
                        new Coded<>(DeviceEvent.DiskChanged.Reason.DROPPED_MISSING_ON_START, 1)));
        events.put(
                new DomainEventCallbackTrayChange(110, ACTIVE_WEB, "ide0", 1),
                new DeviceEvent.TrayMoved(web, "ide0", new Coded<>(DeviceEvent.TrayMoved.Tray.CLOSED, 1)));
        events.put(new DomainEventCallbackDeviceRemoved(115, ACTIVE_WEB, "net1"), new DeviceEvent.Removed(web, "net1"));
        events.put(new DomainEventCallbackDeviceAdded(119, ACTIVE_WEB, "net2"), new DeviceEvent.Added(web, "net2"));
        events.put(
                new DomainEventCallbackDeviceRemovalFailed(122, ACTIVE_WEB, "net3"),
                new DeviceEvent.RemovalFailed(web, "net3"));
        events.put(
                new DomainEventBlockThreshold(124, ACTIVE_WEB, "vda[1]", "/b.img", 1000, 24),
                new DeviceEvent.BlockThresholdPassed(web, "vda[1]", Optional.of("/b.img"), 1000, 24));
        events.put(
                new DomainEventMemoryDeviceSizeChange(126, ACTIVE_WEB, "virtiomem0", 524288),
                new DeviceEvent.MemorySizeChanged(web, "virtiomem0", 524288));
        events.put(
                new DomainEventNicMacChange(127, ACTIVE_WEB, "net0", "52:54:00:00:00:01", "52:54:00:00:00:02"),
                new DeviceEvent.MacChanged(web, "net0", "52:54:00:00:00:01", "52:54:00:00:00:02"));
        events.put(new DomainEventVcpuRemoved(128, ACTIVE_WEB, 3), new DeviceEvent.VcpuRemoved(web, 3));
        assertHeard(events);
    }

    @Test
    void eventsOfJobs() throws InterruptedException {
        Map<Event, GuestEvent> events = new LinkedHashMap<>();
        events.put(
                new DomainEventCallbackBlockJob(108, ACTIVE_WEB, "/d.img", 4, 3),
                new JobEvent.BlockJobChangedByPath(
                        web,
                        "/d.img",
                        new Coded<>(JobEvent.BlockJobType.ACTIVE_COMMIT, 4),
                        new Coded<>(JobEvent.BlockJobStatus.READY, 3)));
        events.put(
                new DomainEventBlockJob2(116, ACTIVE_WEB, "vda", 2, 0),
                new JobEvent.BlockJobChanged(
                        web,
                        "vda",
                        new Coded<>(JobEvent.BlockJobType.COPY, 2),
                        new Coded<>(JobEvent.BlockJobStatus.COMPLETED, 0)));
        events.put(
                new DomainEventCallbackMigrationIteration(120, ACTIVE_WEB, 4), new JobEvent.MigrationIterated(web, 4));
        List<TypedParam> statistics =
                List.of(TypedParam.ofInt("operation", 5), TypedParam.ofText("errmsg", "no space left"));
        JobEvent.JobCompleted completed = new JobEvent.JobCompleted(web, statistics);
        events.put(new DomainEventCallbackJobCompleted(121, ACTIVE_WEB, statistics), completed);
        assertHeard(events);
        assertThat(completed.operation().is(JobEvent.JobCompleted.Operation.MIGRATION_OUT))
                .isTrue();
        assertThat(completed.errorMessage()).contains("no space left");
        JobEvent.JobCompleted bare = new JobEvent.JobCompleted(web, List.of());
        assertThat(bare.operation().is(JobEvent.JobCompleted.Operation.UNSPECIFIED))
                .isTrue();
        assertThat(bare.errorMessage()).isEmpty();
    }

    @Test
    void flagsOfMemoryFailures() {
        GuestEvent.MemoryFailed failed = new GuestEvent.MemoryFailed(
                web,
                new Coded<>(GuestEvent.MemoryFailed.Recipient.GUEST, 1),
                new Coded<>(GuestEvent.MemoryFailed.Action.INJECT, 1),
                1);
        assertThat(failed.isActionRequired()).isTrue();
        assertThat(failed.isRecursive()).isFalse();
    }

    @Test
    void oneListenerTellsAllEventsApart() throws InterruptedException {
        fake.daemon.emit(lifecycle(5, 2));
        assertThat(sentence(listener.next())).isEqualTo("web stopped: CRASHED");
        fake.daemon.emit(lifecycle(5, 14));
        assertThat(sentence(listener.next())).isEqualTo("web stopped: number 14");
    }

    private static String sentence(HostEvent event) {
        return switch (event) {
            case LifecycleEvent.Stopped stopped -> stopped.guest().name() + " stopped: " + stopped.reason();
            case LifecycleEvent other -> other.guest() + " changed";
            case DeviceEvent device -> device.guest() + " has other devices";
            case JobEvent job -> job.guest() + " works";
            case GuestEvent other -> other.toString();
            case HostEvent.Resynced resynced -> resynced.lost() + " lost";
            case HostEvent.ConnectionLost lost -> lost.detail();
            case HostEvent.ConnectionClosed closed -> closed.detail();
            default -> "not about guests: " + event;
        };
    }
}
