package dev.guestwire.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Reconnection.Backoff PACE =
            new Reconnection.Backoff(Duration.ofMillis(200), Duration.ofSeconds(30), 5);

    @ParameterizedTest
    @CsvSource({"0,1,200", "0,0,100", "1,1,400", "3,0.5,1200", "8,1,30000", "8,0,15000", "2147483647,1,30000"})
    void eachWaitIsTwiceTheOneBeforeUpToTheLongest(int attempt, double random, long millis) {
        assertThat(PACE.delay(attempt, random)).isEqualTo(Duration.ofMillis(millis));
    }
}
