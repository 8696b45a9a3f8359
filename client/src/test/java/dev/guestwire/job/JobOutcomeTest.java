package dev.guestwire.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.TypedParams;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobOutcomeTest {
    private static final TypedParams FIGURES = new TypedParams(List.of(TypedParam.ofUllong("disk_total", 1)));

    @Test
    void itsTextIsForPeople() {
        assertThat(JobOutcome.completed(Evidence.JOB_COMPLETED_EVENT).with(FIGURES))
                .hasToString("COMPLETED (by job completed event)");
        assertThat(JobOutcome.failed("No space left on device", Evidence.COMPLETED_STATISTICS)
                        .with(FIGURES))
                .hasToString("FAILED: No space left on device (by completed statistics)");
        assertThat(JobOutcome.unknown("it is gone")).hasToString("UNKNOWN: it is gone");
    }
}
