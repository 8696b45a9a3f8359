package dev.guestwire.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.MalformedDataException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.qemu.DomainAgentCommand;
import dev.guestwire.protocol.remote.DomainIsActive;
import dev.guestwire.testkit.fake.Answer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to an agent to run a program, and what is made of its answers. */
class GuestProcessTest {
    private final FakeHost fake = new FakeHost();
    private final GuestAgent agent = fake.web.agent();

    @AfterEach
    void close() {
        fake.close();
    }

    private static DomainAgentCommand.Reply answer(String json) {
        return new DomainAgentCommand.Reply(json);
    }

    private String started(GuestCommand command) {
        DomainAgentCommand sent = fake.sent(
                DomainAgentCommand.class,
                answer("{\"return\":{\"pid\":77}}"),
                () -> assertThat(agent.execute(command)).isEqualTo(agent.process(77)));
        return sent.cmd();
    }

    private Optional<GuestExit> status(String json) {
        return fake.told(
                DomainAgentCommand.class, answer(json), () -> agent.process(77).findExit());
    }

    @Test
    void aPlainProgram() {
        assertThat(JsonText.parse(started(GuestCommand.of("true"))))
                .isEqualTo(JsonText.parse(
                        "{\"execute\":\"guest-exec\",\"arguments\":{\"path\":\"true\",\"capture-output\":true}}"));
    }

    @Test
    void argumentsVariablesAndInput() {
        GuestCommand command = GuestCommand.of("sh", "-c", "echo \"$A\"\n")
                .environment("A", "1=2")
                .environment("B", "")
                .input("é".getBytes(UTF_8))
                .withoutOutput();
        assertThat(JsonText.parse(started(command)))
                .isEqualTo(JsonText.parse("{\"execute\":\"guest-exec\",\"arguments\":{\"path\":\"sh\","
                        + "\"arg\":[\"-c\",\"echo \\\"$A\\\"\\n\"],\"env\":[\"A=1=2\",\"B=\"],"
                        + "\"input-data\":\"w6k=\",\"capture-output\":false}}"));
        assertThat(command).hasToString("sh");
    }

    @Test
    void howItEnded() {
        GuestExit exit = status("{\"return\":{\"exitcode\":3,\"out-data\":\"aGkK\",\"exited\":true,"
                        + "\"err-data\":\"bm8K\",\"err-truncated\":true}}")
                .orElseThrow();
        assertThat(exit.exitCode()).hasValue(3);
        assertThat(exit.signal()).isEmpty();
        assertThat(exit.isSuccess()).isFalse();
        assertThat(exit.output()).isEqualTo(Bytes.of("hi\n".getBytes(UTF_8)));
        assertThat(exit.error()).isEqualTo(Bytes.of("no\n".getBytes(UTF_8)));
        assertThat(exit.isTruncated()).isTrue();
        GuestExit killed = status("{\"return\":{\"signal\":9,\"exited\":true}}").orElseThrow();
        assertThat(killed.signal()).hasValue(9);
        assertThat(killed.exitCode()).isEmpty();
        assertThat(killed.output()).isEqualTo(Bytes.EMPTY);
        assertThat(fake.daemon.calls(DomainAgentCommand.class).getLast().cmd())
                .contains("\"guest-exec-status\"", "{\"pid\":77}");
    }

    @Test
    void whoWaitsTooShortIsToldThatItGoesOn() {
        assertThat(status("{\"return\":{\"exited\":false}}")).isEmpty();
        assertThatThrownBy(() -> agent.process(77).await(Duration.ofMillis(50)))
                .isInstanceOf(JobNotCompletedException.class)
                .hasMessageContaining("Process 77 in guest web goes on: it did not end within 50 ms");
    }

    /** A guest that is paused for a moment, an agent that is busy or silent: the program runs on. */
    @ParameterizedTest
    @ValueSource(ints = {55, 68, 86, 112, 38})
    void aRefusalThatPassesIsNoEnd(int code) {
        Answer<DomainAgentCommand.Reply> refusal = code == 38
                ? Answer.error(ErrorCode.RESOURCE_BUSY, ErrorDomain.QEMU, "busy")
                : Answer.error(RemoteError.of(new ErrorCode(code), ErrorDomain.QEMU, "not now"));
        fake.daemon.reply(DomainIsActive.class, new DomainIsActive.Reply(1));
        fake.daemon.enqueue(DomainAgentCommand.class, refusal);
        fake.daemon.enqueue(DomainAgentCommand.class, refusal);
        fake.daemon.reply(DomainAgentCommand.class, answer("{\"return\":{\"exitcode\":3,\"exited\":true}}"));
        assertThat(awaited(FakeHost.SOON).exitCode()).hasValue(3);

        fake.daemon.on(DomainAgentCommand.class, call -> refusal);
        assertThatThrownBy(() -> agent.process(77).await(Duration.ofMillis(50)))
                .isInstanceOfSatisfying(
                        JobNotCompletedException.class,
                        end -> assertThat(end.status()).isEqualTo(JobNotCompletedException.Status.STILL_RUNNING))
                .hasMessageContainingAll("Process 77", code == 38 ? "busy" : "not now");
    }

    @Test
    void aGuestThatIsOffRunsNoProgram() {
        fake.daemon.reply(DomainIsActive.class, new DomainIsActive.Reply(0));
        fake.daemon.on(
                DomainAgentCommand.class,
                call -> Answer.error(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, "domain is not running"));
        assertThatThrownBy(() -> agent.process(77).await(FakeHost.SOON))
                .isInstanceOfSatisfying(
                        JobNotCompletedException.class,
                        end -> assertThat(end.status()).isEqualTo(JobNotCompletedException.Status.UNKNOWN))
                .hasMessageContaining("the guest is off");
    }

    @Test
    void anAgentThatNeverAnswersDoesNotOutlastPatience() {
        fake.daemon.on(DomainAgentCommand.class, call -> Answer.never());
        assertThatThrownBy(() -> agent.process(77).await(Duration.ofMillis(50)))
                .isInstanceOf(JobNotCompletedException.class)
                .hasMessageContaining("goes on");
    }

    private GuestExit awaited(Duration patience) {
        try {
            return agent.process(77).await(patience);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"return\":7}",
                "{\"return\":{}}",
                "{\"return\":{\"exited\":true,\"out-data\":\"%%%\"}}",
                "no"
            })
    void anAnswerThatSaysNothingIsAnError(String json) {
        assertThatThrownBy(() -> status(json)).isInstanceOf(MalformedDataException.class);
    }

    @Test
    void whatCannotBeRunIsRefused() {
        assertThatThrownBy(() -> GuestCommand.of("")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> GuestCommand.of("a", "b\0")).isInstanceOf(InvalidInputException.class);
        GuestCommand command = GuestCommand.of("a");
        assertThatThrownBy(() -> command.environment("A=B", "")).isInstanceOf(InvalidInputException.class);
    }
}
