package dev.guestwire.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.Coded;
import dev.guestwire.FakeHost;
import dev.guestwire.Flag;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.protocol.Bytes;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.remote.ConnectListAllSecrets;
import dev.guestwire.protocol.remote.SecretDefineXml;
import dev.guestwire.protocol.remote.SecretGetValue;
import dev.guestwire.protocol.remote.SecretGetXmlDesc;
import dev.guestwire.protocol.remote.SecretLookupByUsage;
import dev.guestwire.protocol.remote.SecretLookupByUuid;
import dev.guestwire.protocol.remote.SecretSetValue;
import dev.guestwire.protocol.remote.SecretUndefine;
import dev.guestwire.testkit.fake.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each method of secrets says to the daemon, and what it makes of the answer. */
class SecretCallsTest {
    private static final UUID UUID_OF_KEY = new UUID(7, 8);
    private static final dev.guestwire.protocol.remote.Secret KEY =
            new dev.guestwire.protocol.remote.Secret(UUID_OF_KEY, 2, "client.web");
    private static final String XML =
            "<secret ephemeral='yes'><usage type='ceph'><name>client.web</name></usage></secret>";
    private static final String VALUE = "hunter2";

    private final FakeHost fake = new FakeHost();
    private final Secrets secrets = fake.host.secrets();
    private final Secret key = new Secret(fake.host, KEY);

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void secretsAreListedByFilter() {
        ConnectListAllSecrets.Reply reply = new ConnectListAllSecrets.Reply(List.of(KEY), 1);
        assertThat(fake.told(ConnectListAllSecrets.class, reply, () -> secrets.list()))
                .containsExactly(key);
        assertThat(fake.sent(
                        ConnectListAllSecrets.class,
                        reply,
                        () -> secrets.list(Secret.Filter.NO_EPHEMERAL, Secret.Filter.PRIVATE)))
                .isEqualTo(new ConnectListAllSecrets(1, 2 | 4));
        assertThat(Flag.word(Secret.Filter.values())).isEqualTo(15);
        assertThat(Secret.Filter.NO_PRIVATE.bit()).isEqualTo(8);
        assertThat(fake.daemon.calls(ConnectListAllSecrets.class)).first().isEqualTo(new ConnectListAllSecrets(1, 0));
    }

    @Test
    void secretsAreLookedUp() {
        assertThat(fake.told(
                        SecretLookupByUuid.class,
                        new SecretLookupByUuid.Reply(KEY),
                        () -> List.of(
                                secrets.secret(UUID_OF_KEY),
                                secrets.findSecret(UUID_OF_KEY).orElseThrow())))
                .containsOnly(key);
        assertThat(fake.daemon.calls(SecretLookupByUuid.class)).containsOnly(new SecretLookupByUuid(UUID_OF_KEY));
        SecretLookupByUsage.Reply reply = new SecretLookupByUsage.Reply(KEY);
        assertThat(fake.told(
                        SecretLookupByUsage.class,
                        reply,
                        () -> List.of(
                                secrets.secret(Secret.UsageType.CEPH, "client.web"),
                                secrets.findSecret(Secret.UsageType.CEPH, "client.web")
                                        .orElseThrow())))
                .containsOnly(key);
        assertThat(fake.daemon.calls(SecretLookupByUsage.class)).containsOnly(new SecretLookupByUsage(2, "client.web"));
        assertThat(Arrays.stream(Secret.UsageType.values()).map(Secret.UsageType::number))
                .containsExactly(0, 1, 2, 3, 4, 5, -1);
        assertThat(Secret.UsageType.VTPM.number()).isEqualTo(5);
    }

    @Test
    void onlyWhatIsNotThereIsNotFound() {
        fake.daemon.on(
                SecretLookupByUsage.class, call -> Answer.error(ErrorCode.NO_SECRET, ErrorDomain.SECRET, "none"));
        assertThat(secrets.findSecret(Secret.UsageType.ISCSI, "x")).isEmpty();
        fake.daemon.on(
                SecretLookupByUsage.class,
                call -> Answer.error(ErrorCode.INTERNAL_ERROR, ErrorDomain.SECRET, "broken"));
        assertThatThrownBy(() -> secrets.findSecret(Secret.UsageType.ISCSI, "x"))
                .isInstanceOf(CallFailedException.class);
    }

    @Test
    void aSecretTellsWhatItIs() {
        assertThat(key.host()).isSameAs(fake.host);
        assertThat(key.uuid()).isEqualTo(UUID_OF_KEY);
        assertThat(key.usageType()).isEqualTo(new Coded<>(Secret.UsageType.CEPH, 2));
        assertThat(key.usage()).isEqualTo("client.web");
        assertThat(key.handle()).isEqualTo(KEY);
        assertThat(key).hasToString(UUID_OF_KEY + " (CEPH client.web)");
        assertThat(key)
                .isEqualTo(new Secret(fake.host, new dev.guestwire.protocol.remote.Secret(UUID_OF_KEY, 0, "")))
                .isNotEqualTo(new Secret(
                        fake.host, new dev.guestwire.protocol.remote.Secret(new UUID(1, 1), 2, "client.web")));
        SecretGetXmlDesc.Reply reply = new SecretGetXmlDesc.Reply(XML);
        assertThat(fake.told(SecretGetXmlDesc.class, reply, () -> key.definition())
                        .usage())
                .contains("client.web");
        assertThat(fake.daemon.calls(SecretGetXmlDesc.class)).containsExactly(new SecretGetXmlDesc(KEY, 0));
    }

    @Test
    void defineAndUndefine() {
        var view = dev.guestwire.xml.host.Secret.parse(XML);
        SecretDefineXml.Reply reply = new SecretDefineXml.Reply(KEY);
        assertThat(fake.sent(SecretDefineXml.class, reply, () -> secrets.define(view)))
                .isEqualTo(new SecretDefineXml(view.xml().toXml(), 0));
        assertThat(fake.sent(
                        SecretDefineXml.class,
                        reply,
                        () -> assertThat(secrets.define("<secret/>", Secret.Define.VALIDATE))
                                .isEqualTo(key)))
                .isEqualTo(new SecretDefineXml("<secret/>", 1));
        assertThat(fake.sent(SecretUndefine.class, Empty.EMPTY, key::undefine)).isEqualTo(new SecretUndefine(KEY));
    }

    @Test
    void theValueComesAndGoesAsBytes() {
        byte[] bytes = {0, 1, -1};
        try (SecretValue value = SecretValue.of(bytes)) {
            assertThat(fake.sent(SecretSetValue.class, Empty.EMPTY, () -> key.value(value)))
                    .isEqualTo(new SecretSetValue(KEY, Bytes.of(bytes), 0));
        }
        try (SecretValue value =
                fake.told(SecretGetValue.class, new SecretGetValue.Reply(Bytes.of(bytes)), () -> key.value())) {
            assertThat(value.bytes()).isEqualTo(bytes);
        }
        assertThat(fake.daemon.calls(SecretGetValue.class)).containsExactly(new SecretGetValue(KEY, 0));
    }

    @Test
    void aValueIsGoneWhenItIsClosed() {
        byte[] mine = VALUE.getBytes(UTF_8);
        SecretValue value = SecretValue.of(mine);
        Arrays.fill(mine, (byte) 0);
        assertThat(value.bytes()).isEqualTo(VALUE.getBytes(UTF_8));
        value.close();
        value.close();
        assertThatThrownBy(value::bytes).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> key.value(value)).isInstanceOf(IllegalStateException.class);
        assertThat(value).hasToString("SecretValue[***]");
    }

    @Test
    void theValueIsNeverSaid() {
        Logger logger = Logger.getLogger("dev.guestwire");
        Queue<String> said = new ConcurrentLinkedQueue<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                said.add(line.getMessage() + Arrays.toString(line.getParameters()) + line.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
        try (FakeHost traced = new FakeHost();
                SecretValue value = SecretValue.of(VALUE.getBytes(UTF_8))) {
            Secret secret = new Secret(traced.host, KEY);
            traced.daemon.reply(SecretSetValue.class, Empty.EMPTY);
            secret.value(value);
            traced.daemon.reply(SecretGetValue.class, new SecretGetValue.Reply(Bytes.of(VALUE.getBytes(UTF_8))));
            said.add(secret.value().toString());
            traced.daemon.on(
                    SecretSetValue.class, call -> Answer.error(ErrorCode.INVALID_SECRET, ErrorDomain.SECRET, "bad"));
            assertThatThrownBy(() -> secret.value(value)).satisfies(failed -> said.add(failed.toString()));
            said.add(traced.daemon.calls(SecretSetValue.class).toString());
            System.getLogger("dev.guestwire.rpc").log(System.Logger.Level.DEBUG, "a line of the log");
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(null);
        }
        assertThat(said).as("logging is on").hasSizeGreaterThan(3).noneMatch(line -> line.contains(VALUE));
    }
}
