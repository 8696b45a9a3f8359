package dev.guestwire.migration;

import static dev.guestwire.migration.TwoHosts.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.GuestState.Phase;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobOutcome.Status;
import dev.guestwire.migration.CompletionTimeout.Action;
import dev.guestwire.migration.MigrationAction.Kind;
import dev.guestwire.migration.MigrationEnds.Presence;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.watch.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A guest that changes its memory faster than it may be sent: its migration never ends by itself. */
class SlowMigrationTest {
    private static final Path USERFAULT = Path.of("/proc/sys/vm/unprivileged_userfaultfd");
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    /** MiB/s: a machine with much else to do lets the guest write less, but still far more than this takes along. */
    private static final int SLOW = 16;

    @LibvirtHost
    static Lab left;

    @LibvirtHost
    static Lab right;

    private static TwoHosts hosts;

    @BeforeAll
    static void boot() throws InterruptedException {
        hosts = TwoHosts.boot(left, right, "writer");
        hosts.shell(
                "mkdir -p /tmp/w; dd if=/dev/urandom of=/tmp/w/a bs=1M count=24 2>/dev/null; cp /tmp/w/a /tmp/w/b; echo ready");
        hosts.background("while :; do dd if=/tmp/w/a of=/tmp/w/b bs=1M conv=notrunc; done");
    }

    @AfterAll
    static void close() {
        hosts.close();
    }

    private static MigrationPolicy policy() {
        return MigrationPolicy.of().every(Duration.ofMillis(100));
    }

    private static JobOutcome end(Migration migration) throws InterruptedException {
        try {
            return migration.toFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException still) {
            throw new AssertionError(migration + " " + migration.progress(), still);
        }
    }

    private static void endsAs(Status status, Migration migration) throws InterruptedException {
        JobOutcome outcome = end(migration);
        assertThat(outcome.status()).as(outcome.toString()).isEqualTo(status);
    }

    private static void stayed(Migration migration) {
        assertThat(migration.guest().state().is(Phase.RUNNING)).isTrue();
        MigrationEnds ends = migration.ends().orElseThrow();
        assertThat(ends.source().is(Phase.RUNNING)).isTrue();
        assertThat(ends.destination().presence()).isEqualTo(Presence.ABSENT);
        assertThat(migration.outcome().orElseThrow().reason().orElseThrow())
                .contains("at the source the guest is running", "at the destination not there");
    }

    private static void moved(Migration migration) {
        assertThat(migration.ends().orElseThrow().source().presence()).isEqualTo(Presence.ABSENT);
        assertThat(migration.ends().orElseThrow().destination().is(Phase.RUNNING))
                .isTrue();
        assertThat(migration.arriving().orElseThrow().state().is(Phase.RUNNING)).isTrue();
    }

    @Test
    void cancelled() throws InterruptedException {
        Migration early = hosts.peerToPeer().bandwidthMib(SLOW).start();
        early.cancel();
        endsAs(Status.CANCELLED, early);
        stayed(early);
        Migration late = hosts.managed().bandwidthMib(SLOW).start();
        assertThat(late.awaitPhase(MigrationPhase.COPYING, PATIENCE)).isTrue();
        awaitRate(late);
        late.cancel();
        endsAs(Status.CANCELLED, late);
        stayed(late);
    }

    /** How fast the guest writes is known from the second look on. */
    private static void awaitRate(Migration migration) {
        Patience patience = Patience.of(PATIENCE);
        while (migration
                .progress()
                .flatMap(now -> now.rates().memory().stream().boxed().findFirst())
                .isEmpty()) {
            assertThat(patience.isOver())
                    .as("no rate: %s", migration.progress())
                    .isFalse();
        }
    }

    @Test
    void givenUpAfterItsTime() throws InterruptedException {
        Migration migration = hosts.managed()
                .bandwidthMib(SLOW)
                .policy(policy().timeoutPerGib(A_SECOND, Action.ABORT))
                .start();
        JobOutcome outcome = end(migration);
        assertThat(outcome.status()).as(outcome.toString()).isEqualTo(Status.CANCELLED);
        assertThat(outcome.reason().orElseThrow()).contains("it takes longer than 2 s");
        assertThat(migration.actions())
                .singleElement()
                .matches(done -> done.deed().kind() == Kind.ABORT);
        stayed(migration);
    }

    @Test
    void pausedToFinish() throws InterruptedException {
        Migration migration = hosts.peerToPeer()
                .bandwidthMib(SLOW)
                .policy(policy().timeoutPerGib(A_SECOND, Action.FORCE_COMPLETE))
                .start();
        endsAs(Status.COMPLETED, migration);
        assertThat(migration.actions())
                .singleElement()
                .matches(done -> done.deed().kind() == Kind.PAUSE);
        moved(migration);
    }

    @Test
    void pausedAndThenCancelled() throws InterruptedException {
        Migration migration = hosts.managed().bandwidthMib(4).start();
        migration.pauseToFinish();
        assertThat(migration.awaitPhase(MigrationPhase.FINISHING, PATIENCE)).isTrue();
        migration.cancel();
        endsAs(Status.CANCELLED, migration);
        stayed(migration);
    }

    @Test
    void letStandStillForLonger() throws InterruptedException {
        DowntimeSteps steps = new DowntimeSteps(Duration.ofSeconds(6), 3, A_SECOND);
        Migration migration = hosts.managed()
                .bandwidthMib(SLOW)
                .policy(policy().downtime(steps))
                .start();
        endsAs(Status.COMPLETED, migration);
        assertThat(migration.actions())
                .isNotEmpty()
                .allMatch(done -> done.deed().kind() == Kind.DOWNTIME);
        moved(migration);
    }

    @Test
    void switchedToPostCopy() throws InterruptedException, IOException {
        String before = Files.readString(USERFAULT).strip();
        boolean allowed = allow("1");
        try {
            Migration migration = hosts.managed()
                    .postCopy()
                    .bandwidthMib(SLOW)
                    .postCopyBandwidthMib(0)
                    .policy(policy().switchToPostCopy(PostCopySwitch.USUAL))
                    .start();
            JobOutcome outcome = end(migration);
            if (allowed) {
                assertThat(outcome.status()).as(outcome.toString()).isEqualTo(Status.COMPLETED);
                assertThat(migration.actions())
                        .singleElement()
                        .matches(done -> done.deed().kind() == Kind.POST_COPY);
                moved(migration);
            } else {
                assertThat(outcome.status()).as(outcome.toString()).isEqualTo(Status.FAILED);
                assertThat(outcome.reason().orElseThrow()).containsIgnoringCase("postcopy");
                stayed(migration);
            }
        } finally {
            allow(before);
        }
    }

    /** {@return whether a user who is not root may do what post-copy needs, after trying to change that} */
    private static boolean allow(String wanted) throws IOException {
        try {
            Files.writeString(USERFAULT, wanted + "\n");
        } catch (IOException notRoot) {
            return Files.readString(USERFAULT).startsWith("1");
        }
        return Files.readString(USERFAULT).strip().equals(wanted);
    }

    @Test
    void theDestinationsDaemonDies() throws InterruptedException {
        for (MigrationRequest request : new MigrationRequest[] {hosts.managed(), hosts.peerToPeer()}) {
            Migration migration = request.bandwidthMib(SLOW).start();
            assertThat(migration.awaitPhase(MigrationPhase.COPYING, PATIENCE)).isTrue();
            Lab there = hosts.labThere();
            there.daemon().kill();
            JobOutcome outcome = end(migration);
            assertThat(outcome.status()).as(outcome.toString()).isEqualTo(Status.FAILED);
            assertThat(migration.ends().orElseThrow().source().is(Phase.RUNNING))
                    .isTrue();
            there.restart();
            hosts.awaitNobodyThere();
            assertThat(migration.guest().state().is(Phase.RUNNING)).isTrue();
        }
    }

    @Test
    void theSourcesDaemonDies() throws InterruptedException {
        for (MigrationRequest request : new MigrationRequest[] {hosts.managed(), hosts.peerToPeer()}) {
            Migration migration = request.bandwidthMib(SLOW).start();
            assertThat(migration.awaitPhase(MigrationPhase.COPYING, PATIENCE)).isTrue();
            hosts.labHere().restart();
            endsAs(Status.FAILED, migration);
            stayed(migration);
        }
    }
}
