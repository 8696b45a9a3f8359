package dev.guestwire.job;

import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.FakeHost;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.DeadlineExceededException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.TypedParam;
import dev.guestwire.protocol.TypedParams;
import dev.guestwire.protocol.qemu.DomainMonitorCommand;
import dev.guestwire.protocol.remote.DomainAnnounceInterface;
import dev.guestwire.testkit.fake.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a monitor says to the daemon, and what it makes of the answer. */
class MonitorCallsTest {
    private final FakeHost fake = new FakeHost();
    private final Monitor monitor = fake.web.monitor();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void commands() {
        DomainMonitorCommand.Reply reply = new DomainMonitorCommand.Reply("said");
        assertThat(fake.told(DomainMonitorCommand.class, reply, () -> monitor.qmp("{}")))
                .isEqualTo("said");
        assertThat(fake.told(DomainMonitorCommand.class, reply, () -> monitor.hmp("info version")))
                .isEqualTo("said");
        assertThat(fake.daemon.calls(DomainMonitorCommand.class))
                .containsExactly(
                        new DomainMonitorCommand(WEB, "{}", 0), new DomainMonitorCommand(WEB, "info version", 1));
    }

    @Test
    void aMonitorThatHangsIsGivenUp() {
        fake.daemon.on(DomainMonitorCommand.class, call -> Answer.never());
        assertThatThrownBy(() -> monitor.qmp("{\"secret\"}", Duration.ofMillis(50)))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> monitor.hmp("secret", Duration.ofMillis(50)))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void announceSelf() {
        DomainMonitorCommand.Reply nothing = new DomainMonitorCommand.Reply("\r\n");
        assertThat(fake.sent(DomainMonitorCommand.class, nothing, monitor::announceSelf))
                .isEqualTo(new DomainMonitorCommand(WEB, "announce_self", 1));
    }

    @Test
    void aComplaintOfQemuIsAnError() {
        fake.daemon.reply(DomainMonitorCommand.class, new DomainMonitorCommand.Reply("unknown command: announce_self"));
        assertThatThrownBy(monitor::announceSelf)
                .isInstanceOf(CallFailedException.class)
                .hasMessageContaining("unknown command");
    }

    @Test
    void announceInterface() {
        TypedParam rounds = TypedParam.ofUint("rounds", 3);
        assertThat(fake.sent(
                        DomainAnnounceInterface.class,
                        Empty.EMPTY,
                        () -> monitor.announceInterface("vnet0", new TypedParams(List.of(rounds)))))
                .isEqualTo(new DomainAnnounceInterface(WEB, "vnet0", List.of(rounds), 0));
        assertThat(fake.sent(
                        DomainAnnounceInterface.class,
                        Empty.EMPTY,
                        () -> monitor.announceInterface(null, TypedParams.NONE)))
                .isEqualTo(new DomainAnnounceInterface(WEB, null, List.of(), 0));
    }

    @Test
    void anOlderDaemonDoesNotKnowInterfaces() {
        assertThatThrownBy(() -> monitor.announceInterface(null, TypedParams.NONE))
                .isInstanceOf(UnsupportedException.class);
    }
}
