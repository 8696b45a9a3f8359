package dev.guestwire.cli.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.xml.Element;
import org.junit.jupiter.api.Test;

/** What is told of a document that libvirt kept in part. */
class KeptTest {
    @Test
    void whatWasSentAndIsNotThereIsTold() {
        Element sent = Element.parse("<domain type='qemu'><name>web</name><vcpu cpus='0'>1</vcpu>"
                + "<metadata><plain>x</plain><a:b xmlns:a='urn:a'/></metadata></domain>");
        Element kept =
                Element.parse("<domain type='qemu'><name>web</name><uuid>1</uuid><vcpu placement='static'>1</vcpu>"
                        + "<metadata><a:b xmlns:a='urn:a'/></metadata><devices/></domain>");
        assertThat(Kept.missing(sent, kept))
                .containsExactlyInAnyOrder(
                        "domain/vcpu/@cpus, which was '0'", "domain/metadata/plain: <plain>x</plain>");
    }

    @Test
    void whatLibvirtAddsOrSpellsAnotherWayIsNot() {
        Element sent = Element.parse("<domain><memory unit='MiB'>64</memory></domain>");
        Element kept = Element.parse("<domain><memory unit='KiB'>65536</memory><uuid>1</uuid></domain>");
        assertThat(Kept.missing(sent, kept)).isEmpty();
    }
}
