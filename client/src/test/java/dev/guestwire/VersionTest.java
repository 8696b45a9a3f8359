package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.remote.ConnectGetVersion;
import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void numbersAreTakenApart() {
        assertThat(Version.of(ConnectGetVersion.class, 12_005_001))
                .isEqualTo(new Version(12, 5, 1))
                .hasToString("12.5.1");
        assertThat(Version.of(ConnectGetVersion.class, 2)).isEqualTo(new Version(0, 0, 2));
    }

    @Test
    void laterIsGreater() {
        Version nine = new Version(9, 0, 0);
        assertThat(nine).isLessThan(new Version(9, 0, 1)).isLessThan(new Version(10, 0, 0));
        assertThat(nine.isAtLeast(new Version(8, 11, 9))).isTrue();
        assertThat(nine.isAtLeast(nine)).isTrue();
        assertThat(nine.isAtLeast(new Version(9, 1, 0))).isFalse();
    }
}
