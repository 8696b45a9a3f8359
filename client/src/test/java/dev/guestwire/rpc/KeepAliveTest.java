package dev.guestwire.rpc;

import static dev.guestwire.rpc.KeepAlive.Action.GIVE_UP;
import static dev.guestwire.rpc.KeepAlive.Action.NOTHING;
import static dev.guestwire.rpc.KeepAlive.Action.PING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When to ping and when to give up, in milliseconds of a clock of our own. */
class KeepAliveTest {
    private static final long MILLI = 1_000_000;

    /** An origin at which the clock's numbers overflow soon. */
    private static final long ORIGIN = Long.parseLong("9223372036800000000");

    private final KeepAlive keepAlive = new KeepAlive(Duration.ofMillis(100), 2, ORIGIN);

    private KeepAlive.Action at(long millis) {
        return keepAlive.tick(ORIGIN + millis * MILLI);
    }

    private long untilNextAt(long millis) {
        return keepAlive.untilNext(ORIGIN + millis * MILLI) / MILLI;
    }

    private void heardAt(long millis) {
        keepAlive.heard(ORIGIN + millis * MILLI);
    }

    @Test
    void itPingsOnceAnIntervalAndGivesUpAfterTheLastPingsInterval() {
        keepAlive.enable(true);
        assertThat(at(99)).isEqualTo(NOTHING);
        assertThat(at(100)).isEqualTo(PING);
        assertThat(at(101)).isEqualTo(NOTHING);
        assertThat(at(199)).isEqualTo(NOTHING);
        assertThat(at(200)).isEqualTo(PING);
        assertThat(at(299)).isEqualTo(NOTHING);
        assertThat(at(300)).isEqualTo(GIVE_UP);
    }

    @Test
    void itSaysHowLongNothingWillBeDue() {
        keepAlive.enable(true);
        assertThat(untilNextAt(0)).isEqualTo(100);
        assertThat(untilNextAt(70)).isEqualTo(30);
        assertThat(at(100)).isEqualTo(PING);
        assertThat(untilNextAt(100)).isEqualTo(100);
        heardAt(150);
        assertThat(untilNextAt(160)).isEqualTo(90);
        assertThat(keepAlive.untilNext(ORIGIN + 1000 * MILLI)).isEqualTo(1);
    }

    @Test
    void whateverIsHeardStartsTheCountAgain() {
        keepAlive.enable(true);
        assertThat(at(100)).isEqualTo(PING);
        assertThat(at(200)).isEqualTo(PING);
        heardAt(210);
        assertThat(at(309)).isEqualTo(NOTHING);
        assertThat(at(310)).isEqualTo(PING);
        assertThat(at(410)).isEqualTo(PING);
        assertThat(at(510)).isEqualTo(GIVE_UP);
    }

    @Test
    void aLateLookStillCountsFromTheLastSignOfLife() {
        keepAlive.enable(true);
        assertThat(at(100)).isEqualTo(PING);
        assertThat(at(200)).isEqualTo(PING);
        heardAt(210);
        assertThat(at(330)).as("the first look since, one interval later").isEqualTo(PING);
        assertThat(at(430)).isEqualTo(PING);
        assertThat(at(530)).isEqualTo(GIVE_UP);
    }

    /** Our own process was stopped, or collected garbage: the daemon gets its full time to answer nevertheless. */
    @Test
    void afterAPauseOfOurOwnThePingsStillGoOutOneByOne() {
        keepAlive.enable(true);
        assertThat(at(10_000)).isEqualTo(PING);
        assertThat(at(10_001)).isEqualTo(NOTHING);
        assertThat(at(10_099)).isEqualTo(NOTHING);
        assertThat(at(10_100)).isEqualTo(PING);
        assertThat(at(10_199)).isEqualTo(NOTHING);
        assertThat(at(10_200)).isEqualTo(GIVE_UP);
    }

    @Test
    void aDaemonThatDoesNotAnswerPingsGetsNone() {
        assertThat(at(100_000)).isEqualTo(NOTHING);
        assertThat(keepAlive.untilNext(ORIGIN)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anIntervalOfZeroMeansNoPings() {
        KeepAlive none = new KeepAlive(Duration.ZERO, 5, ORIGIN);
        none.enable(true);
        assertThat(none.tick(ORIGIN + 100_000 * MILLI)).isEqualTo(NOTHING);
        assertThat(none.untilNext(ORIGIN)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void noPingsAtAllMeansTheFirstSilenceIsTheEnd() {
        KeepAlive strict = new KeepAlive(Duration.ofMillis(100), 0, ORIGIN);
        strict.enable(true);
        assertThat(strict.tick(ORIGIN + 99 * MILLI)).isEqualTo(NOTHING);
        assertThat(strict.tick(ORIGIN + 100 * MILLI)).isEqualTo(GIVE_UP);
    }
}
