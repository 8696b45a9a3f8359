package dev.guestwire.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.FakeHost;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.qemu.DomainAgentCommand;
import dev.guestwire.protocol.remote.DomainSetUserPassword;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With every log line there is, and whatever goes wrong, the passwords for a guest are not said. */
class AgentSecretsTest {
    private static final String PASSWORD = "hunter2";
    private static final List<Class<? extends Call<?>>> CALLS =
            List.of(DomainSetUserPassword.class, DomainAgentCommand.class);

    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Logger logger = Logger.getLogger("dev.guestwire");
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            said.add(line.getMessage() + Arrays.toString(line.getParameters()));
            if (line.getThrown() != null) {
                note(line.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.setLevel(Level.ALL);
        logger.addHandler(listener);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(listener);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }

    private void note(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        said.add(text.toString());
    }

    private void note(Runnable action) {
        try {
            action.run();
        } catch (LibvirtException failed) {
            note(failed);
        }
    }

    /** Each on a connection of its own: a spoilt reply ends it. */
    private void sayNothing(FakeHost fake) {
        GuestAgent agent = fake.web.agent();
        said.add(agent.toString());
        note(() -> agent.userPassword("root", PASSWORD));
        note(() -> agent.userPasswordHash("root", "$6$" + PASSWORD));
        note(() -> agent.command("{\"arguments\":{\"password\":\"" + PASSWORD + "\"}}"));
        note(() -> agent.userPassword("root", PASSWORD + '\0'));
        note(() -> agent.userPassword("root", PASSWORD + '\ud800'));
        fake.close();
        assertThat(said).noneMatch(line -> line.contains(PASSWORD));
    }

    private static FakeHost host() {
        FakeHost fake = new FakeHost();
        fake.daemon.on(DomainSetUserPassword.class, call -> Answer.done());
        fake.daemon.reply(DomainAgentCommand.class, new DomainAgentCommand.Reply("{\"return\":\"" + PASSWORD + "\"}"));
        return fake;
    }

    @Test
    void notWhenAllIsWell() {
        sayNothing(host());
        System.getLogger("dev.guestwire.rpc").log(System.Logger.Level.DEBUG, "a line of the log");
        assertThat(said).as("that logging is on").anyMatch(line -> line.contains("a line of the log"));
    }

    @Test
    void notWhenTheDaemonRefuses() {
        FakeHost fake = host();
        fake.daemon.on(
                DomainSetUserPassword.class,
                call -> Answer.error(ErrorCode.AGENT_UNRESPONSIVE, ErrorDomain.QEMU, "no"));
        fake.daemon.on(
                DomainAgentCommand.class, call -> Answer.error(ErrorCode.ARGUMENT_UNSUPPORTED, ErrorDomain.QEMU, "no"));
        sayNothing(fake);
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT_BEFORE_REPLY", "CUT_MID_PACKET", "WRONG_PROCEDURE", "MALFORMED_PAYLOAD", "GARBAGE"})
    void notWhenAReplyIsSpoilt(Fault fault) {
        for (Class<? extends Call<?>> call : CALLS) {
            FakeHost fake = host();
            fake.daemon.faultEvery(call, fault);
            sayNothing(fake);
        }
    }
}
