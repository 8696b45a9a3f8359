package dev.guestwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainStatsRecord;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host of a thousand guests is asked once for all of them, not once for each. */
class ManyGuestsTest {
    private static final int GUESTS = 1000;

    private FakeLibvirtd daemon;

    @BeforeEach
    void start() {
        daemon = FakeLibvirtd.start();
        List<DomainStatsRecord> guests = IntStream.range(0, GUESTS)
                .mapToObj(i -> new DomainStatsRecord(
                        new Domain("guest" + i, new UUID(1, i), i + 1), List.of(TypedParam.ofInt("state.state", 1))))
                .toList();
        daemon.reply(ConnectGetAllDomainStats.class, new ConnectGetAllDomainStats.Reply(guests));
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private void assertAsked(int times, String... words) {
        String[] all = IntStream.range(0, words.length + 2)
                .mapToObj(i -> i < words.length ? words[i] : i == words.length ? "-c" : daemon.uri())
                .toArray(String[]::new);
        Run run = Run.of(all).ok();
        assertThat(run.lines()).hasSizeGreaterThanOrEqualTo(GUESTS);
        assertThat(daemon.calls(ConnectGetAllDomainStats.class)).hasSize(times);
        assertThat(daemon.calls())
                .extracting(received -> received.call().getClass().getSimpleName())
                .as("questions of guests")
                .noneMatch(name -> name.startsWith("Domain"))
                .filteredOn("ConnectListAllDomains"::equals)
                .as("list also asks who has a saved memory")
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void listAsksOnce() {
        assertAsked(1, "list", "--all");
    }

    @Test
    void statsAskOnce() {
        assertAsked(1, "stats", "--all");
    }

    @Test
    void topAsksOnceATick() {
        assertAsked(4, "top", "--count", "3", "--every", "0.01");
    }
}
