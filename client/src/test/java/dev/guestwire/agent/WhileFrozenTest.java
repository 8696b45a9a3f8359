package dev.guestwire.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.error.AgentUnavailableException;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.remote.DomainFsfreeze;
import dev.guestwire.protocol.remote.DomainFsthaw;
import dev.guestwire.testkit.fake.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A freeze ends, whatever happens. */
class WhileFrozenTest {
    private final FakeHost fake = new FakeHost();
    private final GuestAgent agent = fake.web.agent();

    @BeforeEach
    void answer() {
        fake.daemon.reply(DomainFsfreeze.class, new DomainFsfreeze.Reply(1));
        fake.daemon.reply(DomainFsthaw.class, new DomainFsthaw.Reply(1));
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private List<DomainFsthaw> thaws() {
        return fake.daemon.calls(DomainFsthaw.class);
    }

    @Test
    void theActionsResultIsReturned() {
        assertThat(agent.whileFrozen(() -> {
                    assertThat(thaws()).isEmpty();
                    return "done";
                }))
                .isEqualTo("done");
        assertThat(thaws()).hasSize(1);
    }

    @Test
    void anActionThatFailsIsFollowedByAThaw() {
        fake.daemon.enqueue(DomainFsthaw.class, Answer.error(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, "no"));
        IllegalStateException failure = new IllegalStateException("mine");
        assertThatThrownBy(() -> agent.whileFrozen(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(failure.getSuppressed()).hasOnlyElementsOfType(CallFailedException.class);
        assertThat(thaws())
                .as("further attempts may already follow the one that failed")
                .isNotEmpty();
    }

    @Test
    void anInterruptDoesNotKeepItFrozen() {
        agent.whileFrozen(() -> {
            Thread.currentThread().interrupt();
            return 1;
        });
        assertThat(Thread.interrupted()).as("it is kept").isTrue();
        assertThat(thaws()).hasSize(1);
    }

    @Test
    void aFreezeWithoutAnAnswerMayHaveFrozen() {
        fake.daemon.on(
                DomainFsfreeze.class, call -> Answer.error(ErrorCode.AGENT_UNRESPONSIVE, ErrorDomain.QEMU, "late"));
        assertThatThrownBy(() -> agent.whileFrozen(() -> 1)).isInstanceOf(AgentUnavailableException.class);
        assertThat(thaws()).hasSize(1);
    }

    @Test
    void aRefusedFreezeIsNotOursToEnd() {
        fake.daemon.on(DomainFsfreeze.class, call -> Answer.error(ErrorCode.INTERNAL_ERROR, ErrorDomain.QEMU, "no"));
        assertThatThrownBy(() -> agent.whileFrozen(() -> 1)).isInstanceOf(CallFailedException.class);
        assertThat(thaws()).isEmpty();
    }
}
