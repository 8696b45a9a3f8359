package dev.guestwire.job;

import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.DomainAbortJob;
import dev.guestwire.protocol.remote.DomainAbortJobFlags;
import dev.guestwire.protocol.remote.DomainGetJobInfo;
import dev.guestwire.protocol.remote.DomainGetJobStats;
import dev.guestwire.protocol.remote.DomainMigrateGetCompressionCache;
import dev.guestwire.protocol.remote.DomainMigrateGetMaxDowntime;
import dev.guestwire.protocol.remote.DomainMigrateGetMaxSpeed;
import dev.guestwire.protocol.remote.DomainMigrateSetCompressionCache;
import dev.guestwire.protocol.remote.DomainMigrateSetMaxDowntime;
import dev.guestwire.protocol.remote.DomainMigrateSetMaxSpeed;
import dev.guestwire.protocol.remote.DomainMigrateStartPostCopy;
import dev.guestwire.testkit.fake.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the job of a guest says to the daemon, and what it makes of the answer. */
class GuestJobCallsTest {
    private static final DomainGetJobStats.Reply DONE =
            new DomainGetJobStats.Reply(3, List.of(TypedParam.ofUllong("downtime", 42)));
    private static final DomainGetJobStats.Reply NONE = new DomainGetJobStats.Reply(0, List.of());
    private static final DomainGetJobInfo.Reply OLD = new DomainGetJobInfo.Reply(2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

    private final FakeHost fake = new FakeHost();
    private final GuestJob job = fake.web.job();

    @AfterEach
    void close() {
        fake.close();
    }

    private void refuse(ErrorCode code, String message) {
        fake.daemon.on(DomainGetJobStats.class, call -> Answer.error(code, ErrorDomain.QEMU, message));
    }

    @Test
    void info() {
        assertThat(fake.told(DomainGetJobStats.class, NONE, job::info).type().is(JobInfo.Type.NONE))
                .isTrue();
        assertThat(fake.daemon.calls(DomainGetJobStats.class)).containsExactly(new DomainGetJobStats(WEB, 0));
    }

    @Test
    void completed() {
        assertThat(fake.told(DomainGetJobStats.class, DONE, job::completed))
                .hasValueSatisfying(info -> assertThat(info.timing().downtime()).contains(Duration.ofMillis(42)));
        assertThat(fake.told(DomainGetJobStats.class, DONE, job::takeCompleted)).isPresent();
        assertThat(fake.told(DomainGetJobStats.class, NONE, job::completed)).isEmpty();
        assertThat(fake.daemon.calls(DomainGetJobStats.class))
                .containsExactly(
                        new DomainGetJobStats(WEB, 3), new DomainGetJobStats(WEB, 1), new DomainGetJobStats(WEB, 3));
    }

    @Test
    void aDriverWithoutStatisticsIsAskedTheOldWay() {
        refuse(ErrorCode.NO_SUPPORT, "this function is not supported by the connection driver");
        JobInfo info = fake.told(DomainGetJobInfo.class, OLD, job::info);
        assertThat(fake.daemon.calls(DomainGetJobInfo.class)).containsExactly(new DomainGetJobInfo(WEB));
        assertThat(info.type().is(JobInfo.Type.UNBOUNDED)).isTrue();
        assertThat(info.timing().elapsed()).contains(Duration.ofMillis(1));
        assertThat(info.timing().remaining()).contains(Duration.ofMillis(2));
        assertThat(info.data().totalBytes()).hasValue(3);
        assertThat(info.data().processedBytes()).hasValue(4);
        assertThat(info.data().remainingBytes()).hasValue(5);
        assertThat(info.memory().totalBytes()).hasValue(6);
        assertThat(info.memory().processedBytes()).hasValue(7);
        assertThat(info.memory().remainingBytes()).hasValue(8);
        assertThat(info.disk().totalBytes()).hasValue(9);
        assertThat(info.disk().processedBytes()).hasValue(10);
        assertThat(info.disk().remainingBytes()).hasValue(11);
        assertThat(info.timing().downtime()).isEmpty();
    }

    @Test
    void aDaemonWithoutStatisticsIsAskedTheOldWay() {
        refuse(ErrorCode.RPC, "unknown procedure: 298");
        assertThat(fake.told(DomainGetJobInfo.class, OLD, job::info).type().is(JobInfo.Type.UNBOUNDED))
                .isTrue();
    }

    @Test
    void oneRefusalDecidesForNobodyElse() {
        refuse(ErrorCode.NO_SUPPORT, "not supported");
        fake.told(DomainGetJobInfo.class, OLD, job::info);
        try (FakeHost other = new FakeHost()) {
            JobInfo info = other.told(
                    DomainGetJobStats.class, DONE, () -> other.web.job().info());
            assertThat(info.timing().downtime()).isPresent();
            assertThat(other.daemon.calls(DomainGetJobInfo.class)).isEmpty();
        }
    }

    @Test
    void anErrorIsNeverACompletedJob() {
        refuse(ErrorCode.NO_DOMAIN, "gone");
        assertThatThrownBy(job::info).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(job::completed).isInstanceOf(NotFoundException.class);
        refuse(ErrorCode.OPERATION_INVALID, "domain is not running");
        assertThatThrownBy(job::info).isInstanceOf(WrongStateException.class);
        refuse(ErrorCode.INTERNAL_ERROR, "migration was active, but no RAM info was set");
        assertThatThrownBy(job::info)
                .isInstanceOfSatisfying(
                        CallFailedException.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.INTERNAL_ERROR));
        refuse(ErrorCode.OPERATION_UNSUPPORTED, "not here");
        assertThatThrownBy(job::info).isInstanceOf(UnsupportedException.class);
        refuse(ErrorCode.NO_SUPPORT, "not supported");
        assertThatThrownBy(job::completed).isInstanceOf(UnsupportedException.class);
        assertThat(fake.daemon.calls(DomainGetJobInfo.class)).isEmpty();
        fake.daemon.on(DomainGetJobInfo.class, call -> Answer.error(ErrorCode.NO_DOMAIN, ErrorDomain.QEMU, "gone"));
        assertThatThrownBy(job::info).isInstanceOf(NotFoundException.class);
    }

    @Test
    void abort() {
        assertThat(fake.sent(DomainAbortJob.class, Empty.EMPTY, () -> job.abort()))
                .isEqualTo(new DomainAbortJob(WEB));
        assertThat(fake.sent(DomainAbortJobFlags.class, Empty.EMPTY, () -> job.abort(GuestJob.Abort.POSTCOPY)))
                .isEqualTo(new DomainAbortJobFlags(WEB, 1));
    }

    @Test
    void downtime() {
        assertThat(fake.told(
                        DomainMigrateGetMaxDowntime.class,
                        new DomainMigrateGetMaxDowntime.Reply(300),
                        () -> job.maxDowntime()))
                .isEqualTo(Duration.ofMillis(300));
        assertThat(fake.daemon.calls(DomainMigrateGetMaxDowntime.class))
                .containsExactly(new DomainMigrateGetMaxDowntime(WEB, 0));
        assertThat(fake.sent(
                        DomainMigrateSetMaxDowntime.class, Empty.EMPTY, () -> job.maxDowntime(Duration.ofSeconds(1))))
                .isEqualTo(new DomainMigrateSetMaxDowntime(WEB, 1000, 0));
    }

    @Test
    void speed() {
        DomainMigrateGetMaxSpeed.Reply reply = new DomainMigrateGetMaxSpeed.Reply(64);
        assertThat(fake.told(DomainMigrateGetMaxSpeed.class, reply, () -> job.maxSpeedMib()))
                .isEqualTo(64);
        assertThat(fake.told(DomainMigrateGetMaxSpeed.class, reply, () -> job.maxSpeedMib(GuestJob.Speed.POSTCOPY)))
                .isEqualTo(64);
        assertThat(fake.daemon.calls(DomainMigrateGetMaxSpeed.class))
                .containsExactly(new DomainMigrateGetMaxSpeed(WEB, 0), new DomainMigrateGetMaxSpeed(WEB, 1));
        assertThat(fake.sent(DomainMigrateSetMaxSpeed.class, Empty.EMPTY, () -> job.maxSpeedMib(32)))
                .isEqualTo(new DomainMigrateSetMaxSpeed(WEB, 32, 0));
        assertThat(fake.sent(
                        DomainMigrateSetMaxSpeed.class,
                        Empty.EMPTY,
                        () -> job.maxSpeedMib(32, GuestJob.Speed.POSTCOPY)))
                .isEqualTo(new DomainMigrateSetMaxSpeed(WEB, 32, 1));
    }

    @Test
    void compressionCache() {
        assertThat(fake.told(
                        DomainMigrateGetCompressionCache.class,
                        new DomainMigrateGetCompressionCache.Reply(1 << 26),
                        () -> job.compressionCacheBytes()))
                .isEqualTo(1 << 26);
        assertThat(fake.daemon.calls(DomainMigrateGetCompressionCache.class))
                .containsExactly(new DomainMigrateGetCompressionCache(WEB, 0));
        assertThat(fake.sent(
                        DomainMigrateSetCompressionCache.class, Empty.EMPTY, () -> job.compressionCacheBytes(1 << 20)))
                .isEqualTo(new DomainMigrateSetCompressionCache(WEB, 1 << 20, 0));
    }

    @Test
    void startPostCopy() {
        assertThat(fake.sent(DomainMigrateStartPostCopy.class, Empty.EMPTY, job::startPostCopy))
                .isEqualTo(new DomainMigrateStartPostCopy(WEB, 0));
    }
}
