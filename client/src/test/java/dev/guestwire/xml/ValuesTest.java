package dev.guestwire.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.error.MalformedDataException;
import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.device.OtherDevice;
import dev.guestwire.xml.domain.Domain;
import dev.guestwire.xml.domain.LxcShare;
import dev.guestwire.xml.domain.Passthrough;
import dev.guestwire.xml.network.Network;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "1, b, 1",
        "1, BYTES, 1",
        "2, KiB, 2048",
        "2, k, 2048",
        "2, KB, 2000",
        "1, mib, 1048576",
        "1, M, 1048576",
        "1, GB, 1000000000",
        "1, TiB, 1099511627776",
        "7, EiB, 8070450532247928832"
    })
    void unitsAreLibvirts(long value, String unit, long bytes) {
        assertThat(new Size(value, unit).bytes()).isEqualTo(bytes);
    }

    @Test
    void sizesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new Size(1, "furlong")).hasMessageContaining("furlong");
        assertThatThrownBy(() -> new Size(-1, "KiB")).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Size(8, "EiB").bytes()).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0-3,^2,8|0-1,3,8",
                "3,1,2|1-3",
                " 1 , ,2|1-2",
                "^1,0-2|0-2",
                "0-4,^1,^3,1|0-2,4",
                "0,16383|0,16383"
            })
    void setsOfNumbersReadAsLibvirtReadsThem(String text, String shortest) {
        assertThat(NumberSet.parse(text)).hasToString(shortest).isEqualTo(NumberSet.parse(shortest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3-1", "x", "-1", "1-", "16384", "1;2"})
    void whatIsNoSetOfNumbersIsRefused(String text) {
        assertThatThrownBy(() -> NumberSet.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000:06:12.5", "06:12.5", "0:6:12.5", "pci_0000_06_12_5", " 0000:06:12.5 "})
    void pciAddressesAreEqualHoweverTheyAreSpelled(String text) {
        assertThat(PciAddress.parse(text))
                .isEqualTo(new PciAddress(0, 6, 0x12, 5))
                .hasToString("0000:06:12.5");
    }

    @Test
    void pciAddressesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> PciAddress.parse("06:32.0")).hasMessageContaining("slot 50");
        assertThatThrownBy(() -> PciAddress.parse("06:1f.8")).hasMessageContaining("06:1f.8");
        Element far = Element.parse("<a>\n<address bus='0x100' slot='1'/></a>")
                .children()
                .get(0);
        assertThatThrownBy(() -> PciAddress.read(far))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("bus 256")
                .hasMessageContaining("line 2 of <a>");
    }

    @ParameterizedTest
    @CsvSource({"16, 16", "0x10, 16", "0X1f, 31", "010, 10", "08, 8", "0, 0", "00, 0", "-1, -1", "-0x1, -1", "' 5 ', 5"
    })
    void numbersAreReadInTheirBase(String text, int value) {
        Element e = Element.of("a").withAttribute("n", text);
        assertThat(Leaf.attribute(e, "n").integer()).contains(value);
        assertThat(Leaf.attribute(e, "n").put(value)).isSameAs(e);
    }

    @Test
    void capabilitiesOfQemuAndSharesOfLxcAreRead() {
        Domain domain =
                Domain.parse("<domain type='qemu' xmlns:q='" + Passthrough.QEMU + "' xmlns:lxc='" + Passthrough.LXC
                        + "'><name>a</name><q:capabilities><q:add capability='x'/><q:del capability='y'/></q:capabilities>"
                        + "<lxc:namespace><lxc:sharenet type='netns' value='red'/><lxc:shareuts type='pid' value='7'/></lxc:namespace>"
                        + "</domain>");
        Passthrough parts = domain.passthrough();
        assertThat(parts.addedCapabilities()).containsExactly("x");
        assertThat(parts.removedCapabilities()).containsExactly("y");
        assertThat(parts.lxcShares()).extracting(LxcShare::kind).containsExactly("sharenet", "shareuts");
        assertThat(parts.lxcShares().getFirst().value()).contains("red");
        Passthrough more = parts.withAddedCapabilities(List.of("x", "z"));
        assertThat(more.addedCapabilities()).containsExactly("x", "z");
        assertThat(more.withAddedCapabilities(List.of())
                        .withRemovedCapabilities(List.of())
                        .xml()
                        .toXml())
                .doesNotContain("capabilit");
        assertThat(Domain.parse("<domain type='qemu'/>")
                        .withPassthrough(p -> p.withRemovedCapabilities(List.of("blockdev")))
                        .xml()
                        .toXml())
                .contains("<qemu:del capability='blockdev'/>");
    }

    /** Seen with libvirt 9.0.0; it refuses disks of other names that have neither bus nor address. */
    @ParameterizedTest
    @CsvSource({
        "vda, virtio",
        "sdab, scsi",
        "hdc, ide",
        "fda, fdc",
        "xvda, xen",
        "ubda, uml",
        "nvme0n1,",
        "mmcblk0,",
        "v,"
    })
    void theBusOfADiskIsThatOfItsName(String target, @Nullable String bus) {
        Disk disk = new Disk(Element.parse("<disk><target dev='" + target + "'/></disk>"));
        assertThat(disk.effectiveBus()).isEqualTo(Optional.ofNullable(bus));
    }

    /** How libvirt reads a number is decided by its place. */
    @ParameterizedTest
    @CsvSource({
        "vcpu, <domain><vcpu>012</vcpu></domain>, 12",
        "slot, <address type='pci' bus='0' slot='012'/>, 10",
        "bus, <address type='pci' bus='010' slot='1'/>, 8",
        "bus, <address type='drive' bus='010'/>, 10",
        "unit, <address type='drive' unit='010'/>, 10",
        "iobase, <address type='isa' iobase='3f8'/>, 1016",
        "iobase, <address type='isa' iobase='0x3f8'/>, 1016",
        "devno, <address type='ccw' devno='011'/>, 9"
    })
    void theBaseOfANumberIsThatOfItsPlace(String name, String xml, int value) {
        Element e = Element.parse(xml);
        Leaf place = name.equals("vcpu") ? Leaf.text(e, name) : Leaf.attribute(e, name);
        assertThat(place.integer()).contains(value);
        assertThat(place.put(value)).isSameAs(e);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "08x", "0x", "1.5", "1e3", "+1", "--1", "0x-1", "2147483648", "99999999999999999999"})
    void aValueThatCannotBeReadThrowsOnlyWhenAskedFor(String text) {
        Domain domain = Domain.parse("<domain type='kvm'>\n<name>web-1</name><devices>\n<disk><driver queues='" + text
                + "' iothread='1'/></disk></devices></domain>");
        Disk disk = domain.devices(Disk.class).get(0);
        assertThat(disk.driver().ioThread()).contains(1);
        assertThatThrownBy(() -> disk.driver().queues())
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(
                        "Attribute queues of <driver>, line 3 of <domain> 'web-1', is '" + text + "', which is ")
                .hasMessageEndingWith(text.matches("[0-9]{10,}") ? "too large" : "not a whole number");
        assertThat(disk.withDriver(d -> d.withQueues(4)).driver().queues()).contains(4);
    }

    @Test
    void otherValuesThatCannotBeReadHaveTheirOwnMessages() {
        Domain domain = Domain.parse("<domain><name> </name><uuid>12</uuid><memory unit='stone'>1</memory>"
                + "<maxMemory slots='many'>18446744073709551615</maxMemory><vcpu cpuset='3-1'>2</vcpu></domain>");
        assertThatThrownBy(domain::type)
                .hasMessageContaining("Attribute type of <domain>")
                .hasMessageContaining("missing");
        assertThatThrownBy(domain::uuid).hasMessageContaining("'12', which is not a UUID");
        assertThatThrownBy(domain::memory)
                .hasMessageContaining("The text of <memory> in <domain>")
                .hasMessageContaining("has the unit 'stone', which libvirt does not know");
        assertThatThrownBy(domain::maxMemory)
                .hasMessageContaining("<maxMemory>")
                .hasMessageContaining("18446744073709551615");
        assertThatThrownBy(() -> domain.tuning().vcpuSet()).hasMessageContaining("not a set of numbers");
        assertThatThrownBy(() -> Network.parse("<domain/>"))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage("Expected <network>, not <domain>, line 1 of <domain>");
    }

    @Test
    void uuidsMayLackTheirHyphens() {
        Element e = Element.of("d").plus(Element.of("uuid").withText("C7A5FDBDEDAF9455926AD65C16DB1809"));
        assertThat(Leaf.text(e, "uuid").uuid()).contains(UUID.fromString("c7a5fdbd-edaf-9455-926a-d65c16db1809"));
    }

    @Test
    void valuesKeepTheirSpellingWhenPutBack() {
        Element e = Element.parse("<d><memory unit='mib'>0x10</memory><cpus>0,1,2</cpus></d>");
        assertThat(Leaf.text(e, "memory").putSize(new Size(16, "mib"), "KiB")).isSameAs(e);
        assertThat(Leaf.text(e, "cpus").put(NumberSet.of(0, 1, 2))).isSameAs(e);
        assertThat(Leaf.text(e, "memory").putSize(Size.gib(1), "KiB").child("memory"))
                .contains(Element.parse("<memory unit='GiB'>1</memory>"));
        assertThat(Leaf.text(e, "memory").putSize(null, "KiB").has("memory")).isFalse();
    }

    @Test
    void aDeviceOfAnUnknownKindIsKept() {
        Device gadget = Device.parse("<gadget frobs='2'><alias name='ua-g'/></gadget>");
        assertThat(gadget).isInstanceOf(OtherDevice.class);
        assertThat(gadget.alias()).contains("ua-g");
        assertThat(Device.parse("<x:disk xmlns:x='urn:x'/>")).isInstanceOf(OtherDevice.class);
    }

    @Test
    void aBackingChainIsAList() {
        Disk disk = (Disk)
                Device.parse(
                        "<disk><backingStore type='file' index='1'><format type='qcow2'/><source file='/b'/>"
                                + "<backingStore type='block' index='2'><source dev='/c'/><backingStore/></backingStore></backingStore></disk>");
        assertThat(disk.backingChain()).extracting(b -> b.index().orElseThrow()).containsExactly(1, 2);
        assertThat(disk.backingChain())
                .extracting(b -> b.source().localPath().orElseThrow())
                .isEqualTo(List.of("/b", "/c"));
    }
}
