package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.GuestState.Phase;
import dev.guestwire.GuestState.Reason;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LabGuest;
import dev.guestwire.testkit.LibvirtHost;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A guest that QEMU runs. */
class RealGuestTest {
    private static final Duration BOOT = Duration.ofMinutes(4);

    @LibvirtHost
    static Lab lab;

    @Test
    void aGuestLivesAndTellsOfIt() throws InterruptedException {
        EventListener events = new EventListener();
        try (Host host = Host.connect(lab.qemuUri());
                Subscription all = host.onEvent(events)) {
            Guest guest = define(host, events);
            EventListener own = new EventListener();
            try (Subscription ofGuest = guest.onEvent(LifecycleEvent.class, own)) {
                startPaused(guest, events);
                resumeAndWaitForTheAgent(guest, events);
                suspendAndResume(guest, events);
                switchOff(guest, events);
                assertThat(own.next()).isInstanceOf(LifecycleEvent.Started.class);
            }
            endByForce(guest, events);
            forget(host, guest, events);
        }
    }

    private static Guest define(Host host, EventListener events) throws InterruptedException {
        LabGuest tiny = lab.guest("tiny").create();
        assertThat(host.hypervisorType()).isEqualTo("QEMU");
        Guest guest = host.define(tiny.xml(), Flag.Define.VALIDATE);
        assertThat(guest.uuid()).isEqualTo(tiny.uuid());
        assertThat(events.next(LifecycleEvent.Defined.class).reason().is(LifecycleEvent.Defined.Reason.ADDED))
                .isTrue();
        assertThat(guest.state().is(Phase.SHUT_OFF)).isTrue();
        assertThat(guest.isPersistent()).isTrue();
        Guest renamed = guest.rename("renamed");
        assertThat(host.guest("renamed")).isEqualTo(guest);
        renamed.autostart(true);
        assertThat(host.guests(Flag.Filter.AUTOSTART)).containsExactly(guest);
        guest.autostart(false);
        return renamed;
    }

    private static void startPaused(Guest guest, EventListener events) throws InterruptedException {
        guest.start(Flag.Start.PAUSED, Flag.Start.FORCE_BOOT);
        assertThat(guest.state().is(Phase.PAUSED)).isTrue();
        assertThat(guest.id()).isPresent();
        assertThat(guest.isActive()).isTrue();
        LifecycleEvent.Started started = events.next(LifecycleEvent.Started.class);
        assertThat(started.guest()).isEqualTo(guest);
        assertThat(started.reason().is(LifecycleEvent.Started.Reason.BOOTED)).isTrue();
        assertThat(guest.xmlDescription()).contains("<alias name=");
        assertThat(guest.xmlDescription(Flag.Xml.INACTIVE)).doesNotContain("<alias name=");
    }

    private static void resumeAndWaitForTheAgent(Guest guest, EventListener events) throws InterruptedException {
        guest.resume();
        while (!events.next(GuestEvent.AgentChanged.class, BOOT).state().is(GuestEvent.ChannelState.CONNECTED)) {
            // some releases tell first that it is not there yet
        }
        GuestResources resources = guest.info();
        assertThat(resources.vcpus()).isPositive();
        assertThat(resources.maxMemoryKib()).isGreaterThan(64 * 1024);
        assertThat(resources.cpuTime()).isPositive();
    }

    private static void suspendAndResume(Guest guest, EventListener events) throws InterruptedException {
        guest.suspend();
        assertThat(guest.state().is(Reason.PAUSED_USER)).isTrue();
        assertThat(events.next(LifecycleEvent.Suspended.class).reason().is(LifecycleEvent.Suspended.Reason.PAUSED))
                .isTrue();
        guest.resume();
        assertThat(guest.state().is(Reason.RUNNING_UNPAUSED)).isTrue();
        assertThat(events.next(LifecycleEvent.Resumed.class).guest()).isEqualTo(guest);
        assertThat(guest.host().states()).containsEntry(guest, guest.state());
    }

    private static void switchOff(Guest guest, EventListener events) throws InterruptedException {
        guest.shutdown(Flag.Shutdown.ACPI);
        LifecycleEvent.Stopped stopped = events.next(LifecycleEvent.Stopped.class, BOOT);
        assertThat(stopped.reason().is(LifecycleEvent.Stopped.Reason.SHUTDOWN)).isTrue();
        assertThat(guest.state().is(Reason.SHUT_OFF_SHUTDOWN)).isTrue();
    }

    private static void endByForce(Guest guest, EventListener events) throws InterruptedException {
        guest.start();
        assertThat(events.next(LifecycleEvent.Started.class).guest()).isEqualTo(guest);
        guest.reset();
        assertThat(events.next(GuestEvent.Rebooted.class).guest()).isEqualTo(guest);
        guest.destroy(Flag.Destroy.GRACEFUL);
        assertThat(events.next(LifecycleEvent.Stopped.class).reason().is(LifecycleEvent.Stopped.Reason.DESTROYED))
                .isTrue();
    }

    private static void forget(Host host, Guest guest, EventListener events) throws InterruptedException {
        guest.undefine(Flag.Undefine.MANAGED_SAVE, Flag.Undefine.SNAPSHOTS_METADATA);
        assertThat(events.next(LifecycleEvent.Undefined.class).reason().is(LifecycleEvent.Undefined.Reason.REMOVED))
                .isTrue();
        assertThat(host.findGuest(guest.uuid())).isEmpty();
    }
}
