package dev.guestwire.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.protocol.remote.ConnectSetIdentity;
import dev.guestwire.protocol.remote.Domain;
import dev.guestwire.protocol.remote.DomainSendKey;
import dev.guestwire.protocol.remote.DomainSetUserPassword;
import dev.guestwire.protocol.remote.SecretGetValue;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be secret never shows in toString: passwords, secret values, documents, what is said to agent and monitor. */
class MaskingTest {
    /** The names under which libvirt's listing has documents and secrets as text. */
    private static final Pattern SECRET = Pattern.compile(
            ".*[xX]ml.*|xml.*|password|cmd|metadata|capabilities|sysinfo|cpu|nativeConfig|srcSpec|details");

    static List<Class<?>> records() {
        return Samples.records();
    }

    @ParameterizedTest
    @MethodSource("records")
    void textsThatMayBeSecretAreHidden(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = marked(components[i]);
        }
        String shown = Samples.create(type, values).toString();

        for (RecordComponent component : components) {
            boolean secret = SECRET.matcher(component.getName()).matches()
                    || (type.getName().contains("qemu") && component.getName().equals("result"));
            if (component.getType() == String.class
                    || component.getGenericType().toString().contains("String")) {
                assertThat(shown.contains(marker(component)))
                        .as(shown + " shows " + component.getName())
                        .isEqualTo(!secret);
                assertThat(shown).contains(component.getName() + "=");
            }
        }
    }

    @Test
    void theOnesThatMatterMost() {
        Domain guest = new Domain("web-1", new UUID(1, 2), 3);
        assertThat(new DomainSetUserPassword(guest, "root", "hunter2", 0).toString())
                .contains("user=root", "password=***")
                .doesNotContain("hunter2");
        assertThat(new SecretGetValue.Reply(Bytes.of("hunter2".getBytes(UTF_8))))
                .hasToString("Reply[value=***]");
        assertThat(new DomainSendKey(guest, 0, 0, List.of(4711), 0).toString()).doesNotContain("4711");
        assertThat(new ConnectSetIdentity(List.of(TypedParam.ofText("user-name", "hunter2")), 0).toString())
                .contains("user-name")
                .doesNotContain("hunter2");
        assertThat(TypedParam.ofText("secret", "hunter2").toString()).doesNotContain("hunter2");
        assertThat(Bytes.of((byte) 42)).hasToString("1 bytes");
    }

    private static String marker(RecordComponent component) {
        return "marked-" + component.getName();
    }

    private static @Nullable Object marked(RecordComponent component) {
        if (component.getType() == String.class) {
            return marker(component);
        }
        if (component.getGenericType().toString().equals("java.util.List<java.lang.String>")) {
            return List.of(marker(component));
        }
        return Samples.component(component, 0);
    }
}
