package dev.guestwire.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.GuestState.Reason;
import dev.guestwire.Host;
import dev.guestwire.RunningGuest;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobInfo;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A guest that moves between two private hosts, which share its disk. */
class RealMigrationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LibvirtHost
    static Lab left;

    @LibvirtHost
    static Lab right;

    private static Host here;
    private static Host there;
    private static RunningGuest running;

    @BeforeAll
    static void boot() throws InterruptedException {
        running = RunningGuest.boot(left, left.guest("mover").qcow2Disk(16));
        here = running.host;
        there = Host.connect(right.qemuUri());
    }

    @AfterAll
    static void close() {
        there.close();
        running.close();
    }

    private static MigrationRequest shaped(MigrationRequest request) {
        return request.live()
                .persistent()
                .undefineSource()
                .unsafe()
                .migrateUri("tcp://127.0.0.1")
                .listenAddress("127.0.0.1");
    }

    @Test
    void managedAndPeerToPeerComeToTheSame() throws InterruptedException {
        Guest guest = here.guest("mover");
        Migration managed = shaped(guest.migration(there)).start();
        moved(managed, there, "managed");
        Migration back = shaped(there.guest("mover").migration(left.qemuUri()).watching(here))
                .start();
        moved(back, here, "peer-to-peer");
    }

    private static void moved(Migration migration, Host to, String how) throws InterruptedException {
        JobOutcome outcome = migration.await(PATIENCE);
        assertThat(outcome.evidence()).as(how).isEqualTo(Evidence.DESTINATION);
        assertThat(outcome.reason()).isEmpty();
        JobInfo statistics = migration.statistics().orElseThrow();
        assertThat(statistics.timing().downtime()).isPresent();
        assertThat(migration.phase()).isEqualTo(MigrationPhase.ENDED);
        MigrationEnds ends = migration.ends().orElseThrow();
        assertThat(ends.source().presence()).isEqualTo(MigrationEnds.Presence.ABSENT);
        assertThat(ends.destination().is(Phase.RUNNING)).isTrue();
        Guest guest = to.guest(migration.guest().uuid());
        assertThat(guest.state().is(Reason.RUNNING_MIGRATED)).isTrue();
        assertThat(guest.isPersistent()).isTrue();
        assertThat(guest.definition(Flag.Xml.INACTIVE).name()).contains("mover");
    }
}
