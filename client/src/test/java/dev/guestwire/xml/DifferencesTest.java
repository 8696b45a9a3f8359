package dev.guestwire.xml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.device.NetworkInterface;
import dev.guestwire.xml.domain.Domain;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    @Test
    void changesAreSaidInWords() {
        Domain before = BuildingTest.web();
        Domain after = before.withMemory(Size.gib(8))
                .withTitle("Web")
                .withVcpus(null)
                .mapDevices(d -> d instanceof Disk disk ? disk.withDriver(x -> x.withCache("none")) : d)
                .withDevice(NetworkInterface.bridge("br0").withMac("52:54:00:00:00:01"));
        assertThat(Differences.between(before, after))
                .containsExactlyInAnyOrder(
                        "domain/memory: '4' became '8'",
                        "domain/title: added <title>Web</title>",
                        "domain/vcpu: removed <vcpu>2</vcpu>",
                        "domain/devices/disk/driver/@cache: added 'none'",
                        "domain/devices/interface[52:54:00:00:00:01]: added <interface type='bridge'>"
                                + "<source bridge='br0'/><mac address='52:54:00:00:00:01'/></interface>");
    }

    @Test
    void repeatedPartsAreToldApartByTheirNames() {
        Domain before = BuildingTest.everything();
        Domain after = before.mapDevices(d ->
                d instanceof Disk disk && disk.target().filter("sda"::equals).isPresent()
                        ? disk.withSource(s -> s.withDevice("/dev/sdc"))
                        : d);
        assertThat(Differences.between(before, after))
                .containsExactly("domain/devices/disk[sda]/source/@dev: '/dev/sdb' became '/dev/sdc'");
    }

    @Test
    void whatDoesNotCountIsNotSaidAndSecretsAreNotShown() {
        Element a = Element.parse("<g x='1' y='2'><!-- c --><b/><c/></g>");
        assertThat(Differences.between(a, Element.parse("<g y='2' x='1'><c/><b/></g>")))
                .isEmpty();
        Device open = Device.parse("<graphics type='vnc' passwd='old'/>");
        assertThat(Differences.between(open, Device.parse("<graphics type='vnc' passwd='new'/>")))
                .containsExactly("graphics/@passwd: *** became ***");
        assertThat(Differences.between(Element.of("a"), Element.of("b"))).containsExactly("<a> became <b>");
        assertThat(Differences.between(
                        Element.parse("<o><boot dev='hd'/><boot dev='cdrom'/></o>"),
                        Element.parse("<o><boot dev='cdrom'/><boot dev='hd'/></o>")))
                .containsExactly("o: the order changed");
    }

    @Test
    void thereAreDifferencesExactlyWhereDocumentsDiffer() {
        Random random = new Random(11);
        for (int i = 0; i < 2000; i++) {
            Element one = RandomElements.element(random, 3);
            assertThat(Differences.between(one, Element.parse(one.toPrettyXml())))
                    .isEmpty();
            Element changed = RandomElements.changed(one, random);
            assertThat(Differences.between(one, changed))
                    .as("%s and %s", one, changed)
                    .isNotEmpty();
        }
    }
}
