package dev.guestwire.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.guestwire.Guest;
import dev.guestwire.Host;
import dev.guestwire.RunningGuest;
import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.NoAnswerException;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A real guest does not stay frozen when its host is closed, its daemon dies or its agent is slow. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealThawTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @LibvirtHost
    static Lab lab;

    private static RunningGuest running;

    @BeforeAll
    static void boot() throws InterruptedException {
        running = RunningGuest.boot(lab, lab.guest("web").qcow2Disk(64));
    }

    @AfterAll
    static void close() {
        running.close();
    }

    /** {@return what the agent says of the guest's file systems, asked over a new connection until it answers} */
    private static String status() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Host host = Host.connect(lab.qemuUri())) {
                return host.guest("web")
                        .agent()
                        .command("{\"execute\":\"guest-fsfreeze-status\"}")
                        .orElseThrow();
            } catch (LibvirtException notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
            }
        }
    }

    @Test
    @Order(1)
    void closingTheHostThaws() throws Exception {
        try (Host host = Host.connect(lab.qemuUri())) {
            QuiescedFilesystems frozen = host.guest("web").quiesce(PATIENCE);
            assertThat(status()).contains("frozen");
            host.close();
            assertThat(frozen.end()).isPresent();
        }
        assertThat(status()).contains("thawed");
    }

    /** The agent stands still for a while, and freezes later; or never hears of it. */
    @Test
    @Order(2)
    void aSlowAgentDoesNotOutlastTheDeadline() throws Exception {
        Guest guest = running.guest;
        guest.agent()
                .execute(GuestCommand.of(
                                "sh",
                                "-c",
                                "(sleep 1; kill -STOP $(pidof qemu-ga); sleep 6; kill -CONT $(pidof qemu-ga)) &")
                        .withoutOutput());
        assertThatExceptionOfType(AgentUnavailableException.class).isThrownBy(() -> {
            while (guest.agent()
                    .command("{\"execute\":\"guest-ping\"}", AgentTimeout.of(Duration.ofSeconds(1)))
                    .isPresent()) {
                // not yet
            }
        });
        long began = System.nanoTime();
        assertThatExceptionOfType(DeadlineExceededException.class)
                .isThrownBy(() -> guest.quiesce(Duration.ofSeconds(2)))
                .satisfies(late -> assertThat(late.getSuppressed()).hasSize(1));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        assertThat(status()).contains("thawed");
    }

    @Test
    @Order(3)
    void aLostConnectionThaws() throws Exception {
        try (Host host = Host.connect(lab.qemuUri())) {
            QuiescedFilesystems frozen = host.guest("web").quiesce(PATIENCE);
            lab.daemon().kill();
            lab.restart();
            assertThat(frozen.toFuture()
                            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .by())
                    .isEqualTo(Thaw.By.RECONNECTION);
        }
        assertThat(status()).contains("thawed");
    }

    /** The daemon dies at some moment of it: before the freeze, while frozen, or when all is done. */
    @Test
    @Order(4)
    void aQuiescedSnapshotWhoseDaemonDiesLeavesNothingFrozen() throws Exception {
        for (int moment = 0; moment < 4; moment++) {
            try (Host host = Host.connect(lab.qemuUri())) {
                Path overlay = lab.folder().resolve("overlay" + moment);
                Throwable[] thrown = new Throwable[1];
                Thread worker = Thread.ofVirtual().start(() -> thrown[0] = failure(host.guest("web"), overlay));
                while (moment > 0 && Files.notExists(overlay) && worker.isAlive()) {
                    Thread.onSpinWait();
                }
                long then = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(40L * moment);
                while (System.nanoTime() < then) {
                    Thread.onSpinWait();
                }
                lab.daemon().kill();
                lab.restart();
                assertThat(worker.join(PATIENCE)).isTrue();
                if (thrown[0] instanceof NoAnswerException lost && mayHaveFrozen(lost)) {
                    assertThat(lost.getSuppressed())
                            .as("moment %d: %s", moment, lost)
                            .hasSize(1);
                }
            }
            assertThat(status()).as("moment " + moment).contains("thawed");
        }
    }

    /** The look-up of the guest, and what is read of it before, may be lost as well. */
    private static boolean mayHaveFrozen(NoAnswerException lost) {
        return lost.mayHaveRun() && String.valueOf(lost.getMessage()).contains("DomainSnapshotCreateXml");
    }

    private static Throwable failure(Guest guest, Path overlay) {
        try {
            guest.snapshots()
                    .overlays(overlay.getFileName().toString())
                    .overlay("vda", overlay)
                    .quiesced()
                    .withoutMetadata()
                    .create();
            return new IllegalStateException("it was made before the daemon died");
        } catch (LibvirtException failed) {
            return failed;
        }
    }
}
