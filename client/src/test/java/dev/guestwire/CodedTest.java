package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.GuestEvent.ChannelState;
import dev.guestwire.JobEvent.BlockJobStatus;
import org.junit.jupiter.api.Test;

class CodedTest {
    @Test
    void aKnownNumberHasItsName() {
        Coded<BlockJobStatus> ready = Coded.of(BlockJobStatus.values(), 3);
        assertThat(ready.value()).isEqualTo(BlockJobStatus.READY);
        assertThat(ready.number()).isEqualTo(3);
        assertThat(ready.is(BlockJobStatus.READY)).isTrue();
        assertThat(ready).hasToString("READY");
    }

    @Test
    void anUnknownNumberIsKept() {
        for (int number : new int[] {4, 5, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            Coded<BlockJobStatus> unknown = Coded.of(BlockJobStatus.values(), number);
            assertThat(unknown.is(BlockJobStatus.UNKNOWN)).isTrue();
            assertThat(unknown.number()).isEqualTo(number);
            assertThat(unknown).hasToString("number " + number);
        }
    }

    @Test
    void numbersMayStartAtOne() {
        assertThat(Coded.of(ChannelState.values(), 1, 1).is(ChannelState.CONNECTED))
                .isTrue();
        assertThat(Coded.of(ChannelState.values(), 1, 0).is(ChannelState.UNKNOWN))
                .isTrue();
        assertThat(Coded.of(ChannelState.values(), 1, Integer.MIN_VALUE).is(ChannelState.UNKNOWN))
                .isTrue();
    }
}
