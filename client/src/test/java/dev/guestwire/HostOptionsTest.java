package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.rpc.RpcOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HostOptionsTest {
    private static final HostOptions DEFAULTS = HostOptions.defaults();

    @Test
    void eachMethodChangesOneThing() {
        assertThat(DEFAULTS.rpc())
                .isEqualTo(new RpcOptions(Duration.ofSeconds(60), Duration.ofSeconds(5), 5, 4, false, 10_000));
        HostOptions changed = DEFAULTS.readOnly()
                .deadline(Duration.ofSeconds(7))
                .keepAlive(Duration.ofSeconds(2), 3)
                .eventQueue(11);
        assertThat(changed.rpc())
                .isEqualTo(new RpcOptions(Duration.ofSeconds(7), Duration.ofSeconds(2), 3, 4, true, 11));
        assertThat(changed.lastingDeadline(Duration.ofSeconds(9))
                        .readOnly()
                        .rpc()
                        .lasting())
                .isEqualTo(Duration.ofSeconds(9));
        assertThat(changed.isReadOnly()).isTrue();
        assertThat(changed.withoutKeepAlive().rpc().keepAliveInterval()).isZero();
        assertThat(DEFAULTS.isReadOnly()).isFalse();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> DEFAULTS.deadline(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deadline");
        assertThatThrownBy(() -> DEFAULTS.keepAlive(Duration.ofSeconds(-1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DEFAULTS.keepAlive(Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DEFAULTS.eventQueue(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("event queue");
        assertThatThrownBy(() -> DEFAULTS.reconnecting(Duration.ZERO, Duration.ofSeconds(1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first wait");
        assertThatThrownBy(() -> DEFAULTS.reconnecting(Duration.ofSeconds(1), Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("attempts");
    }

    @Test
    void optionsPrintAsWords() {
        assertThat(DEFAULTS.readOnly())
                .hasToString("HostOptions[read-only, deadline PT1M, keepalive PT5S x 5, event queue 10000]");
        assertThat(DEFAULTS.withoutKeepAlive())
                .hasToString("HostOptions[deadline PT1M, keepalive off, event queue 10000]");
        assertThat(DEFAULTS.reconnecting().readOnly()).asString().endsWith("event queue 10000, reconnecting]");
    }
}
