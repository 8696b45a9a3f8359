package dev.guestwire.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.GuestEvent;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.Host;
import dev.guestwire.HostOptions;
import dev.guestwire.LifecycleEvent.Stopped;
import dev.guestwire.RunningGuest;
import dev.guestwire.agent.QuiescedFilesystems;
import dev.guestwire.agent.Thaw;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.power.PowerOff.How;
import dev.guestwire.snapshot.OverlaySnapshot;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.watch.Expected;
import dev.guestwire.watch.Patience;
import dev.guestwire.watch.Watch;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A guest that QEMU runs is frozen, does not listen, reboots, and is turned off. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealPowerTest {
    /** A machine that is busy otherwise lets the guest take long. */
    private static final Duration SOON = Duration.ofMinutes(4);

    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final String STATUS = "{\"execute\":\"guest-fsfreeze-status\"}";

    @LibvirtHost
    static Lab lab;

    private static Host host;
    private static Guest guest;

    @BeforeAll
    static void boot() throws InterruptedException {
        RunningGuest.boot(lab, lab.guest("web").qcow2Disk(64)).close();
        host = Host.connect(
                lab.qemuUri(),
                HostOptions.defaults().reconnecting(Duration.ofMillis(50), Duration.ofSeconds(1), 1_000));
        guest = host.guest("web");
    }

    @AfterAll
    static void close() {
        host.close();
    }

    /** Runs a shell command in the guest; returns when it has ended. */
    private static void inGuest(String shell) {
        String started = guest.agent()
                .command("{\"execute\":\"guest-exec\",\"arguments\":{\"path\":\"/bin/sh\",\"arg\":[\"-c\",\"" + shell
                        + "\"]}}")
                .orElseThrow();
        String status =
                "{\"execute\":\"guest-exec-status\",\"arguments\":{\"pid\":" + started.replaceAll("\\D", "") + "}}";
        Patience left = Patience.of(SOON);
        while (!guest.agent().command(status).orElseThrow().contains("\"exited\":true")) {
            assertThat(left.isOver()).isFalse();
        }
    }

    private static void assertThatGuestIs(String status) {
        assertThat(guest.agent().command(STATUS)).contains("{\"return\":\"" + status + "\"}");
    }

    private static Thaw end(QuiescedFilesystems frozen) throws Exception {
        return frozen.toFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    @Order(1)
    void filesystemsAreFrozenUntilTheyAreClosed() throws InterruptedException {
        guest.agent().awaitConnected(SOON);
        try (QuiescedFilesystems frozen = guest.quiesce(SOON)) {
            assertThat(frozen.filesystems()).isEqualTo(1);
            assertThatGuestIs("frozen");
        }
        assertThatGuestIs("thawed");
    }

    @Test
    @Order(2)
    void theyAreThawedAtTheDeadlineWhileSomebodyHoldsOn() throws Exception {
        QuiescedFilesystems frozen = guest.quiesce(A_SECOND.multipliedBy(3));
        assertThat(end(frozen).by()).isEqualTo(Thaw.By.DEADLINE);
        assertThatGuestIs("thawed");
        assertThatExceptionOfType(JobNotCompletedException.class).isThrownBy(frozen::close);
    }

    @Test
    @Order(3)
    void anotherThawIsNoticed() {
        QuiescedFilesystems frozen = guest.quiesce(SOON);
        guest.agent().thaw();
        assertThat(frozen.thaw().by()).isEqualTo(Thaw.By.SOMEBODY_ELSE);
    }

    @Test
    @Order(4)
    void snapshotsAreQuiescedIfPossible() {
        OverlaySnapshot.Made quiesced = guest.snapshots()
                .overlays("quiesced")
                .overlay("vda", lab.folder().resolve("quiesced.qcow2"))
                .createQuiescedIfPossible();
        assertThat(quiesced.isQuiesced()).isTrue();
        assertThatGuestIs("thawed");
        guest.suspend();
        OverlaySnapshot.Made not = guest.snapshots()
                .overlays("not")
                .overlay("vda", lab.folder().resolve("not.qcow2"))
                .createQuiescedIfPossible();
        assertThat(not.isQuiesced()).isFalse();
        assertThat(not.whyNotQuiesced().orElseThrow()).isInstanceOf(WrongStateException.class);
        guest.resume();
    }

    @Test
    @Order(5)
    void theyAreThawedAfterTheDaemonWasRestarted() throws Exception {
        QuiescedFilesystems frozen = guest.quiesce(Duration.ofMinutes(5));
        lab.restart();
        assertThat(end(frozen).by()).isEqualTo(Thaw.By.RECONNECTION);
        assertThat(frozen.end().orElseThrow().filesystems()).isEqualTo(1);
        assertThatGuestIs("thawed");
        assertThatExceptionOfType(JobNotCompletedException.class).isThrownBy(frozen::close);
    }

    @Test
    @Order(6)
    void aGuestThatDoesNotListenIsNeitherOffNorRebooted() {
        inGuest("killall acpid");
        Power power = guest.power();
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> power.shutdown()
                        .by(Flag.Shutdown.ACPI)
                        .every(Duration.ofMillis(500))
                        .await(A_SECOND))
                .matches(late -> late.status() == Status.STILL_RUNNING)
                .withMessageContaining("the guest is not off after");
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> power.reboot().by(Flag.Shutdown.ACPI).await(A_SECOND))
                .matches(late -> late.status() == Status.STILL_RUNNING);
        assertThat(guest.isActive()).isTrue();
        guest.suspend();
        assertThatExceptionOfType(WrongStateException.class)
                .isThrownBy(() -> power.shutdown().by(Flag.Shutdown.ACPI).await(SOON));
        guest.resume();
        inGuest("acpid -l /dev/null");
    }

    @Test
    @Order(7)
    void aRebootIsNoticedAndTheAgentAwaited() throws InterruptedException {
        int run = guest.id().orElseThrow();
        try (var connected = Expected.of(
                guest, GuestEvent.AgentChanged.class, agent -> agent.state().is(GuestEvent.ChannelState.CONNECTED))) {
            RebootRequest.Reboot reboot =
                    guest.power().reboot().by(Flag.Shutdown.ACPI).await(SOON);
            assertThat(reboot.how()).isEqualTo(RebootRequest.Reboot.How.RESET);
            assertThat(guest.id()).hasValue(run);
            connected.await(SOON);
        }
        guest.agent().awaitConnected(SOON);
    }

    /** A guest that still boots may not hear the request; if a reboot is told, its system has gone down for it. */
    @Test
    @Order(8)
    void theEchoOfAResetIsNoReboot() throws InterruptedException {
        try (var monitor = new Watch(guest, GuestEvent.QemuEvent.class)) {
            guest.reset();
            boolean told = hasRebooted();
            assertThat(shutDowns(monitor)).as("shutdowns, when told " + told).isGreaterThanOrEqualTo(told ? 1 : 0);
        }
        guest.agent().awaitConnected(Duration.ofMinutes(4));
    }

    private static boolean hasRebooted() throws InterruptedException {
        try {
            guest.power().reboot().by(Flag.Shutdown.ACPI).await(Duration.ofSeconds(8));
            return true;
        } catch (JobNotCompletedException late) {
            assertThat(late.status()).isEqualTo(Status.STILL_RUNNING);
            return false;
        }
    }

    private static int shutDowns(Watch monitor) throws InterruptedException {
        int count = 0;
        while (monitor.next(A_SECOND).orElse(null) instanceof GuestEvent.QemuEvent said) {
            count += said.event().equals("SHUTDOWN") ? 1 : 0;
        }
        return count;
    }

    @Test
    @Order(9)
    void aGuestThatListensIsOff() throws InterruptedException {
        Power power = guest.power();
        PowerOff off = power.shutdown().by(Flag.Shutdown.ACPI).every(SOON).await(SOON);
        assertThat(off.how()).isEqualTo(How.BY_ITSELF);
        assertThat(off.reason()).contains(Stopped.Reason.SHUTDOWN);
        assertThat(off.requests()).isEqualTo(1);
        assertThat(power.await(Phase.SHUT_OFF, SOON).is(Phase.SHUT_OFF)).isTrue();
        assertThat(power.shutdown().await(SOON).how()).isEqualTo(How.ALREADY_OFF);
    }

    @Test
    @Order(10)
    void onlyTheRunThatIsMeantIsDestroyed() throws InterruptedException {
        guest.start();
        int first = guest.id().orElseThrow();
        guest.destroy();
        guest.start(Flag.Start.PAUSED);
        Power power = guest.power();
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> power.destroy(first, SOON))
                .matches(another -> another.status() == Status.FAILED);
        assertThat(guest.isActive()).isTrue();
        PowerOff off =
                power.shutdown().by(Flag.Shutdown.ACPI).resuming().thenDestroy().await(Duration.ofMillis(200));
        assertThat(off.how()).isEqualTo(How.DESTROYED);
        assertThat(off.requests()).isEqualTo(1);
        assertThat(guest.isActive()).isFalse();
    }
}
