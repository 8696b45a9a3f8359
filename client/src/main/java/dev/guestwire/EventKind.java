package dev.guestwire;

import dev.guestwire.protocol.AboutDomain;
import dev.guestwire.protocol.Event;
import dev.guestwire.protocol.qemu.DomainMonitorEvent;
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
import dev.guestwire.protocol.remote.DomainEventMemoryDeviceSizeChange;
import dev.guestwire.protocol.remote.DomainEventMemoryFailure;
import dev.guestwire.protocol.remote.DomainEventNicMacChange;
import dev.guestwire.protocol.remote.DomainEventVcpuRemoved;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * One of libvirt's numbered events: what comes over the wire, and what listeners hear. Those of guests are here.
 *
 * @param family what it is about
 * @param id libvirt's number, in its family
 * @param wire what comes
 * @param heard the classes or families that it becomes
 * @param reading how it becomes that
 */
record EventKind<W extends Event>(
        EventFamily family,
        int id,
        Class<W> wire,
        List<Class<? extends HostEvent>> heard,
        BiFunction<Host, W, ? extends HostEvent> reading) {
    private static final List<EventKind<?>> OF_GUESTS = List.of(
            new EventKind<>(
                    EventFamily.GUESTS,
                    0,
                    DomainEventCallbackLifecycle.class,
                    List.of(LifecycleEvent.class, GuestEvent.Unknown.class),
                    (host, event) -> lifecycle(new Guest(host, event.dom()), event)),
            kind(
                    1,
                    DomainEventCallbackReboot.class,
                    GuestEvent.Rebooted.class,
                    (guest, event) -> new GuestEvent.Rebooted(guest)),
            kind(
                    2,
                    DomainEventCallbackRtcChange.class,
                    GuestEvent.ClockChanged.class,
                    (guest, event) -> new GuestEvent.ClockChanged(guest, Duration.ofSeconds(event.offset()))),
            kind(
                    3,
                    DomainEventCallbackWatchdog.class,
                    GuestEvent.WatchdogFired.class,
                    (guest, event) -> new GuestEvent.WatchdogFired(
                            guest, Coded.of(GuestEvent.WatchdogFired.Action.values(), event.action()))),
            kind(
                    4,
                    DomainEventCallbackIoError.class,
                    DeviceEvent.IoFailed.class,
                    (guest, event) -> new DeviceEvent.IoFailed(
                            guest,
                            event.srcPath(),
                            event.devAlias(),
                            Coded.of(DeviceEvent.IoAction.values(), event.action()))),
            kind(5, DomainEventCallbackGraphics.class, GuestEvent.GraphicsClient.class, EventKind::graphics),
            kind(
                    6,
                    DomainEventCallbackIoErrorReason.class,
                    DeviceEvent.IoFailedWithReason.class,
                    (guest, event) -> new DeviceEvent.IoFailedWithReason(
                            guest,
                            event.srcPath(),
                            event.devAlias(),
                            Coded.of(DeviceEvent.IoAction.values(), event.action()),
                            event.reason())),
            kind(
                    7,
                    DomainEventCallbackControlError.class,
                    GuestEvent.ControlLost.class,
                    (guest, event) -> new GuestEvent.ControlLost(guest)),
            kind(
                    8,
                    DomainEventCallbackBlockJob.class,
                    JobEvent.BlockJobChangedByPath.class,
                    (guest, event) -> new JobEvent.BlockJobChangedByPath(
                            guest, event.path(), blockJobType(event.type()), blockJobStatus(event.status()))),
            kind(
                    9,
                    DomainEventCallbackDiskChange.class,
                    DeviceEvent.DiskChanged.class,
                    (guest, event) -> new DeviceEvent.DiskChanged(
                            guest,
                            Optional.ofNullable(event.oldSrcPath()),
                            Optional.ofNullable(event.newSrcPath()),
                            event.devAlias(),
                            Coded.of(DeviceEvent.DiskChanged.Reason.values(), event.reason()))),
            kind(
                    10,
                    DomainEventCallbackTrayChange.class,
                    DeviceEvent.TrayMoved.class,
                    (guest, event) -> new DeviceEvent.TrayMoved(
                            guest, event.devAlias(), Coded.of(DeviceEvent.TrayMoved.Tray.values(), event.reason()))),
            kind(
                    11,
                    DomainEventCallbackPmwakeup.class,
                    GuestEvent.WokeUp.class,
                    (guest, event) -> new GuestEvent.WokeUp(guest)),
            kind(
                    12,
                    DomainEventCallbackPmsuspend.class,
                    GuestEvent.SuspendedToMemory.class,
                    (guest, event) -> new GuestEvent.SuspendedToMemory(guest)),
            kind(
                    13,
                    DomainEventCallbackBalloonChange.class,
                    GuestEvent.BalloonChanged.class,
                    (guest, event) -> new GuestEvent.BalloonChanged(guest, amount(event.actual()))),
            kind(
                    14,
                    DomainEventCallbackPmsuspendDisk.class,
                    GuestEvent.SuspendedToDisk.class,
                    (guest, event) -> new GuestEvent.SuspendedToDisk(guest)),
            kind(
                    15,
                    DomainEventCallbackDeviceRemoved.class,
                    DeviceEvent.Removed.class,
                    (guest, event) -> new DeviceEvent.Removed(guest, event.devAlias())),
            kind(
                    16,
                    DomainEventBlockJob2.class,
                    JobEvent.BlockJobChanged.class,
                    (guest, event) -> new JobEvent.BlockJobChanged(
                            guest, event.dst(), blockJobType(event.type()), blockJobStatus(event.status()))),
            kind(
                    17,
                    DomainEventCallbackTunable.class,
                    GuestEvent.TunablesChanged.class,
                    (guest, event) -> new GuestEvent.TunablesChanged(guest, event.params())),
            kind(
                    18,
                    DomainEventCallbackAgentLifecycle.class,
                    GuestEvent.AgentChanged.class,
                    (guest, event) -> new GuestEvent.AgentChanged(
                            guest, channelState(event.state()), channelReason(event.reason()))),
            kind(
                    19,
                    DomainEventCallbackDeviceAdded.class,
                    DeviceEvent.Added.class,
                    (guest, event) -> new DeviceEvent.Added(guest, event.devAlias())),
            kind(
                    20,
                    DomainEventCallbackMigrationIteration.class,
                    JobEvent.MigrationIterated.class,
                    (guest, event) -> new JobEvent.MigrationIterated(guest, event.iteration())),
            kind(
                    21,
                    DomainEventCallbackJobCompleted.class,
                    JobEvent.JobCompleted.class,
                    (guest, event) -> new JobEvent.JobCompleted(guest, event.params())),
            kind(
                    22,
                    DomainEventCallbackDeviceRemovalFailed.class,
                    DeviceEvent.RemovalFailed.class,
                    (guest, event) -> new DeviceEvent.RemovalFailed(guest, event.devAlias())),
            kind(
                    23,
                    DomainEventCallbackMetadataChange.class,
                    GuestEvent.MetadataChanged.class,
                    (guest, event) -> new GuestEvent.MetadataChanged(
                            guest,
                            Coded.of(GuestEvent.MetadataChanged.Type.values(), event.type()),
                            Optional.ofNullable(event.nsuri()))),
            kind(
                    24,
                    DomainEventBlockThreshold.class,
                    DeviceEvent.BlockThresholdPassed.class,
                    (guest, event) -> new DeviceEvent.BlockThresholdPassed(
                            guest,
                            event.dev(),
                            Optional.ofNullable(event.path()),
                            amount(event.threshold()),
                            amount(event.excess()))),
            kind(
                    25,
                    DomainEventMemoryFailure.class,
                    GuestEvent.MemoryFailed.class,
                    (guest, event) -> new GuestEvent.MemoryFailed(
                            guest,
                            Coded.of(GuestEvent.MemoryFailed.Recipient.values(), event.recipient()),
                            Coded.of(GuestEvent.MemoryFailed.Action.values(), event.action()),
                            event.flags())),
            kind(
                    26,
                    DomainEventMemoryDeviceSizeChange.class,
                    DeviceEvent.MemorySizeChanged.class,
                    (guest, event) -> new DeviceEvent.MemorySizeChanged(guest, event.alias(), amount(event.size()))),
            kind(
                    27,
                    DomainEventNicMacChange.class,
                    DeviceEvent.MacChanged.class,
                    (guest, event) -> new DeviceEvent.MacChanged(guest, event.alias(), event.oldMac(), event.newMac())),
            kind(
                    28,
                    DomainEventVcpuRemoved.class,
                    DeviceEvent.VcpuRemoved.class,
                    (guest, event) -> new DeviceEvent.VcpuRemoved(guest, event.vcpuid())),
            kind(
                    29,
                    DomainEventCallbackChannelLifecycle.class,
                    GuestEvent.ChannelChanged.class,
                    (guest, event) -> new GuestEvent.ChannelChanged(
                            guest, event.channelName(), channelState(event.state()), channelReason(event.reason()))));

    private static <W extends Event & AboutDomain, G extends GuestEvent> EventKind<W> kind(
            int id, Class<W> wire, Class<G> heard, BiFunction<Guest, W, GuestEvent> reading) {
        return new EventKind<>(
                EventFamily.GUESTS,
                id,
                wire,
                List.of(heard),
                (host, event) -> reading.apply(new Guest(host, event.dom()), event));
    }

    /** QEMU's own events come to those only who ask for them by name: libvirt does not promise to keep them. */
    private static final EventKind<DomainMonitorEvent> QEMU = new EventKind<>(
            EventFamily.QEMU, 0, DomainMonitorEvent.class, List.of(GuestEvent.QemuEvent.class), EventKind::qemu);

    /** {@return the events that a listener of a class or family may hear, those of guests first} */
    static List<EventKind<?>> heardAs(Class<? extends HostEvent> wanted) {
        if (wanted.equals(GuestEvent.QemuEvent.class)) {
            return List.of(QEMU);
        }
        return Stream.concat(OF_GUESTS.stream(), OtherEventKinds.ALL.stream())
                .filter(kind -> kind.mayBecome(wanted))
                .toList();
    }

    private boolean mayBecome(Class<? extends HostEvent> wanted) {
        return heard.stream().anyMatch(each -> wanted.isAssignableFrom(each) || each.isAssignableFrom(wanted));
    }

    /** {@return what listeners hear of an event of this kind} */
    HostEvent read(Host host, Event event) {
        return reading.apply(host, wire.cast(event));
    }

    /** {@return whether it is about a guest, and can be had for one alone} */
    boolean isOfGuests() {
        return family == EventFamily.GUESTS || family == EventFamily.QEMU;
    }

    private static GuestEvent qemu(Host host, DomainMonitorEvent event) {
        return new GuestEvent.QemuEvent(
                new Guest(host, event.dom()),
                event.event(),
                moment(event.seconds(), Integer.toUnsignedLong(event.micros())),
                Optional.ofNullable(event.details()));
    }

    /** {@return the nearest number that a long has for an unsigned one: an event is heard, however odd its numbers are} */
    private static long amount(long unsigned) {
        return unsigned < 0 ? Long.MAX_VALUE : unsigned;
    }

    /** {@return the moment, or the last or first one that an Instant has} */
    private static Instant moment(long seconds, long micros) {
        long nearest =
                Math.clamp(seconds, Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond() - micros / 1_000_000);
        return Instant.ofEpochSecond(nearest, TimeUnit.MICROSECONDS.toNanos(micros));
    }

    private static GuestEvent lifecycle(Guest guest, DomainEventCallbackLifecycle event) {
        int detail = event.detail();
        return switch (event.event()) {
            case 0 -> new LifecycleEvent.Defined(guest, Coded.of(LifecycleEvent.Defined.Reason.values(), detail));
            case 1 -> new LifecycleEvent.Undefined(guest, Coded.of(LifecycleEvent.Undefined.Reason.values(), detail));
            case 2 -> new LifecycleEvent.Started(guest, Coded.of(LifecycleEvent.Started.Reason.values(), detail));
            case 3 -> new LifecycleEvent.Suspended(guest, Coded.of(LifecycleEvent.Suspended.Reason.values(), detail));
            case 4 -> new LifecycleEvent.Resumed(guest, Coded.of(LifecycleEvent.Resumed.Reason.values(), detail));
            case 5 -> new LifecycleEvent.Stopped(guest, Coded.of(LifecycleEvent.Stopped.Reason.values(), detail));
            case 6 -> new LifecycleEvent.ShutDown(guest, Coded.of(LifecycleEvent.ShutDown.Reason.values(), detail));
            case 7 ->
                new LifecycleEvent.PmSuspended(guest, Coded.of(LifecycleEvent.PmSuspended.Reason.values(), detail));
            case 8 -> new LifecycleEvent.Crashed(guest, Coded.of(LifecycleEvent.Crashed.Reason.values(), detail));
            default -> new GuestEvent.Unknown(guest, event);
        };
    }

    private static GuestEvent graphics(Guest guest, DomainEventCallbackGraphics event) {
        return new GuestEvent.GraphicsClient(
                guest,
                Coded.of(GuestEvent.GraphicsClient.Phase.values(), event.phase()),
                address(event.local()),
                address(event.remote()),
                event.authScheme(),
                event.subject().stream()
                        .map(known -> new GuestEvent.GraphicsClient.Identity(known.type(), known.name()))
                        .toList());
    }

    private static GuestEvent.GraphicsClient.Address address(DomainEventGraphicsAddress address) {
        return new GuestEvent.GraphicsClient.Address(
                Coded.of(GuestEvent.GraphicsClient.Family.values(), address.family()),
                address.node(),
                address.service());
    }

    private static Coded<JobEvent.BlockJobType> blockJobType(int number) {
        return Coded.of(JobEvent.BlockJobType.values(), number);
    }

    private static Coded<JobEvent.BlockJobStatus> blockJobStatus(int number) {
        return Coded.of(JobEvent.BlockJobStatus.values(), number);
    }

    private static Coded<GuestEvent.ChannelState> channelState(int number) {
        return Coded.of(GuestEvent.ChannelState.values(), 1, number);
    }

    private static Coded<GuestEvent.ChannelReason> channelReason(int number) {
        return Coded.of(GuestEvent.ChannelReason.values(), number);
    }
}
