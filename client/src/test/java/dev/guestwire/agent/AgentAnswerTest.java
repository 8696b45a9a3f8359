package dev.guestwire.agent;

import static dev.guestwire.FakeHost.SOON;
import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.guestwire.FakeHost;
import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.JobNotCompletedException.Status;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.qemu.DomainAgentCommand;
import dev.guestwire.testkit.fake.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent whose channel is open need not answer: it is asked. */
class AgentAnswerTest {
    private static final Answer<DomainAgentCommand.Reply> PONG =
            Answer.of(new DomainAgentCommand.Reply("{\"return\":{}}"));

    private final FakeHost fake = new FakeHost();
    private final GuestAgent agent = fake.web.agent();

    @AfterEach
    void close() {
        fake.close();
    }

    private static Answer<DomainAgentCommand.Reply> refused(ErrorCode code, String words) {
        return Answer.error(code, ErrorDomain.QEMU, words);
    }

    @Test
    void aPingIsOneQuestion() {
        fake.daemon.enqueue(DomainAgentCommand.class, PONG);
        assertThat(agent.ping(AgentTimeout.of(Duration.ofSeconds(3)))).isPositive();
        assertThat(fake.daemon.calls(DomainAgentCommand.class))
                .containsExactly(new DomainAgentCommand(WEB, "{\"execute\":\"guest-ping\"}", 3, 0));
        fake.daemon.enqueue(DomainAgentCommand.class, refused(ErrorCode.AGENT_UNRESPONSIVE, "no answer"));
        assertThatExceptionOfType(AgentUnavailableException.class).isThrownBy(agent::ping);
    }

    @Test
    void itIsAskedUntilItAnswers() throws InterruptedException {
        fake.daemon.enqueue(DomainAgentCommand.class, refused(ErrorCode.AGENT_UNRESPONSIVE, "not connected"));
        fake.daemon.enqueue(DomainAgentCommand.class, refused(ErrorCode.OPERATION_TIMEOUT, "held by agent"));
        fake.daemon.enqueue(DomainAgentCommand.class, PONG);
        agent.awaitAnswer(SOON);
        assertThat(fake.daemon.calls(DomainAgentCommand.class)).hasSize(3);
    }

    @Test
    void itsSilenceIsTold() {
        fake.daemon.on(DomainAgentCommand.class, call -> refused(ErrorCode.AGENT_UNRESPONSIVE, "nobody is there"));
        assertThatExceptionOfType(JobNotCompletedException.class)
                .isThrownBy(() -> agent.awaitAnswer(Duration.ofMillis(50)))
                .withMessageContainingAll("within 50 ms", "nobody is there")
                .matches(late -> late.status() == Status.STILL_RUNNING);
    }

    @ParameterizedTest
    @CsvSource({"OPERATION_INVALID", "ARGUMENT_UNSUPPORTED"})
    void whatWaitingDoesNotHealIsThrown(String code) {
        boolean off = code.equals("OPERATION_INVALID");
        fake.daemon.on(
                DomainAgentCommand.class,
                call -> refused(off ? ErrorCode.OPERATION_INVALID : ErrorCode.ARGUMENT_UNSUPPORTED, "never"));
        assertThatExceptionOfType(off ? WrongStateException.class : UnsupportedException.class)
                .isThrownBy(() -> agent.awaitAnswer(SOON));
    }
}
