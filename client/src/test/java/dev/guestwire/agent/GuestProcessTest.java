package dev.guestwire.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.JobNotCompletedException;
import dev.guestwire.error.MalformedDataException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.qemu.DomainAgentCommand;
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
