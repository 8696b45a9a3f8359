package dev.guestwire.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.error.InvalidInputException;
import dev.guestwire.migration.CompletionTimeout.Action;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules that policies are made of, by tables of cases. */
class PolicyTablesTest {
    private static final long GIB = 1L << 30;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "400/10/30; 3; (0,40)(90,76)(180,112)(270,148)(360,184)(450,220)(540,256)(630,292)(720,328)(810,364)(900,400)",
                "500/10/75; 2; (0,50)(150,95)(300,140)(450,185)(600,230)(750,275)(900,320)(1050,365)(1200,410)(1350,455)"
                        + "(1500,500)",
                "500/3/3; 2; (0,166)(6,277)(12,388)(18,500)",
                "500/3/3; 2.5; (0,166)(7,277)(14,388)(21,500)",
            })
    void downtimeSteps(String rule, double gib, String expected) {
        String[] parts = rule.split("/", 3);
        DowntimeSteps steps = new DowntimeSteps(
                Duration.ofMillis(Integer.parseInt(parts[0])),
                Integer.parseInt(parts[1]),
                Duration.ofSeconds(Integer.parseInt(parts[2])));
        assertThat(steps.of(new MigrationSize(gib)).stream()
                        .map(step -> "(" + step.after().toSeconds() + ","
                                + step.downtime().toMillis() + ")")
                        .collect(Collectors.joining()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, -1", "1, 166", "5999, 166", "6000, 166", "6001, 277", "18000, 388", "18001, 500", "900000, 500"})
    void aStepIsTakenWhenItsTimeIsOver(long millis, long downtime) {
        DowntimeSteps rule = new DowntimeSteps(Duration.ofMillis(500), 3, Duration.ofSeconds(3));
        assertThat(rule.at(Duration.ofMillis(millis), new MigrationSize(2))
                        .map(Duration::toMillis)
                        .orElse(-1L))
                .isEqualTo(downtime);
    }

    @Test
    void theUsualStepsAreNovas() {
        assertThat(DowntimeSteps.USUAL.of(new MigrationSize(2)).getFirst().downtime())
                .isEqualTo(Duration.ofMillis(50));
        assertThatThrownBy(() -> new DowntimeSteps(Duration.ofSeconds(1), 0, Duration.ZERO))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at least one step");
    }

    @Test
    void eachOfMemoryAndDisksCountsForTwoGib() {
        assertThat(MigrationSize.of(GIB).gib()).isEqualTo(2);
        assertThat(MigrationSize.of(3 * GIB).gib()).isEqualTo(3);
        assertThat(MigrationSize.of(GIB / 2, 0, GIB, 10 * GIB).gib()).isEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource({
        "800, 2, 1600000, false",
        "800, 2, 1600001, true",
        "800, 2.5, 2000001, true",
        "1, 2.9, 2000, false",
        "1, 2.9, 2001, true",
        "0, 2, 999999999, false"
    })
    void timeout(int perGib, double gib, long millis, boolean over) {
        CompletionTimeout rule = new CompletionTimeout(Duration.ofSeconds(perGib), Action.ABORT);
        assertThat(rule.isOver(Duration.ofMillis(millis), new MigrationSize(gib)))
                .isEqualTo(over);
    }

    @Test
    void aPlainTimeoutIsTheSameForAnySize() {
        var rule = MigrationPolicy.of()
                .timeout(Duration.ofMinutes(2), Action.ABORT)
                .timeout()
                .orElseThrow();
        assertThat(rule.isOver(Duration.ofMinutes(2), new MigrationSize(50))).isFalse();
        assertThat(rule.isOver(Duration.ofMillis(120_001), new MigrationSize(50)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 100, 2, false",
        "1000, 950, 1, false",
        "1000, 950, 0, false",
        "1000, 950, 2, true",
        "1000, 1000, 2, true",
        "1000, 2000, 2, true",
        "1000, 900, 2, false",
        "1000, 905, 2, false",
        "1000, 906, 2, true",
        "1000, 0, 2, false"
    })
    void switchToPostCopy(long before, long now, long iteration, boolean due) {
        assertThat(PostCopySwitch.USUAL.isDue(before, now, OptionalLong.of(iteration)))
                .isEqualTo(due);
        assertThat(PostCopySwitch.USUAL.isDue(before, now, OptionalLong.empty()))
                .isFalse();
    }
}
