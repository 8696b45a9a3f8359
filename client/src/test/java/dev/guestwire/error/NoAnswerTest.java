package dev.guestwire.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.ErrorLevel;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.remote.ConnectGetHostname;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainIsActive;
import dev.guestwire.protocol.remote.DomainSuspend;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a call without an answer, or with hardly one. */
class NoAnswerTest {
    private static final UUID ID = new UUID(1, 2);
    private static final DomainSuspend SUSPEND = new DomainSuspend(new Domain("web-1", ID, 1));

    @Test
    void aGuestWithoutANameIsNamedByItsUuid() {
        DomainSuspend nameless = new DomainSuspend(new Domain("", ID, 1));
        RemoteError no = RemoteError.of(ErrorCode.NO_DOMAIN, ErrorDomain.QEMU, "no");
        assertThat(CallFailedException.of(nameless, no)).hasMessageContaining(ID.toString());
        assertThat(new ConnectionLostException(nameless, true, "gone", null)).hasMessageContaining(ID.toString());
    }

    @Test
    void aRefusalWithoutAnyTextStillSaysSomething() {
        RemoteError bare = new RemoteError(
                new ErrorCode(4711), ErrorDomain.NONE, null, ErrorLevel.ERROR, null, null, null, null, 0, 0, null);
        CallFailedException failed = CallFailedException.of(new ConnectGetHostname(), bare);
        assertThat(failed)
                .hasMessageContaining("ConnectGetHostname failed: no message")
                .hasMessageContaining("4711");
        assertThat(failed.guest()).isEmpty();
        assertThat(failed.error()).isSameAs(bare);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noAnswerSaysWhetherToLookBeforeCallingAgain(boolean sent) {
        String hint = sent ? "the daemon may have carried it out" : "it was not sent";
        for (NoAnswerException none : new NoAnswerException[] {
            new ConnectionLostException(SUSPEND, sent, "the daemon closed the connection", null),
            new DeadlineExceededException(SUSPEND, sent, Duration.ofMillis(1_500)),
            new CallInterruptedException(SUSPEND, sent)
        }) {
            assertThat(none.mayHaveRun()).isEqualTo(sent);
            assertThat(none.wasSent()).isEqualTo(sent);
            assertThat(none)
                    .hasMessageContaining("DomainSuspend of guest web-1")
                    .hasMessageEndingWith(hint);
        }
    }

    /** A query changes nothing, whether it was sent or not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatOnlyAsksIsNotToBeLookedAfter(boolean sent) {
        for (Call<?> query : List.of(new ConnectGetHostname(), new DomainIsActive(SUSPEND.dom()))) {
            for (NoAnswerException none : List.of(
                    new ConnectionLostException(query, sent, "the daemon closed the connection", null),
                    new DeadlineExceededException(query, sent, Duration.ofSeconds(1)),
                    new CallInterruptedException(query, sent))) {
                assertThat(none.mayHaveRun()).isFalse();
                assertThat(none.wasSent()).isEqualTo(sent);
                assertThat(none).hasMessageEndingWith(sent ? "it only asks, and changed nothing" : "it was not sent");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"PT60S, 60 s", "PT1.5S, 1500 ms", "PT0.2S, 200 ms"})
    void deadlinesAreToldInSecondsOrMilliseconds(Duration deadline, String text) {
        assertThat(new DeadlineExceededException(SUSPEND, true, deadline)).hasMessageContaining(text);
    }
}
