package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.GuestState.Phase;
import dev.guestwire.GuestState.Reason;
import org.junit.jupiter.api.Test;

class GuestStateTest {
    @Test
    void numbersBecomeNames() {
        GuestState state = GuestState.of(3, 5);
        assertThat(state.phase().value()).isEqualTo(Phase.PAUSED);
        assertThat(state.reason().value()).isEqualTo(Reason.PAUSED_IOERROR);
        assertThat(state.is(Phase.PAUSED) && state.is(Reason.PAUSED_IOERROR)).isTrue();
        assertThat(state.is(Phase.RUNNING) || state.is(Reason.PAUSED_USER)).isFalse();
        assertThat(state).hasToString("paused (ioerror)");
    }

    @Test
    void theSameNumberMeansAnotherReasonInAnotherPhase() {
        assertThat(GuestState.of(1, 2).is(Reason.RUNNING_MIGRATED)).isTrue();
        assertThat(GuestState.of(5, 2).is(Reason.SHUT_OFF_DESTROYED)).isTrue();
        assertThat(GuestState.of(4, 1).is(Reason.SHUTTING_DOWN_USER)).isTrue();
        assertThat(GuestState.of(6, 1).is(Reason.CRASHED_PANICKED)).isTrue();
    }

    @Test
    void everyReasonOfLibvirtHasAName() {
        int[] reasons = {0, 11, 0, 14, 1, 8, 1, 0};
        for (int phase = 0; phase < reasons.length; phase++) {
            for (int reason = 0; reason <= reasons[phase]; reason++) {
                GuestState state = GuestState.of(phase, reason);
                assertThat(state.phase().value()).isNotEqualTo(Phase.UNKNOWN);
                assertThat(state.reason().value())
                        .as("reason %d of %s", reason, state.phase())
                        .isNotEqualTo(Reason.UNKNOWN);
            }
            assertThat(GuestState.of(phase, reasons[phase] + 1).is(Reason.UNKNOWN))
                    .isTrue();
        }
    }

    @Test
    void unknownNumbersAreKept() {
        GuestState newer = GuestState.of(8, 3);
        assertThat(newer.phase()).isEqualTo(new Coded<>(Phase.UNKNOWN, 8));
        assertThat(newer.reason()).isEqualTo(new Coded<>(Reason.UNKNOWN, 3));
        assertThat(newer).hasToString("number 8 (number 3)");
        assertThat(GuestState.of(-1, -1).phase().number()).isEqualTo(-1);
        assertThat(GuestState.of(-1, -1).reason()).isEqualTo(new Coded<>(Reason.UNKNOWN, -1));
        assertThat(GuestState.of(1, Integer.MAX_VALUE).reason().number()).isEqualTo(Integer.MAX_VALUE);
        assertThat(newer).isNotEqualTo(GuestState.of(9, 3));
    }

    @Test
    void sentencesHaveWords() {
        assertThat(GuestState.of(5, 1)).hasToString("shut off (shutdown)");
        assertThat(GuestState.of(1, 0)).hasToString("running (unspecified)");
        assertThat(GuestState.of(3, 13)).hasToString("paused (postcopy failed)");
    }
}
