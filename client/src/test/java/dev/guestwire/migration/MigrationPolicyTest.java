package dev.guestwire.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.job.JobInfo;
import dev.guestwire.migration.CompletionTimeout.Action;
import dev.guestwire.migration.MigrationAction.Deed;
import dev.guestwire.migration.MigrationAction.Kind;
import dev.guestwire.migration.MigrationPolicy.Course;
import dev.guestwire.migration.MigrationPolicy.Decision;
import dev.guestwire.migration.MigrationProgress.Rates;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What policies decide, and how far a migration is. */
class MigrationPolicyTest {
    private static final MigrationSize SMALL = new MigrationSize(2);
    private static final long TOTAL = 1000;

    private static MigrationProgress at(MigrationPhase phase, int seconds, long remaining, long iteration) {
        return new MigrationProgress(
                phase,
                Duration.ofSeconds(seconds),
                amount(TOTAL, remaining),
                amount(0, 0),
                new Rates(OptionalLong.of(50), OptionalLong.of(30), OptionalLong.empty()),
                OptionalLong.of(iteration),
                Optional.empty(),
                OptionalInt.empty());
    }

    private static MigrationProgress copying(int seconds, long remaining) {
        return at(MigrationPhase.COPYING, seconds, remaining, 2);
    }

    private static JobInfo.Amount amount(long total, long remaining) {
        return new JobInfo.Amount(
                OptionalLong.of(total), OptionalLong.of(total - remaining), OptionalLong.of(remaining));
    }

    private static List<Kind> kinds(Decision decision) {
        return decision.deeds().stream().map(Deed::kind).toList();
    }

    @Test
    void nothingIsDoneWithoutAWish() {
        assertThat(MigrationPolicy.of().isIdle()).isTrue();
        assertThat(kinds(MigrationPolicy.of().decide(copying(9999, 1), Course.start(SMALL, true))))
                .isEmpty();
    }

    @Test
    void eachDowntimeIsAskedForOnce() {
        MigrationPolicy policy =
                MigrationPolicy.of().downtime(new DowntimeSteps(Duration.ofMillis(500), 3, Duration.ofSeconds(3)));
        Decision first = policy.decide(copying(1, 900), Course.start(SMALL, false));
        assertThat(first.deeds())
                .singleElement()
                .matches(deed -> deed.downtime().equals(Optional.of(Duration.ofMillis(166))));
        Decision same = policy.decide(copying(6, 900), first.course());
        assertThat(same.deeds()).isEmpty();
        Decision next = policy.decide(copying(7, 900), same.course());
        assertThat(next.deeds())
                .singleElement()
                .matches(deed -> deed.downtime().equals(Optional.of(Duration.ofMillis(277))));
        assertThat(policy.decide(at(MigrationPhase.POST_COPY, 13, 900, 2), next.course())
                        .deeds())
                .isEmpty();
        assertThat(policy.decide(at(MigrationPhase.PREPARING, 1, 900, 2), Course.start(SMALL, false))
                        .deeds())
                .isEmpty();
    }

    @Test
    void givingUpIsDoneOnce() {
        MigrationPolicy policy = MigrationPolicy.of().timeoutPerGib(Duration.ofSeconds(5), Action.ABORT);
        Decision onTime = policy.decide(copying(10, 1), Course.start(SMALL, false));
        assertThat(onTime.deeds()).isEmpty();
        Decision late = policy.decide(copying(11, 1), onTime.course());
        assertThat(kinds(late)).containsExactly(Kind.ABORT);
        assertThat(late.deeds().getFirst().reason()).isEqualTo("it takes longer than 10 s");
        assertThat(policy.decide(copying(12, 1), late.course()).deeds()).isEmpty();
        assertThat(policy.decide(at(MigrationPhase.POST_COPY, 11, 1, 1), onTime.course())
                        .deeds())
                .isEmpty();
    }

    @Test
    void completionIsForcedByPostCopyOrByAPause() {
        MigrationPolicy policy = MigrationPolicy.of().timeoutPerGib(Duration.ofSeconds(5), Action.FORCE_COMPLETE);
        Decision switched = policy.decide(copying(11, 1), Course.start(SMALL, true));
        assertThat(kinds(switched)).containsExactly(Kind.POST_COPY);
        assertThat(policy.decide(copying(12, 1), switched.course()).deeds()).isEmpty();
        Decision paused = policy.decide(copying(11, 1), Course.start(SMALL, false));
        assertThat(kinds(paused)).containsExactly(Kind.PAUSE);
        assertThat(policy.decide(copying(12, 1), paused.course()).deeds()).isEmpty();
    }

    @Test
    void postCopyBeginsWhenARoundWinsTooLittle() {
        MigrationPolicy policy = MigrationPolicy.of().switchToPostCopy(PostCopySwitch.USUAL);
        Course before =
                policy.decide(copying(1, 900), Course.start(SMALL, true)).course();
        assertThat(policy.decide(copying(2, 800), before).deeds()).isEmpty();
        assertThat(kinds(policy.decide(copying(2, 890), before))).containsExactly(Kind.POST_COPY);
        Course forbidden =
                policy.decide(copying(1, 900), Course.start(SMALL, false)).course();
        assertThat(policy.decide(copying(2, 890), forbidden).deeds()).isEmpty();
    }

    @Test
    void postCopyIsAskedForOnceWhoeverWantsIt() {
        MigrationPolicy policy = MigrationPolicy.of()
                .switchToPostCopy(PostCopySwitch.USUAL)
                .timeoutPerGib(Duration.ofSeconds(1), Action.FORCE_COMPLETE);
        Course before =
                policy.decide(copying(1, 900), Course.start(SMALL, true)).course();
        assertThat(kinds(policy.decide(copying(3, 899), before))).containsExactly(Kind.POST_COPY);
    }

    @Test
    void whoMakesNoProgressIsGivenUp() {
        MigrationPolicy policy = MigrationPolicy.of().progressTimeout(Duration.ofSeconds(10));
        Course first =
                policy.decide(copying(1, 900), Course.start(SMALL, false)).course();
        Course better = policy.decide(copying(8, 899), first).course();
        assertThat(policy.decide(copying(18, 900), better).deeds()).isEmpty();
        assertThat(kinds(policy.decide(copying(19, 950), better))).containsExactly(Kind.ABORT);
    }

    @ParameterizedTest
    @CsvSource({"1000, 1000, 100", "1000, 0, 0", "1000, 333, 33", "1000, 335, 34", "0, 0, 100"})
    void remainingPercent(long total, long remaining, int percent) {
        MigrationProgress progress = new MigrationProgress(
                MigrationPhase.COPYING,
                Duration.ZERO,
                amount(total, remaining),
                amount(0, 0),
                new Rates(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalInt.empty());
        assertThat(progress.remainingPercent()).isEqualTo(percent);
    }

    @Test
    void theEndIsExpectedIfTheGuestWritesSlowerThanIsSent() {
        assertThat(copying(1, 400).expectedEnd()).contains(Duration.ofSeconds(20));
        assertThat(at(MigrationPhase.POST_COPY, 1, 400, 3).expectedEnd()).contains(Duration.ofSeconds(8));
        MigrationProgress losing = new MigrationProgress(
                MigrationPhase.COPYING,
                Duration.ZERO,
                amount(TOTAL, 400),
                amount(0, 0),
                new Rates(OptionalLong.of(50), OptionalLong.of(50), OptionalLong.empty()),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalInt.empty());
        assertThat(losing.expectedEnd()).isEmpty();
        assertThat(losing.remainingBytes()).isEqualTo(400);
    }
}
