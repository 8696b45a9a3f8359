package dev.guestwire.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.Coded;
import dev.guestwire.FakeHost;
import dev.guestwire.GuestState;
import dev.guestwire.GuestState.Phase;
import dev.guestwire.GuestState.Reason;
import dev.guestwire.LifecycleEvent.Stopped;
import dev.guestwire.job.Inquiry.Run;
import dev.guestwire.job.JobOutcome.Status;
import dev.guestwire.job.JobRef.Kind;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.TypedParams;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of what is found when nobody told how a save, restore or dump ended. */
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

    private static Situation.Found found(Optional<EndedJob> proved, String reason) {
        return new Situation.Found(proved, state(reason), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        // kind, state, run, asked to end, whether what it leaves is there and nobody else had the time, outcome
        "SAVE, SHUT_OFF_SAVED, OVER, false, true, COMPLETED",
        "SAVE, SHUT_OFF_SAVED, OVER, false, false, UNKNOWN",
        "SAVE, RUNNING_UNPAUSED, SAME, false, false, FAILED",
        "SAVE, RUNNING_UNPAUSED, SAME, false, true, FAILED",
        "SAVE, RUNNING_SAVE_CANCELED, SAME, true, false, CANCELLED",
        "SAVE, RUNNING_SAVE_CANCELED, UNKNOWN, true, false, UNKNOWN",
        "SAVE, RUNNING_RESTORED, OVER, false, false, UNKNOWN",
        "SAVE, SHUT_OFF_DESTROYED, OVER, false, true, UNKNOWN",
        "SAVE, GONE, OVER, false, false, UNKNOWN",
        "SAVE, GONE, OVER, true, false, UNKNOWN",
        "RESTORE, RUNNING_RESTORED, UNKNOWN, false, true, COMPLETED",
        "RESTORE, RUNNING_RESTORED, UNKNOWN, false, false, UNKNOWN",
        "RESTORE, SHUT_OFF_FAILED, OVER, false, true, FAILED",
        "RESTORE, SHUT_OFF_FAILED, OVER, false, false, UNKNOWN",
        "RESTORE, SHUT_OFF_SAVED, OVER, false, false, UNKNOWN",
        "RESTORE, RUNNING_BOOTED, UNKNOWN, false, true, UNKNOWN",
        "DUMP, RUNNING_UNPAUSED, SAME, false, false, UNKNOWN",
        "DUMP, RUNNING_UNPAUSED, SAME, true, false, CANCELLED",
        "DUMP, RUNNING_UNPAUSED, OVER, true, false, UNKNOWN",
    })
    @SuppressWarnings("NullAway") // each row has every column
    void byState(ArgumentsAccessor row) {
        var situation = new Situation(
                row.get(0, Kind.class),
                found(Optional.empty(), row.getString(1)),
                row.get(2, Run.class),
                row.getBoolean(3),
                row.getBoolean(4),
                "");
        assertThat(situation.outcome().status()).isEqualTo(row.get(5, Status.class));
    }

    @ParameterizedTest
    @CsvSource({
        "SAVE, SHUT_OFF_SAVED, OVER, COMPLETED, COMPLETED",
        "SAVE, RUNNING_SAVE_CANCELED, SAME, COMPLETED, FAILED",
        "DUMP, RUNNING_UNPAUSED, SAME, COMPLETED, COMPLETED",
        "DUMP, RUNNING_UNPAUSED, SAME, FAILED, FAILED",
        "DUMP, RUNNING_UNPAUSED, SAME, CANCELLED, CANCELLED",
        "DUMP, RUNNING_UNPAUSED, SAME, UNKNOWN, UNKNOWN",
    })
    @SuppressWarnings("NullAway") // each row has every column
    void provedStatisticsTellMoreButTheStateHasTheLastWord(ArgumentsAccessor row) {
        var situation = new Situation(
                row.get(0, Kind.class),
                found(ended(row.get(3, JobInfo.Type.class)), row.getString(1)),
                row.get(2, Run.class),
                false,
                false,
                "");
        assertThat(situation.outcome().status()).isEqualTo(row.get(4, Status.class));
    }

    @ParameterizedTest
    @CsvSource({
        "SAVE, SAVED, UNKNOWN",
        "SAVE, CRASHED, FAILED",
        "SAVE, DESTROYED, FAILED",
        "DUMP, CRASHED, UNKNOWN",
        "DUMP, DESTROYED, FAILED",
        "RESTORE, FAILED, FAILED",
    })
    void aGuestThatStopsEndsItsJob(Kind kind, Stopped.Reason reason, Status expected) {
        try (FakeHost fake = new FakeHost()) {
            var found = new Situation.Found(
                    Optional.empty(),
                    state("SHUT_OFF_CRASHED"),
                    Optional.of(new Stopped(fake.web, new Coded<>(reason, 0))));
            JobOutcome outcome = new Situation(kind, found, Run.OVER, true, false, "").outcome();
            assertThat(outcome.status()).isEqualTo(expected);
            if (expected == Status.FAILED) {
                assertThat(outcome.reason()).contains("the guest stopped (" + reason + ")");
            }
        }
    }

    @Test
    void aGuestThatWasNotSavedSaysHowItIs() {
        JobOutcome outcome = new Situation(
                        Kind.SAVE, found(Optional.empty(), "RUNNING_SAVE_CANCELED"), Run.SAME, true, false, "")
                .outcome();
        assertThat(outcome.reason()).contains("it was not saved; the guest is running (save canceled)");
    }

    @Test
    void whatIsUnknownTellsWhatIsKept() {
        JobOutcome outcome = new Situation(
                        Kind.DUMP, found(Optional.empty(), "RUNNING_BOOTED"), Run.SAME, false, false, "kept words")
                .outcome();
        assertThat(outcome.reason())
                .contains("nothing tells how this dump ended: kept words; the guest is running (booted)");
    }
}
