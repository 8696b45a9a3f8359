package dev.guestwire.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.Guest;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.GuestState.Reason;
import dev.guestwire.RunningGuest;
import dev.guestwire.agent.GuestAgent;
import dev.guestwire.agent.GuestAgent.HostnameSource;
import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.domain.DomainCheckpoint;
import dev.guestwire.xml.domain.DomainCheckpoint.CheckpointDisk;
import dev.guestwire.xml.domain.DomainSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Snapshots and checkpoints of a guest that QEMU runs. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealSnapshotTest {
    @LibvirtHost
    static Lab lab;

    private static RunningGuest running;
    private static Guest guest;
    private static GuestAgent agent;
    private static Snapshots snapshots;

    @BeforeAll
    static void boot() throws InterruptedException {
        running = RunningGuest.boot(lab, lab.guest("web").qcow2Disk(64).qcow2Disk(8));
        guest = running.guest;
        agent = guest.agent();
        snapshots = guest.snapshots();
    }

    @AfterAll
    static void close() {
        running.close();
    }

    private static String sourceOf(String target) {
        return guest.devices(Disk.class).stream()
                .filter(disk -> disk.target().equals(Optional.of(target)))
                .findFirst()
                .flatMap(disk -> disk.source().file())
                .orElseThrow();
    }

    private static void awaitHostname(String name) {
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        while (!hostname().equals(name)) {
            assertThat(Instant.now()).isBefore(end);
        }
    }

    /** Its channel is closed and opened anew while the guest goes back. */
    private static String hostname() {
        try {
            return agent.hostname(HostnameSource.AGENT);
        } catch (AgentUnavailableException notYet) {
            return "";
        }
    }

    @Test
    @Order(1)
    void aGuestReturnsToASnapshotWithItsMemory() {
        Snapshot fresh = snapshots.create(DomainSnapshot.of("fresh", List.of()));
        assertThat(snapshots.list(SnapshotFilter.INTERNAL, SnapshotFilter.ACTIVE))
                .containsExactly(fresh);
        assertThat(snapshots.current()).contains(fresh);
        assertThat(fresh.isCurrent()).isTrue();
        assertThat(fresh.hasMetadata()).isTrue();
        assertThat(fresh.parent()).isEmpty();
        assertThat(fresh.definition().state()).contains("running");
        assertThat(fresh.definition().domain().orElseThrow().uuid()).contains(guest.uuid());

        agent.command("{\"execute\":\"guest-exec\",\"arguments\":{\"path\":\"/bin/hostname\",\"arg\":[\"later\"]}}");
        awaitHostname("later");
        Snapshot later = snapshots.create("<domainsnapshot><name>later</name></domainsnapshot>");
        assertThat(later.parent()).contains(fresh);
        assertThat(snapshots.tree())
                .containsExactly(new SnapshotTree(fresh, List.of(new SnapshotTree(later, List.of()))));

        fresh.revert(Snapshot.Revert.RUNNING);
        assertThat(guest.state().is(Reason.RUNNING_FROM_SNAPSHOT)).isTrue();
        awaitHostname("guest");
        assertThat(snapshots.current()).contains(fresh);
        later.revert(Snapshot.Revert.PAUSED);
        assertThat(guest.state().is(Phase.PAUSED)).isTrue();
        guest.resume();

        fresh.delete(Snapshot.Delete.CHILDREN);
        assertThat(snapshots.list()).isEmpty();
        assertThat(snapshots.current()).isEmpty();
        assertThat(snapshots.find("fresh")).isEmpty();
        assertThatThrownBy(() -> fresh.revert()).isInstanceOf(NotFoundException.class);
    }

    @Test
    @Order(2)
    void checkpointsKeepTrack() {
        Checkpoints checkpoints = guest.checkpoints();
        assertThat(checkpoints.list()).isEmpty();
        Checkpoint monday = checkpoints.create(DomainCheckpoint.of("monday", List.of(CheckpointDisk.tracked("vda"))));
        DomainCheckpoint wanted = DomainCheckpoint.of("tuesday", List.of(CheckpointDisk.tracked("vda")));
        Checkpoint tuesday = agent.whileFrozen(() -> checkpoints.create(wanted));
        assertThat(checkpoints.list(CheckpointFilter.TOPOLOGICAL)).containsExactly(monday, tuesday);
        assertThat(checkpoints.roots()).containsExactly(monday);
        assertThat(checkpoints.list(CheckpointFilter.LEAVES)).containsExactly(tuesday);
        assertThat(checkpoints.find("monday")).contains(monday);
        assertThat(checkpoints.find("sunday")).isEmpty();
        assertThat(monday.children()).containsExactly(tuesday);
        assertThat(monday.descendants()).containsExactly(tuesday);
        assertThat(tuesday.parent()).contains(monday);
        assertThat(monday.parent()).isEmpty();

        DomainCheckpoint sizes = tuesday.definition(Checkpoint.Xml.SIZE, Checkpoint.Xml.NO_DOMAIN);
        assertThat(sizes.domain()).isEmpty();
        assertThat(sizes.parent()).contains("monday");
        assertThat(sizes.disks()).anySatisfy(disk -> {
            assertThat(disk.name()).contains("vda");
            assertThat(disk.bitmap()).contains("tuesday");
            assertThat(disk.size()).isPresent();
        });
        monday.delete();
        assertThat(tuesday.parent()).isEmpty();
        assertThatThrownBy(monday::parent).isInstanceOf(NotFoundException.class);
        tuesday.delete();
        assertThat(checkpoints.list()).isEmpty();
    }

    @Test
    @Order(3)
    void aQuiescedSnapshotPutsAnOverlayInUse() {
        String before = sourceOf("vda");
        String untouched = sourceOf("vdb");
        Path overlay = lab.folder().resolve("overlay.qcow2");
        Snapshot backup =
                snapshots.overlays("backup").overlay("vda", overlay).quiesced().create();
        assertThat(backup.name()).isEqualTo("backup");
        assertThat(sourceOf("vda")).isEqualTo(overlay.toString()).isNotEqualTo(before);
        assertThat(sourceOf("vdb")).as("a disk that was not named").isEqualTo(untouched);
        assertThat(Files.exists(overlay)).isTrue();
        assertThat(agent.thaw()).as("it was thawed").isZero();
        assertThat(snapshots.list(SnapshotFilter.DISK_ONLY, SnapshotFilter.EXTERNAL))
                .containsExactly(backup);
        backup.delete(Snapshot.Delete.METADATA_ONLY);
        assertThat(snapshots.list()).isEmpty();
        assertThat(sourceOf("vda")).isEqualTo(overlay.toString());
    }

    @Test
    @Order(4)
    void withoutMetadataNobodyKnowsItByItsName() {
        Path overlay = lab.folder().resolve("second.qcow2");
        Snapshot unknown = snapshots
                .overlays("unknown")
                .overlay("vda", overlay)
                .withoutMetadata()
                .create();
        assertThat(unknown.name()).isEqualTo("unknown");
        assertThat(sourceOf("vda")).isEqualTo(overlay.toString());
        assertThat(snapshots.list()).isEmpty();
        assertThat(snapshots.find("unknown")).isEmpty();
        assertThatThrownBy(unknown::hasMetadata).isInstanceOf(CallFailedException.class);
    }
}
