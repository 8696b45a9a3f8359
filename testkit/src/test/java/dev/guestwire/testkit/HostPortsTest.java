package dev.guestwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostPortsTest {
    @Test
    void hostsBesideOneAnotherHaveOtherPorts() {
        Set<Integer> given = new HashSet<>();
        for (long process = 4_000_000_000L; process < 4_000_000_128L; process++) {
            for (int host = Integer.MAX_VALUE - 3; host != Integer.MIN_VALUE + 4; host++) {
                HostPorts ports = HostPorts.of(process, host);
                for (int port = ports.first(); port <= ports.last(); port++) {
                    assertThat(given.add(port)).as("port %d", port).isTrue();
                    assertThat(port).isBetween(49_152, 65_535);
                }
            }
        }
    }

    @Test
    void aHostSaysSoInItsConfiguration() {
        assertThat(HostPorts.of(128, 1).settings())
                .isEqualTo("migration_port_min = 49168\nmigration_port_max = 49183\n");
    }
}
