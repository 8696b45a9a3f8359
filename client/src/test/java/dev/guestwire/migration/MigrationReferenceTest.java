package dev.guestwire.migration;

import static dev.guestwire.FakeHost.ACTIVE_WEB;
import static dev.guestwire.FakeHost.SOON;
import static dev.guestwire.watch.FakeEvents.RUNNING;
import static dev.guestwire.watch.FakeEvents.SHUT_OFF;
import static dev.guestwire.watch.FakeEvents.STOPPED;
import static dev.guestwire.watch.FakeEvents.life;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.job.Baseline;
import dev.guestwire.job.Evidence;
import dev.guestwire.job.Job;
import dev.guestwire.job.JobOutcome;
import dev.guestwire.job.JobOutcome.Status;
import dev.guestwire.job.JobRef;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.DomainGetJobStats;
import dev.guestwire.protocol.remote.DomainGetState;
import dev.guestwire.protocol.remote.DomainMemoryStats;
import dev.guestwire.protocol.remote.DomainMigratePerform3Params;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.watch.FakeEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known of a migration by its reference alone: nothing of another migration is evidence of it. */
class MigrationReferenceTest {
    private static final int MIGRATED = 3;
    private static final int LEFT = 4;

    private final FakeHost fake = new FakeHost();
    private final FakeEvents life = new FakeEvents(fake);

    @BeforeEach
    void script() {
        fake.daemon.reply(DomainGetJobStats.class, new DomainGetJobStats.Reply(0, List.of()));
        fake.daemon.reply(DomainMemoryStats.class, new DomainMemoryStats.Reply(List.of()));
        fake.daemon.reply(DomainMigratePerform3Params.class, new DomainMigratePerform3Params.Reply(Bytes.EMPTY));
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private MigrationRequest request() {
        return fake.web.migration("qemu+ssh://host-b/system").live();
    }

    private JobRef stored(Duration ago) {
        return new JobRef(
                        JobRef.Kind.MIGRATION,
                        ACTIVE_WEB.uuid(),
                        Optional.of("qemu+ssh://host-b/system"),
                        Instant.now().minus(ago))
                .with(new Baseline(OptionalInt.of(ACTIVE_WEB.id()), Map.of()));
    }

    private JobOutcome foundAgain(JobRef ref) throws Exception {
        return fake.host.job(ref).toFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void aStoredReferenceIsNotCompletedByTheStateAlone() throws Exception {
        JobRef ref = JobRef.parse(request().start().ref().toString());
        life.is(SHUT_OFF, LEFT, -1);
        assertThat(ref.before().run()).hasValue(ACTIVE_WEB.id());
        assertThat(foundAgain(ref).status()).isEqualTo(Status.UNKNOWN);
        assertThatThrownBy(() -> Migration.attach(
                        new JobRef(JobRef.Kind.DUMP, ref.guest(), ref.subject(), ref.started()), fake.host, null))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aGuestThatRunsInTheSameRunDidNotMove() throws Exception {
        JobOutcome stayed = foundAgain(stored(Duration.ofMinutes(1)));
        assertThat(stayed.status()).isEqualTo(Status.FAILED);
        assertThat(stayed.reason().orElseThrow()).contains("it did not move");
        life.is(RUNNING, 1, ACTIVE_WEB.id() + 1);
        assertThat(foundAgain(stored(Duration.ofMinutes(1))).status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void aReferenceTakenAfterTheFailureTellsIt() throws Exception {
        fake.daemon.on(
                DomainMigratePerform3Params.class,
                call -> Answer.error(ErrorCode.OPERATION_FAILED, ErrorDomain.QEMU, "no route to host"));
        Migration failed = request().start();
        failed.toFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
        life.is(SHUT_OFF, LEFT, -1);
        assertThat(foundAgain(JobRef.parse(failed.ref().toString())).status()).isEqualTo(Status.FAILED);
    }

    private void underWay(Duration elapsed) {
        fake.daemon.reply(
                DomainGetJobStats.class,
                new DomainGetJobStats.Reply(
                        2,
                        List.of(
                                TypedParam.ofInt("operation", 5),
                                TypedParam.ofUllong("time_elapsed", elapsed.toMillis()))));
    }

    private JobOutcome leavesWhileFollowed(Duration ago, Duration elapsed) throws Exception {
        underWay(elapsed);
        Job found = fake.host.job(stored(ago));
        fake.daemon.nextCall(DomainGetJobStats.class, SOON);
        fake.daemon.nextCall(DomainMemoryStats.class, SOON);
        fake.daemon.nextCall(DomainMemoryStats.class, SOON);
        life.is(SHUT_OFF, LEFT, -1);
        fake.daemon.reply(DomainGetJobStats.class, new DomainGetJobStats.Reply(0, List.of()));
        fake.daemon.emit(life(STOPPED, MIGRATED));
        return found.toFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void aMigrationThatIsFollowedFromItsReferenceIsKnownByWhenItBegan() throws Exception {
        JobOutcome end = leavesWhileFollowed(Duration.ofMinutes(2), Duration.ofMinutes(2));
        assertThat(end.isCompleted()).as(end.toString()).isTrue();
        assertThat(end.evidence()).isEqualTo(Evidence.LIFECYCLE_EVENT);
    }

    /** The daemon changes the state first, and tells of it afterwards. */
    @Test
    void theEventThatFollowsTheStateCounts() throws Exception {
        underWay(Duration.ofMinutes(2));
        Job found = fake.host.job(stored(Duration.ofMinutes(2)));
        fake.daemon.nextCall(DomainGetJobStats.class, SOON);
        fake.daemon.nextCall(DomainMemoryStats.class, SOON);
        fake.daemon.nextCall(DomainMemoryStats.class, SOON);
        life.is(SHUT_OFF, LEFT, -1);
        CountDownLatch lastQuestion = new CountDownLatch(1);
        fake.daemon.on(DomainGetJobStats.class, call -> {
            boolean ofThePast = call.flags() != 0;
            if (ofThePast) {
                lastQuestion.countDown();
            }
            return Answer.of(new DomainGetJobStats.Reply(0, List.of()));
        });
        assertThat(lastQuestion.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        fake.daemon.emit(life(STOPPED, MIGRATED));
        JobOutcome end = found.toFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(end.isCompleted()).as(end.toString()).isTrue();
    }

    /** Between the question how the guest is and the one what it is at. */
    @Test
    void oneThatEndsWhileItIsLookedAtDidNotStay() throws Exception {
        underWay(Duration.ofMinutes(2));
        fake.daemon.on(DomainGetState.class, call -> {
            leaves();
            return Answer.of(new DomainGetState.Reply(RUNNING, 1));
        });
        assertThat(foundAgain(stored(Duration.ofMinutes(2))).status()).isNotEqualTo(Status.FAILED);
    }

    @Test
    void aSourceThatDoesNotSayWhatItIsAtMayBeAtIt() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        fake.daemon.on(DomainGetJobStats.class, call -> {
            if (asked.incrementAndGet() > 2) {
                leaves();
            }
            return Answer.error(ErrorCode.OPERATION_TIMEOUT, ErrorDomain.QEMU, "cannot acquire state change lock");
        });
        assertThat(foundAgain(stored(Duration.ofMinutes(2))).status()).isNotEqualTo(Status.FAILED);
    }

    private void leaves() {
        life.is(SHUT_OFF, LEFT, -1);
        fake.daemon.reply(DomainGetJobStats.class, new DomainGetJobStats.Reply(0, List.of()));
        fake.daemon.emit(life(STOPPED, MIGRATED));
    }

    @Test
    void aLaterMigrationThatIsFollowedIsNotTheOneOfTheReference() throws Exception {
        assertThat(leavesWhileFollowed(Duration.ofMinutes(2), Duration.ofMinutes(1))
                        .status())
                .isEqualTo(Status.UNKNOWN);
    }
}
