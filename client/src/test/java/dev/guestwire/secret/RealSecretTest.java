package dev.guestwire.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.EventListener;
import dev.guestwire.Host;
import dev.guestwire.error.CallFailedException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.error.UnsupportedException;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import org.junit.jupiter.api.Test;

/** Secrets of a real daemon. */
class RealSecretTest {
    @LibvirtHost
    static Lab lab;

    private static dev.guestwire.xml.host.Secret ceph(String usage) {
        return dev.guestwire.xml.host.Secret.of("ceph", usage).withEphemeral(true);
    }

    private static SecretEvent next(EventListener events) throws InterruptedException {
        return events.next(SecretEvent.class);
    }

    @Test
    void aSecretLivesFromItsDefinitionToItsEnd() throws InterruptedException {
        EventListener events = new EventListener();
        try (Host host = Host.connect(lab.qemuUri());
                SecretValue value = SecretValue.of("hunter2".getBytes(UTF_8))) {
            host.onEvent(events);
            Secrets secrets = host.secrets();
            Secret secret = secrets.define(ceph("client.web"), Secret.Define.VALIDATE);
            assertThat(next(events)).isEqualTo(new SecretEvent.Defined(secret));
            assertThat(secret.usageType().is(Secret.UsageType.CEPH)).isTrue();
            assertThat(secret.usage()).isEqualTo("client.web");
            assertThat(secret.definition().ephemeral()).contains(true);
            assertThat(secrets.secret(secret.uuid())).isEqualTo(secret);
            assertThat(secrets.findSecret(Secret.UsageType.CEPH, "client.web")).contains(secret);
            assertThat(secrets.findSecret(Secret.UsageType.ISCSI, "client.web")).isEmpty();
            assertThat(secrets.list(Secret.Filter.EPHEMERAL)).containsExactly(secret);
            assertThat(secrets.list(Secret.Filter.PRIVATE)).isEmpty();
            assertThatThrownBy(() -> secret.value()).isInstanceOf(NotFoundException.class);

            secret.value(value);
            assertThat(next(events)).isEqualTo(new SecretEvent.ValueChanged(secret));
            try (SecretValue told = secret.value()) {
                assertThat(told.bytes()).isEqualTo("hunter2".getBytes(UTF_8));
            }
            assertThat(secret.xmlDescription()).doesNotContain("hunter2");
            secret.undefine();
            assertThat(next(events)).isEqualTo(new SecretEvent.Undefined(secret));
            assertThatThrownBy(secret::xmlDescription).isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void aPrivateSecretIsToldToNobody() {
        try (Host host = Host.connect(lab.qemuUri());
                SecretValue value = SecretValue.of(new byte[] {1, 2, 3})) {
            Secret secret = host.secrets().define(ceph("client.mail").withIsPrivate(true));
            secret.value(value);
            assertThatThrownBy(() -> secret.value())
                    .isInstanceOfSatisfying(
                            CallFailedException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_SECRET));
            secret.undefine();
        }
    }

    @Test
    void aDaemonWithoutSecretsSaysSo() {
        try (Host host = Host.connect(lab.testUri())) {
            assertThatThrownBy(() -> host.secrets().list()).isInstanceOf(UnsupportedException.class);
            assertThatThrownBy(() -> host.onEvent(SecretEvent.class, event -> {}))
                    .isInstanceOf(UnsupportedException.class);
            host.onEvent(new EventListener());
        }
    }
}
