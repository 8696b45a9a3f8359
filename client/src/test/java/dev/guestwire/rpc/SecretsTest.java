package dev.guestwire.rpc;

import static dev.guestwire.rpc.Wire.GUEST;
import static dev.guestwire.rpc.Wire.SOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.LibvirtException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Call;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.Event;
import dev.guestwire.protocol.qemu.DomainAgentCommand;
import dev.guestwire.protocol.qemu.DomainMonitorEvent;
import dev.guestwire.protocol.remote.DomainDefineXml;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.protocol.remote.DomainSetUserPassword;
import dev.guestwire.protocol.remote.Secret;
import dev.guestwire.protocol.remote.SecretGetValue;
import dev.guestwire.protocol.remote.SecretSetValue;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.testkit.fake.FakeLibvirtd;
import dev.guestwire.testkit.fake.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With every log line there is, and whatever goes wrong, no secret is said. */
@Timeout(240)
class SecretsTest {
    private static final String PASSWORD = "hunter2";
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final String XML = "<domain><graphics type='vnc' passwd='" + PASSWORD + "'/></domain>";
    private static final Secret SECRET = new Secret(new UUID(3, 4), 0, "");
    private static final List<Call<?>> CALLS = List.of(
            new SecretSetValue(SECRET, bytes(PASSWORD), 0),
            new SecretGetValue(SECRET, 0),
            new DomainDefineXml(XML),
            new DomainGetXmlDesc(GUEST, 1),
            new DomainSetUserPassword(GUEST, "root", PASSWORD, 0),
            new DomainAgentCommand(GUEST, "{\"password\":\"" + PASSWORD + "\"}", 5, 0));

    private final FakeLibvirtd daemon = FakeLibvirtd.start()
            .reply(SecretGetValue.class, new SecretGetValue.Reply(bytes(PASSWORD)))
            .reply(DomainDefineXml.class, new DomainDefineXml.Reply(GUEST))
            .reply(DomainGetXmlDesc.class, new DomainGetXmlDesc.Reply(XML))
            .reply(DomainAgentCommand.class, new DomainAgentCommand.Reply("{\"return\":\"" + PASSWORD + "\"}"))
            .on(SecretSetValue.class, call -> Answer.done())
            .on(DomainSetUserPassword.class, call -> Answer.done());
    private final Records records = new Records();
    private final Logger logger = Logger.getLogger("dev.guestwire");

    @BeforeEach
    void listen() {
        logger.setLevel(Level.ALL);
        logger.addHandler(records);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stop() {
        daemon.close();
        logger.removeHandler(records);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(UTF_8));
    }

    /** Keeps all that a log would show. */
    private static final class Records extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            Throwable thrown = record.getThrown();
            lines.add(record.getMessage()
                    + Arrays.toString(record.getParameters())
                    + (thrown == null ? "" : trace(thrown)));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private void callAll(Duration deadline) {
        for (Call<?> call : CALLS) {
            assertThat(call.toString()).doesNotContain(PASSWORD);
            try (Lanes lanes = Wire.open(daemon, Wire.deadline(deadline))) {
                lanes.openEvents(new HeardEvents());
                assertThat(lanes.call(call, deadline).toString()).doesNotContain(PASSWORD);
            } catch (LibvirtException failed) {
                assertThat(trace(failed)).doesNotContain(PASSWORD);
                assertThat(failed.toString()).doesNotContain(PASSWORD);
            }
        }
        assertThat(records.lines).noneMatch(line -> line.contains(PASSWORD));
    }

    @Test
    void notWhenAllIsWell() {
        callAll(SOON);
        System.getLogger("dev.guestwire.rpc").log(System.Logger.Level.DEBUG, "a line of the log");
        assertThat(records.lines).as("that logging is on").anyMatch(line -> line.contains("a line of the log"));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "CUT_BEFORE_REPLY",
                "CUT_MID_PACKET",
                "SILENT_AFTER_CALL",
                "WRONG_SERIAL",
                "WRONG_PROCEDURE",
                "MALFORMED_PAYLOAD",
                "HOSTILE_PAYLOAD",
                "GARBAGE",
                "REPLY_WITH_FDS"
            })
    void notWhenAReplyIsSpoilt(Fault fault) {
        for (Class<? extends Call<?>> type : List.of(
                SecretSetValue.class,
                SecretGetValue.class,
                DomainDefineXml.class,
                DomainGetXmlDesc.class,
                DomainSetUserPassword.class,
                DomainAgentCommand.class)) {
            daemon.faultEvery(type, fault);
        }
        callAll(SHORT);
    }

    @Test
    void notWhenTheDaemonRefuses() {
        daemon.on(SecretSetValue.class, call -> Answer.error(ErrorCode.INVALID_SECRET, ErrorDomain.SECRET, "bad"));
        daemon.on(DomainSetUserPassword.class, call -> Answer.error(ErrorCode.ACCESS_DENIED, ErrorDomain.QEMU, "no"));
        daemon.on(DomainDefineXml.class, call -> Answer.error(ErrorCode.XML_ERROR, ErrorDomain.DOMAIN, "bad"));
        callAll(SOON);
    }

    @Test
    void notWhenACallCannotBeSent() {
        try (Lanes lanes = Wire.open(daemon)) {
            for (Call<?> call : List.of(
                    new SecretSetValue(SECRET, bytes(PASSWORD.repeat(20_000)), 0),
                    new DomainDefineXml(XML + '\0'),
                    new DomainDefineXml(XML.repeat(100_000)),
                    new DomainSetUserPassword(GUEST, "root", PASSWORD + '\ud800', 0))) {
                try {
                    lanes.call(call);
                    throw new AssertionError("it was sent");
                } catch (LibvirtException refused) {
                    assertThat(refused).isInstanceOf(InvalidInputException.class);
                    assertThat(trace(refused)).doesNotContain(PASSWORD);
                }
            }
        }
        assertThat(records.lines).noneMatch(line -> line.contains(PASSWORD));
    }

    @Test
    void notWhenAListenerFailsOverAnEvent() throws Exception {
        Event event = new DomainMonitorEvent(0, GUEST, "VNC", 1, 2, "{\"password\":\"" + PASSWORD + "\"}");
        HeardEvents heard = new HeardEvents() {
            @Override
            public void event(Event told) {
                super.event(told);
                throw new IllegalStateException("over " + told);
            }
        };
        try (Lanes lanes = Wire.open(daemon)) {
            lanes.openEvents(heard);
            daemon.emit(event);
            assertThat(heard.next().toString()).doesNotContain(PASSWORD);
        }
        assertThat(records.lines).noneMatch(line -> line.contains(PASSWORD));
    }
}
