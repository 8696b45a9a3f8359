package dev.guestwire.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.GuestState;
import dev.guestwire.Host;
import dev.guestwire.HostOptions;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.error.MalformedDataException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.remote.ConnectGetAllDomainStats;
import dev.guestwire.protocol.remote.ConnectListAllDomains;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainStatsRecord;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.Hold;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many guests are asked and one hangs, is refused or tells nonsense: the others are told, and it is told which one failed and why. */
@Timeout(120)
class OneGuestFailsTest {
    private static final Domain GOOD = new Domain("good", new UUID(4, 1), 1);
    private static final Domain BAD = new Domain("bad", new UUID(4, 2), 2);
    private static final Domain LAST = new Domain("last", new UUID(4, 3), 3);

    private final FakeHost fake = new FakeHost(HostOptions.defaults().deadline(Duration.ofSeconds(3)));
    private final Host host = fake.host;

    /** What is wrong with the bad one. */
    enum Trouble {
        HANGS(DeadlineExceededException.class),
        REFUSED(CallFailedException.class),
        NONSENSE(MalformedDataException.class);

        private final Class<? extends LibvirtException> failure;

        Trouble(Class<? extends LibvirtException> failure) {
            this.failure = failure;
        }
    }

    @BeforeEach
    void threeGuests() {
        fake.daemon.reply(ConnectListAllDomains.class, new ConnectListAllDomains.Reply(List.of(BAD, GOOD, LAST), 3));
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    private static Answer<DomainGetXmlDesc.Reply> document(Trouble trouble) {
        return switch (trouble) {
            case HANGS -> Answer.never();
            case REFUSED -> Answer.error(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, "no");
            case NONSENSE -> Answer.of(new DomainGetXmlDesc.Reply("<domain"));
        };
    }

    @ParameterizedTest
    @EnumSource
    void definitions(Trouble trouble) {
        fake.daemon.on(
                DomainGetXmlDesc.class,
                call -> call.dom().uuid().equals(BAD.uuid())
                        ? document(trouble)
                        : Answer.of(new DomainGetXmlDesc.Reply(
                                "<domain><name>" + call.dom().name() + "</name></domain>")));
        List<Host.Definition> all = host.definitions().toList();
        assertThat(all).extracting(read -> read.guest().name()).containsExactlyInAnyOrder("good", "last", "bad");
        for (Host.Definition read : all) {
            if (read.guest().equals(host.guest(BAD))) {
                assertThat(read.failure()).containsInstanceOf(trouble.failure);
                assertThatThrownBy(read::domain).isInstanceOf(trouble.failure);
            } else {
                assertThat(read.domain().name()).contains(read.guest().name());
            }
        }
    }

    @Test
    void ifNoneAnswersTheFirstFailureIsThrown() {
        fake.daemon.on(DomainGetXmlDesc.class, call -> document(Trouble.REFUSED));
        assertThatThrownBy(() -> host.xmlDescriptions().toList())
                .isInstanceOf(CallFailedException.class)
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(2));
    }

    private void statistics(Answer<ConnectGetAllDomainStats.Reply> ofAll, Answer<ConnectGetAllDomainStats.Reply> bad) {
        fake.daemon.on(
                ConnectGetAllDomainStats.class,
                call -> call.doms().isEmpty()
                        ? ofAll
                        : call.doms().contains(BAD)
                                ? bad
                                : Answer.of(new ConnectGetAllDomainStats.Reply(List.of(new DomainStatsRecord(
                                        call.doms().getFirst(), List.of(TypedParam.ofInt("state.state", 1)))))));
    }

    @Test
    void statisticsOfOneThatIsRefused() {
        Answer<ConnectGetAllDomainStats.Reply> no = Answer.error(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, "no");
        statistics(no, no);
        assertThat(failures(host.statistics()))
                .containsEntry("good", false)
                .containsEntry("last", false)
                .containsEntry("bad", true);
    }

    private static Map<String, Boolean> failures(List<GuestStatistics> all) {
        return all.stream()
                .collect(Collectors.toMap(
                        read -> read.guest().name(), read -> read.failure().isPresent()));
    }

    @Test
    void states() {
        statistics(Answer.never(), Answer.never());
        assertThat(host.states())
                .containsEntry(host.guest(GOOD), GuestState.of(1, 0))
                .containsEntry(host.guest(BAD), GuestState.of(-1, 0))
                .hasSize(3);
        assertThat(Optional.ofNullable(host.states().get(host.guest(BAD))))
                .hasValueSatisfying(
                        state -> assertThat(state.is(GuestState.Phase.UNKNOWN)).isTrue());
    }

    @Test
    void statesDoNotWaitForStatisticsThatHang() throws Exception {
        Hold hold = new Hold();
        fake.daemon.on(ConnectGetAllDomainStats.class, call -> {
            Answer<ConnectGetAllDomainStats.Reply> none = Answer.of(new ConnectGetAllDomainStats.Reply(List.of()));
            return call.stats() == 1 ? none : none.heldBy(hold);
        });
        Thread.ofVirtual().start(() -> host.call(new ConnectGetAllDomainStats(List.of(), 0, 0), Duration.ofMinutes(1)));
        Thread.ofVirtual().start(() -> host.call(new ConnectGetAllDomainStats(List.of(), 0, 0), Duration.ofMinutes(1)));
        hold.awaitHeld(2, Duration.ofMinutes(1));
        assertThat(host.states()).isEmpty();
        hold.release();
    }
}
