package dev.guestwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.error.ConcurrentChangeException;
import dev.guestwire.error.InvalidInputException;
import dev.guestwire.protocol.remote.DomainDefineXmlFlags;
import dev.guestwire.protocol.remote.DomainGetXmlDesc;
import dev.guestwire.testkit.Lab;
import dev.guestwire.testkit.LibvirtHost;
import dev.guestwire.testkit.fake.Answer;
import dev.guestwire.xml.Differences;
import dev.guestwire.xml.Element;
import dev.guestwire.xml.Size;
import dev.guestwire.xml.device.CharDevice;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.device.Graphics;
import dev.guestwire.xml.device.NetworkInterface;
import dev.guestwire.xml.domain.Domain;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hosts and guests speak documents: against libvirt's QEMU driver, whose guests are not started here. */
class DocumentsTest {
    @LibvirtHost
    static Lab lab;

    private static Host host;

    @BeforeAll
    static void connect() {
        host = Host.connect(lab.qemuUri());
    }

    @AfterAll
    static void close() {
        host.close();
    }

    private static Domain small(String name) {
        return Domain.of("qemu", name, Size.mib(64), 1)
                .withOs(os -> os.withArch("x86_64").withMachine("q35").withBootDevices(List.of("hd")))
                .withDevice(Disk.file("/images/" + name + ".qcow2", "qcow2").withTarget("vda", Disk.Bus.VIRTIO))
                .withDevice(NetworkInterface.user().withModel("virtio"))
                .withDevice(CharDevice.console())
                .withDevice(CharDevice.agentChannel());
    }

    @Test
    void whatTheBuilderMakesIsValidForLibvirt() {
        Guest guest = host.define(small("built"), Flag.Define.VALIDATE);
        assertThat(guest.name()).isEqualTo("built");
        assertThat(guest.definition()
                        .findDisk("vda")
                        .flatMap(disk -> disk.source().file()))
                .contains("/images/built.qcow2");
        assertThat(guest.devices(NetworkInterface.class)).hasSize(1);
        guest.undefine();
    }

    @Test
    void redefiningChangesOnlyWhatIsChanged() {
        Guest guest = host.define(small("changed"));
        Domain before = guest.definition(Flag.Xml.INACTIVE);
        guest.redefine(domain -> domain.withMemory(Size.mib(96)).withCurrentMemory(Size.mib(96)));
        // libvirt itself sorts the devices when it reads a document
        assertThat(Differences.between(before, guest.definition(Flag.Xml.INACTIVE)))
                .filteredOn(difference -> !difference.equals("domain/devices: the order changed"))
                .containsExactly(
                        "domain/memory: '65536' became '98304'", "domain/currentMemory: '65536' became '98304'");
        guest.undefine();
    }

    @Test
    void redefiningKeepsPasswords() {
        Guest guest =
                host.define(small("secret").withDevice(Graphics.vnc("127.0.0.1").withPassword("hush-9")));
        guest.redefine(domain -> domain.withTitle("A title"));
        assertThat(guest.definition().xml().toXml()).doesNotContain("hush-9");
        assertThat(guest.definition(Flag.Xml.SECURE).xml().toXml()).contains("hush-9", "A title");
        assertThat(guest.definition(Flag.Xml.SECURE).toString()).doesNotContain("hush-9");
        guest.undefine();
    }

    @Test
    void redefiningAnswersWithWhatLibvirtKept() {
        Guest guest = host.define(small("kept"));
        Domain kept = guest.redefine(domain -> new Domain(
                domain.withTitle("A title").xml().withChild(Element.parse("<metadata><plain/></metadata>"))));
        assertThat(kept.title()).contains("A title");
        assertThat(kept.xml().part("metadata").has("plain")).isFalse();
        assertThat(kept).isEqualTo(guest.definition(Flag.Xml.INACTIVE, Flag.Xml.SECURE));
        guest.undefine();
    }

    @Test
    void whatOthersChangedMeanwhileIsNotLost() {
        Guest guest = host.define(small("shared"));
        assertThatThrownBy(() -> guest.redefine(domain -> {
                    host.define(domain.withDescription("by somebody else"));
                    return domain.withTitle("mine");
                }))
                .isInstanceOf(ConcurrentChangeException.class)
                .hasMessageContainingAll("shared", "redefine the guest again");
        assertThat(guest.definition(Flag.Xml.INACTIVE).description()).contains("by somebody else");
        assertThat(guest.redefine(domain -> domain.withTitle("mine")).description())
                .contains("by somebody else");
        guest.undefine();
    }

    @Test
    void redefiningAnotherGuestIsRefused() {
        Guest guest = host.define(small("same"));
        assertThatThrownBy(() -> guest.redefine(domain -> domain.withUuid(UUID.randomUUID())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("same");
        guest.undefine();
    }

    @Test
    void theDefinitionsOfAllGuestsComeAsDocuments() {
        Guest one = host.define(small("one"));
        Guest two = host.define(small("two"));
        try (var definitions = host.definitions(Flag.Xml.INACTIVE)) {
            assertThat(definitions.filter(read -> read.domain().findDisk("vda").isPresent()))
                    .extracting(Host.Definition::guest)
                    .contains(one, two);
        }
        one.undefine();
        two.undefine();
    }

    @Test
    void capabilitiesAreDocuments() {
        assertThat(host.capabilities().cpu().arch()).contains("x86_64");
        assertThat(host.domainCapabilities("qemu", "x86_64", "q35").machine()).isNotEmpty();
    }

    @Test
    void redefiningNothingSendsNothing() {
        try (FakeHost fake = new FakeHost()) {
            String xml = "<domain type='test'><name>web</name><uuid>" + fake.web.uuid() + "</uuid></domain>";
            fake.daemon.on(DomainGetXmlDesc.class, call -> Answer.of(new DomainGetXmlDesc.Reply(xml)));
            fake.web.redefine(domain -> domain);
            assertThat(fake.daemon.calls(DomainGetXmlDesc.class).getLast().flags())
                    .isEqualTo(3);
            assertThat(fake.daemon.calls(DomainDefineXmlFlags.class)).isEmpty();
        }
    }
}
