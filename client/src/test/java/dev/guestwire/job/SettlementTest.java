package dev.guestwire.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SettlementTest {
    private static final Duration LONG = Duration.ofDays(365_000);

    private final Settlement settlement = new Settlement("Copy of disk vda of guest web");

    @Test
    void theFirstEvidenceSettlesIt() throws InterruptedException {
        assertThat(settlement.outcome()).isEmpty();
        assertThat(settlement.settle(JobOutcome.completed(Evidence.BLOCK_JOB_EVENT)))
                .isTrue();
        assertThat(settlement.settle(JobOutcome.failed("later", Evidence.ANSWER)))
                .isFalse();
        assertThat(settlement.await(LONG).evidence()).isEqualTo(Evidence.BLOCK_JOB_EVENT);
        assertThat(settlement.toFuture()).isCompletedWithValue(JobOutcome.completed(Evidence.BLOCK_JOB_EVENT));
    }

    @Test
    void failureSaysWhyAndHowThatIsKnown() {
        settlement.settle(JobOutcome.failed("no space left", Evidence.DISK_ERRORS));
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> settlement.await(LONG))
                .withMessage("Copy of disk vda of guest web failed: no space left (by disk errors)")
                .matches(thrown -> thrown.status() == JobNotCompletedException.Status.FAILED)
                .matches(thrown -> thrown.reason().equals("no space left"));
    }

    @Test
    void whoLosesPatienceIsToldThatItGoesOn() {
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> settlement.await(Duration.ofMillis(1)))
                .matches(thrown -> thrown.status() == JobNotCompletedException.Status.STILL_RUNNING);
        assertThat(settlement.outcome()).isEmpty();
    }

    @Test
    void samplesAreTakenUntilItEnds() throws InterruptedException {
        AtomicInteger samples = new AtomicInteger();
        settlement.await(LONG, Duration.ofMillis(1), left -> {
            if (samples.incrementAndGet() == 3) {
                settlement.settle(JobOutcome.completed(Evidence.STATE));
            }
        });
        assertThat(samples).hasValue(3);
    }

    @Test
    void completingTheFutureSettlesNothing() {
        settlement.toFuture().complete(JobOutcome.unknown("on purpose"));
        assertThat(settlement.outcome()).isEmpty();
    }

    @Test
    void referencesAreLinesOfText() {
        JobRef ref = new JobRef(
                JobRef.Kind.MIGRATION, new UUID(1, 2), Optional.of("qemu+unix:///x?socket=/a b:c"), Instant.EPOCH);
        assertThat(JobRef.parse(ref.toString())).isEqualTo(ref);
        JobRef full = ref.with(new Baseline(OptionalInt.of(7), Map.of())
                .with("statistics", "a=b,c:d")
                .with("disk error", "vdb: 2"));
        assertThat(JobRef.parse(full.toString())).isEqualTo(full);
        JobRef bare = new JobRef(JobRef.Kind.SAVE, new UUID(1, 2), Optional.empty(), Instant.EPOCH.plusNanos(1));
        assertThat(JobRef.parse(bare.toString())).isEqualTo(bare);
        for (String wrong : new String[] {"", "guestwire-job:COPY", bare + "x", "job" + bare}) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> JobRef.parse(wrong))
                    .withMessageContaining(wrong);
        }
    }
}
