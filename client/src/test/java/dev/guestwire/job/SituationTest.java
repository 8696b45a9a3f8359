package dev.guestwire.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.Coded;
import dev.guestwire.GuestState;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.GuestState.Reason;
import dev.guestwire.job.JobOutcome.Status;
import dev.guestwire.job.JobRef.Kind;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.TypedParams;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of what is found when nobody told how a job ended. */
class SituationTest {
    private static Optional<GuestState> state(String reason) {
        if (reason.equals("GONE")) {
            return Optional.empty();
        }
        Phase phase = reason.startsWith("SHUT_OFF") ? Phase.SHUT_OFF : Phase.RUNNING;
        return Optional.of(new GuestState(new Coded<>(phase, 0), new Coded<>(Reason.valueOf(reason), 0)));
    }

    private static Optional<EndedJob> ended(JobInfo.Type type) {
        return Optional.of(new EndedJob(
                type,
                new TypedParams(List.of(TypedParam.ofText("errmsg", "disk full"))),
                Evidence.COMPLETED_STATISTICS));
    }

    /** Whether the guest has been off since, and whether the job was asked to end. */
    enum Since {
        RUNS_ON,
        RUNS_ON_CANCELLED,
        ANOTHER_RUN,
        ANOTHER_RUN_CANCELLED
    }

    @ParameterizedTest
    @CsvSource({
        "SAVE, SHUT_OFF_SAVED, ANOTHER_RUN, COMPLETED",
        "SAVE, RUNNING_UNPAUSED, RUNS_ON, FAILED",
        "SAVE, RUNNING_SAVE_CANCELED, RUNS_ON_CANCELLED, CANCELLED",
        "SAVE, RUNNING_RESTORED, ANOTHER_RUN, UNKNOWN",
        "SAVE, SHUT_OFF_DESTROYED, ANOTHER_RUN, UNKNOWN",
        "SAVE, GONE, ANOTHER_RUN, UNKNOWN",
        "SAVE, GONE, ANOTHER_RUN_CANCELLED, UNKNOWN",
        "RESTORE, RUNNING_RESTORED, ANOTHER_RUN, COMPLETED",
        "RESTORE, SHUT_OFF_FAILED, ANOTHER_RUN, FAILED",
        "RESTORE, SHUT_OFF_SAVED, ANOTHER_RUN, UNKNOWN",
        "RESTORE, RUNNING_BOOTED, ANOTHER_RUN, UNKNOWN",
        "DUMP, RUNNING_UNPAUSED, RUNS_ON, UNKNOWN",
        "DUMP, RUNNING_UNPAUSED, RUNS_ON_CANCELLED, CANCELLED",
        "BACKUP, RUNNING_BOOTED, RUNS_ON, UNKNOWN",
        "BACKUP, SHUT_OFF_DESTROYED, ANOTHER_RUN, UNKNOWN",
        "BACKUP, SHUT_OFF_DESTROYED, ANOTHER_RUN_CANCELLED, UNKNOWN",
    })
    void byState(Kind kind, String reason, Since since, Status expected) {
        boolean sameRun = since == Since.RUNS_ON || since == Since.RUNS_ON_CANCELLED;
        boolean cancelled = since == Since.RUNS_ON_CANCELLED || since == Since.ANOTHER_RUN_CANCELLED;
        Situation situation = new Situation(kind, Optional.empty(), false, state(reason), sameRun, cancelled);
        assertThat(situation.outcome().orElseThrow().status()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"COMPLETED, COMPLETED", "FAILED, FAILED", "CANCELLED, CANCELLED", "UNKNOWN, UNKNOWN"})
    void statisticsTellMore(JobInfo.Type told, Status expected) {
        Situation situation = new Situation(Kind.BACKUP, ended(told), false, state("RUNNING_BOOTED"), true, false);
        assertThat(situation.outcome().orElseThrow().status()).isEqualTo(expected);
    }

    @Test
    void aJobUnderWayHasNotEnded() {
        Situation situation =
                new Situation(Kind.BACKUP, ended(JobInfo.Type.COMPLETED), true, state("RUNNING_BOOTED"), true, false);
        assertThat(situation.outcome()).isEmpty();
    }

    @Test
    void aGuestThatWasNotSavedSaysHowItIs() {
        Situation situation =
                new Situation(Kind.SAVE, Optional.empty(), false, state("RUNNING_SAVE_CANCELED"), true, true);
        assertThat(situation.outcome().orElseThrow().reason())
                .contains("it was not saved; the guest is running (save canceled)");
    }
}
