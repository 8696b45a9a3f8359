package dev.guestwire.migration;

import static dev.guestwire.migration.TwoHosts.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.Flag;
import dev.guestwire.Guest;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.GuestState.Reason;
import dev.guestwire.Host;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.JobInfo;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobRef;
import dev.guestwire.migration.MigrationEnds.Presence;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LabGuest;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.domain.Domain;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A guest that moves between two private hosts, which share its disk, and writes to it all the time. */
class RealMigrationTest {
    private static final int MOVES = Integer.getInteger("guestwire.moves", 4);

    private static final int SLOW = 4;

    @LibvirtHost
    static Lab left;

    @LibvirtHost
    static Lab right;

    private static TwoHosts hosts;

    @BeforeAll
    static void boot() throws InterruptedException {
        hosts = TwoHosts.boot(left, right, "mover");
    }

    @AfterAll
    static void close() {
        hosts.close();
    }

    @Test
    void managedAndPeerToPeerComeToTheSame() throws InterruptedException {
        moved(hosts.managed().start());
        moved(hosts.peerToPeer().start());
    }

    private static void moved(Migration migration) throws InterruptedException {
        List<MigrationProgress> seen = new ArrayList<>();
        JobOutcome outcome = migration.await(PATIENCE, Duration.ofMillis(20), seen::add);
        assertThat(outcome.evidence()).isEqualTo(Evidence.DESTINATION);
        assertThat(outcome.reason()).isEmpty();
        JobInfo statistics = migration.statistics().orElseThrow();
        assertThat(statistics.timing().downtime().orElseThrow()).isLessThan(PATIENCE);
        assertThat(seen).anyMatch(progress -> progress.totalBytes() > 100 << 20);
        assertThat(migration.phase()).isEqualTo(MigrationPhase.ENDED);
        MigrationEnds ends = migration.ends().orElseThrow();
        assertThat(ends.source().presence()).isEqualTo(Presence.ABSENT);
        assertThat(ends.destination().is(Reason.RUNNING_MIGRATED)).isTrue();
        Guest arrived = migration.arriving().orElseThrow();
        assertThat(arrived.isPersistent()).isTrue();
        assertThat(arrived.state().is(Phase.RUNNING)).isTrue();
        foundAgain(migration);
    }

    private static void foundAgain(Migration migration) throws InterruptedException {
        JobRef stored = JobRef.parse(migration.ref().toString());
        Host from = migration.guest().host();
        Host to = migration.arriving().orElseThrow().host();
        assertThat(Migration.attach(stored, from, to).await(PATIENCE).evidence())
                .isEqualTo(Evidence.DESTINATION);
        JobOutcome halfKnown = Migration.attach(stored, from, null).toFuture().join();
        assertThat(halfKnown.status()).isEqualTo(JobOutcome.Status.UNKNOWN);
        assertThat(halfKnown.reason().orElseThrow()).contains("at the source the guest is not there");
    }

    @Test
    void byManyConnectionsThroughTheDaemonsAndHeldBack() throws InterruptedException {
        moved(hosts.managed().parallel(2).start());
        moved(tunnelled().start());
        moved(hosts.peerToPeer().autoConverge(20, 10).start());
        moved(hosts.managed().compressed(MigrationCompression.xbzrle()).start());
    }

    /** The daemons' own connection leaves no choice of an address. */
    private static MigrationRequest tunnelled() {
        return hosts.guest()
                .migration(hosts.labThere().qemuUri())
                .watching(hosts.there())
                .live()
                .persistent()
                .undefineSource()
                .unsafe()
                .tunnelled();
    }

    @Test
    void noTickIsLostOnTheWay() throws InterruptedException {
        hosts.background("i=0; while :; do i=$((i+1)); echo $i >> /mnt/ticks; usleep 10000; done");
        for (int move = 0; move < MOVES; move++) {
            MigrationRequest request = move % 4 < 2 ? hosts.managed() : hosts.peerToPeer();
            request.start().await(PATIENCE);
        }
        String ticks = hosts.shell("cp /mnt/ticks /tmp/t; seq 1 $(wc -l < /tmp/t) | cmp - /tmp/t && wc -l < /tmp/t");
        assertThat(Integer.parseInt(ticks)).isGreaterThan(MOVES);
    }

    @Test
    void theDestinationHasAnotherGuestOfThatName() throws InterruptedException {
        LabGuest other = hosts.labThere().guest("mover").create();
        Host there = hosts.there();
        Guest inTheWay = there.define(other.xml());
        try {
            refused(hosts.managed().start(), "already exists");
            refused(hosts.peerToPeer().start(), "already exists");
        } finally {
            inTheWay.undefine();
        }
    }

    @Test
    void theDestinationLacksTheDisk() throws InterruptedException {
        refused(hosts.managed().definition(onDisk("/nowhere/vda")).start(), "/nowhere/vda");
        refused(hosts.peerToPeer().definition(onDisk("/nowhere/vda")).start(), "/nowhere/vda");
    }

    @Test
    void theDiskMovesToo() throws InterruptedException {
        hosts.shell("echo carried > /mnt/carried; sync; echo done");
        Path disk =
                hosts.labThere().newDisk("moved-" + hosts.labThere().folder().getFileName() + ".qcow2", "qcow2", 16);
        Migration migration = hosts.managed()
                .definition(onDisk(disk.toString()))
                .copyingDisks("vda")
                .start();
        JobOutcome outcome = migration.await(PATIENCE);
        assertThat(outcome.statistics().findLong("disk_total").orElseThrow()).isPositive();
        Guest arrived = migration.arriving().orElseThrow();
        assertThat(arrived.definition().findDisk(disk.toString())).isPresent();
        assertThat(arrived.definition(Flag.Xml.INACTIVE).findDisk(disk.toString()))
                .isPresent();
        assertThat(hosts.shell("echo 3 > /proc/sys/vm/drop_caches; cat /mnt/carried"))
                .isEqualTo("carried");
    }

    @Test
    void aGuestThatIsOffMovesItsDefinition() throws InterruptedException {
        Guest off = hosts.left.define(left.guest("sleeper").create().xml());
        movedOff(off.migration(hosts.right));
        Guest there = hosts.right.guest("sleeper");
        movedOff(there.migration(left.qemuUri()).watching(hosts.left));
        hosts.left.guest("sleeper").undefine();
    }

    @Test
    void anOfflineMigrationOfARunningGuestMovesItsDefinitionAlone() throws InterruptedException {
        Migration migration =
                hosts.guest().migration(hosts.there()).offline().persistent().start();
        JobOutcome outcome = migration.await(PATIENCE);
        assertThat(outcome.statistics().list()).isEmpty();
        assertThat(outcome.reason().orElseThrow())
                .contains("the definition alone", "at the source the guest is running");
        hosts.there().guest("mover").undefine();
    }

    @Test
    void whatTheDestinationsHypervisorDiedOfIsTold() throws InterruptedException {
        Migration migration = hosts.managed().bandwidthMib(SLOW).start();
        assertThat(migration.awaitPhase(MigrationPhase.COPYING, PATIENCE)).isTrue();
        secondOneIsRefusedAtOnce();
        JobRef early = JobRef.parse(migration.ref().toString());
        arriving().destroyForcibly();
        assertThatThrownBy(() -> migration.await(PATIENCE))
                .isInstanceOfSatisfying(
                        JobNotCompletedException.class,
                        thrown -> assertThat(thrown.reason())
                                .containsAnyOf(
                                        "monitor", "load of migration failed", "hypervisor at the destination ended")
                                .doesNotContain("same host"))
                .hasCauseInstanceOf(CallFailedException.class);
        hosts.awaitNobodyThere();
        stayed(migration);
        JobOutcome found =
                Migration.attach(early, hosts.here(), hosts.there()).toFuture().join();
        assertThat(found.status()).isEqualTo(JobOutcome.Status.FAILED);
        assertThat(found.reason().orElseThrow()).contains("it did not move");
        laterOnesAreNoEvidenceOf(early);
    }

    private static void laterOnesAreNoEvidenceOf(JobRef failed) throws InterruptedException {
        Host from = hosts.here();
        Host to = hosts.there();
        hosts.managed().start().await(PATIENCE);
        assertThat(Migration.attach(failed, from, to).toFuture().join().status())
                .isEqualTo(JobOutcome.Status.UNKNOWN);
        assertThat(from.job(failed).toFuture().join().status()).isEqualTo(JobOutcome.Status.UNKNOWN);
    }

    private static void secondOneIsRefusedAtOnce() {
        for (MigrationRequest second : List.of(hosts.managed(), hosts.peerToPeer())) {
            assertThatThrownBy(() -> second.start().await(PATIENCE)).isInstanceOf(WrongStateException.class);
        }
    }

    /** The guest that moves may have arrived itself: the younger process is meant. */
    private static ProcessHandle arriving() {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    String line = process.info().commandLine().orElse("");
                    return line.contains("guest=mover,") && line.contains("-incoming");
                })
                .max(Comparator.comparing(
                        process -> process.info().startInstant().orElse(Instant.MIN)))
                .orElseThrow();
    }

    private static void movedOff(MigrationRequest request) throws InterruptedException {
        Migration migration = request.offline().persistent().undefineSource().start();
        assertThat(migration.await(PATIENCE).evidence()).isEqualTo(Evidence.ANSWER);
        MigrationEnds ends = migration.ends().orElseThrow();
        assertThat(ends.source().presence()).isEqualTo(Presence.ABSENT);
        assertThat(ends.destination().is(Phase.SHUT_OFF)).isTrue();
    }

    private static UnaryOperator<Domain> onDisk(String file) {
        return domain -> {
            Disk disk = domain.findDisk("vda").orElseThrow();
            return domain.replace(disk, disk.withSource(source -> source.withFile(file)));
        };
    }

    private static void refused(Migration migration, String why) throws InterruptedException {
        assertThatThrownBy(() -> migration.await(PATIENCE))
                .isInstanceOfSatisfying(
                        JobNotCompletedException.class,
                        thrown -> assertThat(thrown.status()).isEqualTo(JobNotCompletedException.Status.FAILED))
                .hasMessageContaining(why);
        stayed(migration);
    }

    private static void stayed(Migration migration) {
        assertThat(migration.guest().state().is(Phase.RUNNING)).isTrue();
        MigrationEnds ends = migration.ends().orElseThrow();
        assertThat(ends.source().is(Phase.RUNNING)).isTrue();
        assertThat(ends.destination().presence()).isEqualTo(Presence.ABSENT);
        assertThat(migration.outcome().orElseThrow().reason().orElseThrow())
                .contains("at the source the guest is running", "at the destination not there");
        assertThat(migration.guest().isPersistent()).isTrue();
        assertThat(migration.guest().definition(Flag.Xml.INACTIVE).name()).contains("mover");
    }
}
