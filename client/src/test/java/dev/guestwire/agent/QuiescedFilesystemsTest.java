package dev.guestwire.agent;

import static dev.guestwire.FakeHost.SOON;
import static dev.guestwire.FakeHost.WEB;
import static dev.guestwire.watch.FakeEvents.SHUT_OFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.HostOptions;
import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.remote.DomainFsfreeze;
import dev.guestwire.protocol.remote.DomainFsthaw;
import dev.guestwire.protocol.remote.DomainIsActive;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.watch.FakeEvents;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** File systems are thawed, whatever happens, and who held on too long is told. */
class QuiescedFilesystemsTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    private final FakeHost fake = new FakeHost(HostOptions.defaults()
            .withoutKeepAlive()
            .reconnecting(Duration.ofMillis(1), Duration.ofMillis(20), 10_000));
    private final FakeEvents life = new FakeEvents(fake);

    @BeforeEach
    void answer() {
        fake.daemon.reply(DomainFsfreeze.class, new DomainFsfreeze.Reply(2));
        fake.daemon.reply(DomainFsthaw.class, new DomainFsthaw.Reply(2));
        fake.daemon.reply(DomainIsActive.class, new DomainIsActive.Reply(1));
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private List<DomainFsthaw> thaws() {
        return fake.daemon.calls(DomainFsthaw.class);
    }

    private static Thaw end(QuiescedFilesystems frozen) throws Exception {
        return frozen.toFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void theyAreFrozenUntilTheyAreClosed() {
        try (QuiescedFilesystems frozen = fake.web.quiesce(SOON, "/", "/srv")) {
            assertThat(frozen.filesystems()).isEqualTo(2);
            assertThat(frozen.isStillFrozen()).isTrue();
            assertThat(thaws()).isEmpty();
        }
        assertThat(fake.daemon.calls(DomainFsfreeze.class))
                .containsExactly(new DomainFsfreeze(WEB, List.of("/", "/srv"), 0));
        assertThat(thaws()).containsExactly(new DomainFsthaw(WEB, List.of(), 0));
    }

    @Test
    void theyAreThawedAtTheDeadlineAndItIsToldOnClose() throws Exception {
        QuiescedFilesystems frozen = fake.web.quiesce(SHORT);
        Thaw thaw = end(frozen);
        assertThat(thaw.by()).isEqualTo(Thaw.By.DEADLINE);
        assertThat(thaw.frozenFor()).isGreaterThanOrEqualTo(SHORT);
        assertThat(frozen.isStillFrozen()).isFalse();
        assertThat(frozen.thaw()).isEqualTo(thaw);
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(frozen::close)
                .withMessageContaining("Quiesced work on guest web failed")
                .withMessageContaining("deadline");
        assertThat(thaws()).hasSize(1);
    }

    @Test
    void theyAreThawedAfterTheConnectionWasLost() throws Exception {
        QuiescedFilesystems frozen = fake.web.quiesce(SOON);
        fake.daemon.kill();
        fake.daemon.restart();
        assertThat(end(frozen).by()).isEqualTo(Thaw.By.RECONNECTION);
        assertThatExceptionOfType(JobNotCompletedException.class).isThrownBy(frozen::close);
    }

    @Test
    void somebodyElseMayHaveThawedThem() {
        QuiescedFilesystems frozen = fake.web.quiesce(SOON);
        fake.daemon.reply(DomainFsthaw.class, new DomainFsthaw.Reply(0));
        assertThat(frozen.thaw().by()).isEqualTo(Thaw.By.SOMEBODY_ELSE);
        assertThat(frozen.thaw().isQuiesced()).isFalse();
    }

    @Test
    void aGuestThatIsOffIsNotFrozen() {
        QuiescedFilesystems frozen = fake.web.quiesce(SOON);
        fake.daemon.on(
                DomainFsthaw.class, call -> Answer.error(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, "not running"));
        fake.daemon.reply(DomainIsActive.class, new DomainIsActive.Reply(0));
        life.is(SHUT_OFF, 1, -1);
        assertThat(frozen.thaw().by()).isEqualTo(Thaw.By.SOMEBODY_ELSE);
    }

    @Test
    void anAgentThatDoesNotAnswerIsAskedAgain() throws Exception {
        QuiescedFilesystems frozen = fake.web.quiesce(SOON);
        fake.daemon.enqueue(DomainFsthaw.class, Answer.error(ErrorCode.AGENT_UNRESPONSIVE, ErrorDomain.QEMU, "late"));
        assertThatExceptionOfType(AgentUnavailableException.class).isThrownBy(frozen::close);
        assertThat(end(frozen).filesystems()).isEqualTo(2);
        assertThat(thaws()).hasSize(2);
    }

    @Test
    void aFreezeWithoutAnAnswerMayHaveFrozen() {
        fake.daemon.on(
                DomainFsfreeze.class, call -> Answer.error(ErrorCode.AGENT_UNRESPONSIVE, ErrorDomain.QEMU, "late"));
        assertThatExceptionOfType(AgentUnavailableException.class).isThrownBy(() -> fake.web.quiesce(SOON));
        assertThat(thaws()).hasSize(1);
    }

    @Test
    void whatIsNotMountedIsNotTakenForFrozen() {
        assertThatThrownBy(() -> fake.web.quiesce(SOON, "/", "/srv", "/nope"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("/nope")
                .hasMessageContaining("only 2");
        assertThat(thaws()).containsExactly(new DomainFsthaw(WEB, List.of(), 0));
    }

    @Test
    void aFreezeWithoutADeadlineIsRefused() {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> fake.web.quiesce(Duration.ZERO));
        assertThat(fake.daemon.calls(DomainFsfreeze.class)).isEmpty();
    }
}
