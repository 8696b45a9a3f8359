package dev.guestwire;

import static dev.guestwire.FakeHost.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.Flag.Affect;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.error.NotFoundException;
import dev.guestwire.protocol.Empty;
import dev.guestwire.protocol.ErrorCode;
import dev.guestwire.protocol.ErrorDomain;
import dev.guestwire.protocol.RemoteError;
import dev.guestwire.protocol.remote.DomainGetMetadata;
import dev.guestwire.protocol.remote.DomainSetMetadata;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.nova.NovaInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a guest's metadata says to the daemon, and what it makes of the answer. */
class GuestMetadataTest {
    private static final String URI = "urn:example:app";
    private static final Element APP = Element.parse("<a:app xmlns:a='urn:example:app' a:n='1'><a:part/></a:app>");

    private final FakeHost fake = new FakeHost();
    private final GuestMetadata metadata = fake.web.metadata();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void elementsAreRead() {
        var reply = new DomainGetMetadata.Reply(APP.toXml());
        assertThat(fake.told(DomainGetMetadata.class, reply, () -> metadata.find(URI, Affect.CONFIG)))
                .contains(APP);
        assertThat(fake.daemon.calls(DomainGetMetadata.class)).containsExactly(new DomainGetMetadata(WEB, 2, URI, 2));
        NovaInstance nova = NovaInstance.named("i-1");
        var novas = new DomainGetMetadata.Reply(nova.xml().toXml());
        assertThat(fake.told(DomainGetMetadata.class, novas, () -> metadata.findNova(Affect.LIVE)))
                .contains(nova);
        assertThat(fake.daemon.calls(DomainGetMetadata.class))
                .last()
                .isEqualTo(new DomainGetMetadata(WEB, 2, NovaInstance.NAMESPACE, 1));
    }

    @Test
    void theNamespaceThatLibvirtTakesOffComesBack() {
        var reply = new DomainGetMetadata.Reply("<app n='1'><part>x</part></app>");
        assertThat(fake.told(DomainGetMetadata.class, reply, () -> metadata.find(URI)))
                .contains(Element.parse("<app xmlns='urn:example:app' n='1'><part>x</part></app>"));
    }

    @Test
    void elementsAreWrittenAndRemoved() {
        assertSent(
                new DomainSetMetadata(WEB, 2, APP.toXml(), "app", URI, 3),
                () -> metadata.put(APP, Affect.LIVE, Affect.CONFIG));
        NovaInstance nova = NovaInstance.named("i-1");
        assertSent(
                new DomainSetMetadata(WEB, 2, nova.xml().toXml(), "instance", NovaInstance.NAMESPACE, 0),
                () -> metadata.put(nova));
        assertSent(new DomainSetMetadata(WEB, 2, null, null, URI, 2), () -> metadata.remove(URI, Affect.CONFIG));
    }

    @Test
    void aKeyIsNeverThePrefixThatTheElementDeclares() {
        Element same = Element.of(URI, "app", "app");
        assertSent(new DomainSetMetadata(WEB, 2, same.toXml(), "app-data", URI, 0), () -> metadata.put(same));
    }

    @Test
    void titleAndDescription() {
        assertSent(new DomainSetMetadata(WEB, 1, "Web", null, null, 2), () -> metadata.title("Web", Affect.CONFIG));
        assertSent(new DomainSetMetadata(WEB, 1, null, null, null, 0), () -> metadata.title(null));
        assertSent(
                new DomainSetMetadata(WEB, 0, "two\nlines", null, null, 1),
                () -> metadata.description("two\nlines", Affect.LIVE));
        var reply = new DomainGetMetadata.Reply("Web");
        assertThat(fake.told(DomainGetMetadata.class, reply, () -> metadata.findTitle()))
                .contains("Web");
        assertThat(fake.told(DomainGetMetadata.class, reply, () -> metadata.findDescription()))
                .contains("Web");
        assertThat(fake.daemon.calls(DomainGetMetadata.class))
                .containsExactly(new DomainGetMetadata(WEB, 1, null, 0), new DomainGetMetadata(WEB, 0, null, 0));
    }

    private void assertSent(DomainSetMetadata call, Runnable action) {
        assertThat(fake.sent(DomainSetMetadata.class, Empty.EMPTY, action)).isEqualTo(call);
    }

    @Test
    void onlyMissingMetadataIsEmpty() {
        refuse(ErrorCode.NO_DOMAIN_METADATA);
        assertThat(metadata.find(URI)).isEmpty();
        assertThat(metadata.findTitle()).isEmpty();
        refuse(ErrorCode.NO_DOMAIN);
        assertThatThrownBy(() -> metadata.find(URI)).isInstanceOf(NotFoundException.class);
    }

    private void refuse(ErrorCode code) {
        fake.refuse(DomainGetMetadata.class, RemoteError.of(code, ErrorDomain.QEMU, "no"));
    }

    @Test
    void wrongInputIsNotSent() {
        assertThatThrownBy(() -> metadata.put(Element.of("app")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("namespace");
        assertThatThrownBy(() -> metadata.find(" ")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> metadata.remove("")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> metadata.title("two\nlines"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("web");
        assertThat(fake.daemon.calls(DomainSetMetadata.class)).isEmpty();
    }
}
