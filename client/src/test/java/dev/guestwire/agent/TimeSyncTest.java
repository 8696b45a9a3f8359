package dev.guestwire.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.agent.TimeSync.Outcome;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.WrongStateException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.remote.DomainGetTime;
import dev.guestwire.protocol.remote.DomainIsActive;
import dev.guestwire.protocol.remote.DomainSetTime;
import dev.guestwire.testkit.fake.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What became of setting a clock: the error's code decides, never its text. */
class TimeSyncTest {
    private final FakeHost fake = new FakeHost();

    @AfterEach
    void close() {
        fake.close();
    }

    private TimeSync refusedWith(ErrorCode code) {
        fake.daemon.on(DomainSetTime.class, call -> Answer.error(code, ErrorDomain.QEMU, "who knows"));
        assertThat(fake.web.agent().syncTimeFromRtc().outcome())
                .isEqualTo(fake.web.agent().syncTime().outcome());
        return fake.web.agent().syncTime();
    }

    @Test
    void success() {
        fake.daemon.on(DomainSetTime.class, call -> Answer.done());
        TimeSync sync = fake.web.agent().syncTime();
        assertThat(sync.outcome()).isEqualTo(Outcome.SYNCED);
        assertThat(sync.isSynced()).isTrue();
        assertThat(sync.refusal()).isEmpty();
    }

    @Test
    void theCodeDecides() {
        fake.daemon.reply(DomainIsActive.class, new DomainIsActive.Reply(1));
        assertThat(refusedWith(ErrorCode.AGENT_UNRESPONSIVE).outcome()).isEqualTo(Outcome.AGENT_UNRESPONSIVE);
        assertThat(refusedWith(ErrorCode.OPERATION_UNSUPPORTED).outcome()).isEqualTo(Outcome.UNSUPPORTED);
        assertThat(refusedWith(ErrorCode.ARGUMENT_UNSUPPORTED).outcome()).isEqualTo(Outcome.NO_AGENT);
    }

    @Test
    void theReasonIsTold() {
        TimeSync sync = refusedWith(ErrorCode.AGENT_UNRESPONSIVE);
        assertThat(sync.isSynced()).isFalse();
        CallFailedException refusal = sync.refusal().orElseThrow();
        assertThat(refusal.code()).isEqualTo(ErrorCode.AGENT_UNRESPONSIVE);
        assertThat(refusal.guest()).contains("web");
        assertThat(refusal).hasMessageContaining("who knows");
    }

    @Test
    void allElseIsAnError() {
        assertThatThrownBy(() -> refusedWith(ErrorCode.OPERATION_INVALID)).isInstanceOf(WrongStateException.class);
        assertThatThrownBy(() -> refusedWith(ErrorCode.NO_DOMAIN)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> refusedWith(ErrorCode.INTERNAL_ERROR)).isInstanceOf(CallFailedException.class);
    }

    @Test
    void aGuestThatIsOffIsNotUnsupported() {
        fake.daemon.reply(DomainIsActive.class, new DomainIsActive.Reply(0));
        fake.daemon.on(
                DomainGetTime.class, call -> Answer.error(ErrorCode.OPERATION_INVALID, ErrorDomain.QEMU, "it is off"));
        assertThatThrownBy(() -> refusedWith(ErrorCode.OPERATION_UNSUPPORTED))
                .isInstanceOf(WrongStateException.class)
                .hasMessageContaining("it is off");
    }
}
