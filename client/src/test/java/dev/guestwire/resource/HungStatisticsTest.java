package dev.guestwire.resource;

import static dev.guestwire.FakeHost.ACTIVE_WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.HostOptions;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.ParamValue;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.ConnectListAllDomains;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainStatsRecord;
import dev.guestwire.testkit.fake.Answer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Statistics of several guests, of which one does not answer. */
@Timeout(60)
class HungStatisticsTest {
    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final Domain HUNG = new Domain("hung", new UUID(3, 1), 8);
    private static final Domain GONE = new Domain("gone", new UUID(3, 2), 9);

    private final FakeHost fake = new FakeHost(HostOptions.defaults().deadline(DEADLINE));

    @BeforeEach
    void script() {
        fake.daemon.reply(
                ConnectListAllDomains.class, new ConnectListAllDomains.Reply(List.of(HUNG, ACTIVE_WEB, GONE), 3));
        fake.daemon.on(ConnectGetAllDomainStats.class, call -> {
            if (call.doms().equals(List.of(GONE))) {
                return Answer.error(ErrorCode.NO_DOMAIN, ErrorDomain.QEMU, "no such guest");
            }
            return call.doms().equals(List.of(ACTIVE_WEB)) ? Answer.of(running()) : Answer.never();
        });
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    private static ConnectGetAllDomainStats.Reply running() {
        var state = new TypedParam("state.state", new ParamValue.Int(1));
        return new ConnectGetAllDomainStats.Reply(List.of(new DomainStatsRecord(ACTIVE_WEB, List.of(state))));
    }

    @Test
    void theOthersAreToldAndTheHungOneSaysWhy() {
        long began = System.nanoTime();
        List<GuestStatistics> told = fake.host.statistics();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(DEADLINE.multipliedBy(5));
        assertThat(told).extracting(one -> one.guest().name()).containsExactly("hung", "web");
        assertThat(told.getFirst().failure()).containsInstanceOf(DeadlineExceededException.class);
        assertThat(told.getFirst().state()).isEmpty();
        assertThat(told.getLast().failure()).isEmpty();
        assertThat(told.getLast().state()).isPresent();
    }

    /** Asked again and again, the calls that hang do not fill the lane: the healthy guest is told each time. */
    @Test
    void againAndAgain() {
        for (int i = 0; i < 3; i++) {
            assertThat(fake.host.statistics())
                    .filteredOn(one -> one.failure().isEmpty())
                    .extracting(one -> one.guest().name())
                    .containsExactly("web");
        }
        assertThat(fake.daemon.connections()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void whenNobodyAnswersItFails() {
        fake.daemon.on(ConnectGetAllDomainStats.class, call -> Answer.never());
        assertThatThrownBy(() -> fake.host.statistics()).isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void aSingleGuestThatDoesNotAnswerFails() {
        fake.daemon.on(ConnectGetAllDomainStats.class, call -> Answer.never());
        assertThatThrownBy(() ->
                        BulkStatistics.of(fake.host).guests(List.of(fake.web)).read())
                .isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void aSingleGuestThatIsGoneIsNotFound() {
        fake.daemon.on(
                ConnectGetAllDomainStats.class,
                call -> Answer.error(ErrorCode.NO_DOMAIN, ErrorDomain.QEMU, "no such guest"));
        assertThatThrownBy(() ->
                        BulkStatistics.of(fake.host).guests(List.of(fake.web)).read())
                .isInstanceOf(NotFoundException.class);
    }
}
