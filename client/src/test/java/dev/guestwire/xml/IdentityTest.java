package dev.guestwire.xml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestwire.xml.device.Device;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.device.HostDevice;
import dev.guestwire.xml.device.NetworkInterface;
import dev.guestwire.xml.domain.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
    /** What is given to detach, what the guest has, and whether libvirt would take it. */
    private static final String TABLE = """
            <disk><target dev='vda'/></disk> | <disk type='file'><source file='/a'/><target dev='vda' bus='virtio'/></disk> | true
            <disk><target dev='vda' bus='scsi'/></disk> | <disk><target dev='vda' bus='virtio'/></disk> | true
            <disk><target dev='vda'/></disk> | <disk><target dev='vdb'/></disk> | false
            <disk><source file='/a'/></disk> | <disk><source file='/a'/></disk> | false
            <interface type='user'><mac address='52:54:00:AA:bb:cc'/></interface> | <interface type='network'><mac address='52:54:00:aa:BB:CC'/></interface> | true
            <interface type='user'><mac address='52:54:00:00:00:01'/></interface> | <interface type='user'><mac address='52:54:00:00:00:02'/></interface> | false
            <interface type='user'/> | <interface type='user'><mac address='52:54:00:00:00:02'/></interface> | true
            <interface type='user'><mac address='52:54:00:00:00:01' type='generated'/></interface> | <interface type='user'><mac address='52:54:00:00:00:02'/></interface> | true
            <interface><address type='pci' domain='0' bus='0' slot='3' function='0'/></interface> | <interface><address type='pci' domain='0x0000' bus='0x00' slot='0x03' function='0x0' multifunction='on'/></interface> | true
            <interface><address type='pci' bus='0' slot='4'/></interface> | <interface><address type='pci' bus='0' slot='3'/></interface> | false
            <interface><alias name='net0'/></interface> | <interface><alias name='net1'/></interface> | false
            <interface><alias name='net0'/></interface> | <interface/> | true
            <hostdev mode='subsystem' type='pci'><source><address domain='0' bus='6' slot='0x12' function='5'/></source></hostdev> | <hostdev mode='subsystem' type='pci' managed='yes'><source><address domain='0x0000' bus='0x06' slot='0x12' function='0x5'/></source><address type='pci' bus='1' slot='0'/></hostdev> | true
            <hostdev mode='subsystem' type='pci'><source><address bus='6' slot='0x12'/></source></hostdev> | <hostdev mode='subsystem' type='pci'><source><address bus='0x06' slot='0x12' function='0x5'/></source></hostdev> | false
            <hostdev mode='subsystem' type='mdev' model='vfio-pci'><source><address uuid='53764D0E-85A0-42B4-AF5C-2046B460B1DC'/></source></hostdev> | <hostdev mode='subsystem' type='mdev' model='vfio-pci'><source><address uuid='53764d0e-85a0-42b4-af5c-2046b460b1dc'/></source></hostdev> | true
            <hostdev mode='subsystem' type='usb'><source><vendor id='0x0781'/><product id='0x5151'/></source></hostdev> | <hostdev mode='subsystem' type='usb'><source><vendor id='0x781'/><product id='0x5151'/><address bus='1' device='2'/></source></hostdev> | true
            <hostdev mode='subsystem' type='usb'><source><address bus='1' device='3'/></source></hostdev> | <hostdev mode='subsystem' type='usb'><source><vendor id='0x781'/><address bus='1' device='2'/></source></hostdev> | false
            <hostdev mode='subsystem' type='scsi'><source><adapter name='scsi_host0'/><address bus='0' target='0' unit='1'/></source></hostdev> | <hostdev mode='subsystem' type='scsi'><source><adapter name='scsi_host0'/><address bus='0' target='0' unit='2'/></source></hostdev> | false
            <hostdev mode='subsystem' type='scsi_host'><source protocol='vhost' wwpn='naa.1'/></hostdev> | <hostdev mode='subsystem' type='scsi_host'><source protocol='vhost' wwpn='naa.1'/></hostdev> | true
            <hostdev mode='capabilities' type='misc'><source><char>/dev/a</char></source></hostdev> | <hostdev mode='capabilities' type='misc'><source><char>/dev/b</char></source></hostdev> | false
            <channel type='unix'><target type='virtio' name='a'/></channel> | <channel type='unix'><target type='virtio' name='a' state='connected'/><address type='virtio-serial' port='1'/></channel> | true
            <channel type='unix'><target type='virtio' name='a'/></channel> | <channel type='unix'><target type='virtio' name='b'/></channel> | false
            <serial type='pty'><target port='0'/></serial> | <console type='pty'><target port='0'/></console> | false
            <serial type='file'><source path='/a'/><target port='0'/></serial> | <serial type='file'><source path='/b'/><target port='0'/></serial> | false
            <controller type='scsi' index='0'/> | <controller type='scsi' index='0' model='virtio-scsi'/> | true
            <controller type='scsi' index='1'/> | <controller type='scsi' index='0'/> | false
            <rng model='virtio'><backend model='random'/></rng> | <rng model='virtio'><backend model='random'>/dev/random</backend></rng> | true
            <rng model='virtio'><backend model='random'/></rng> | <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng> | false
            <rng model='virtio'><backend model='random'>/dev/hwrng</backend></rng> | <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng> | false
            <rng model='virtio'><rate bytes='1'/><backend model='builtin'/></rng> | <rng model='virtio'><rate bytes='1' period='1000'/><backend model='builtin'/></rng> | true
            <memory model='dimm'><target><size unit='MiB'>512</size><node>0</node></target></memory> | <memory model='dimm'><target><size unit='KiB'>524288</size><node>0</node></target><address type='dimm' slot='0'/></memory> | true
            <memory model='dimm'><target><size>1</size></target><address type='dimm' slot='1'/></memory> | <memory model='dimm'><target><size>1</size></target><address type='dimm' slot='0'/></memory> | false
            <input type='tablet'/> | <input type='tablet' bus='usb'/> | true
            <input type='mouse'/> | <input type='mouse' bus='usb'/> | false
            <redirdev bus='usb' type='spicevmc'/> | <redirdev bus='usb' type='spicevmc'><address type='usb' bus='0' port='2'/></redirdev> | true
            <filesystem><target dir='share'/></filesystem> | <filesystem type='mount'><source dir='/x'/><target dir='share'/></filesystem> | true
            <watchdog model='i6300esb'/> | <watchdog model='i6300esb' action='reset'/> | true
            <watchdog model='i6300esb' action='pause'/> | <watchdog model='i6300esb' action='reset'/> | false
            <vsock model='virtio'><cid auto='no' address='3'/></vsock> | <vsock model='virtio'><cid auto='no' address='3'/></vsock> | true
            <vsock model='virtio'><cid auto='no'/></vsock> | <vsock model='virtio'><cid auto='no' address='3'/></vsock> | true
            <vsock model='virtio'><cid auto='yes'/></vsock> | <vsock model='virtio'><cid auto='no' address='3'/></vsock> | false
            <filesystem><alias name='fs0'/></filesystem> | <filesystem><target dir='share'/><alias name='fs0'/></filesystem> | true
            <serial type='tcp'><source mode='bind' host='h' service='1'/><protocol type='telnet'/></serial> | <serial type='tcp'><source mode='bind' host='h' service='1'/><protocol type='raw'/></serial> | false
            <serial type='tcp'><source mode='bind' host='h' service='1'/></serial> | <serial type='tcp'><source mode='bind' host='h' service='1'/><protocol type='raw'/></serial> | true
            <hostdev mode='subsystem' type='usb'><source><vendor id='1'/><product id='2'/><address bus='0' device='0'/></source></hostdev> | <hostdev mode='subsystem' type='usb'><source><vendor id='1'/><product id='2'/><address bus='1' device='2'/></source></hostdev> | true
            <sound model='ich6'><codec type='micro'/></sound> | <sound model='ich6'><codec type='duplex'/></sound> | false
            <lease><lockspace>a</lockspace><key>k</key></lease> | <lease><lockspace>a</lockspace><key>k</key><target path='/p'/></lease> | true
            <lease><key>k</key></lease> | <lease><lockspace>a</lockspace><key>k</key></lease> | false
            <shmem name='a'><model type='ivshmem-plain'/><size unit='M'>4</size></shmem> | <shmem name='a'><model type='ivshmem-plain'/><size unit='KiB'>4096</size></shmem> | true
            <graphics type='vnc'/> | <graphics type='vnc' port='5900'/> | true
            <tpm model='tpm-crb'/> | <tpm model='tpm-tis'/> | false
            <tpm/> | <tpm model='tpm-tis'/> | true
            <iommu model='intel'/> | <iommu model='intel'><driver intremap='on'/></iommu> | true
            <iommu model='smmuv3'><driver pciBus='1'/></iommu> | <iommu model='smmuv3'><driver pciBus='2'/></iommu> | false
            <hostdev mode='subsystem' type='usb'><source><address bus='1' port='2.1'/></source></hostdev> | <hostdev mode='subsystem' type='usb'><source><address bus='1' port='2.1'/></source></hostdev> | true
            <hostdev mode='subsystem' type='usb'><source><address bus='1' port='2.1'/></source></hostdev> | <hostdev mode='subsystem' type='usb'><source><address bus='1' port='2.2'/></source></hostdev> | false
            <hostdev mode='subsystem' type='usb'><source><address bus='1' port='2.1'/></source></hostdev> | <hostdev mode='subsystem' type='usb'><source><vendor id='1'/><product id='2'/></source></hostdev> | false
            <hostdev mode='subsystem' type='usb'><source/></hostdev> | <hostdev mode='subsystem' type='usb'><source/></hostdev> | false
            <hub type='usb'/> | <hub type='usb'><alias name='hub0'/></hub> | true
            <gadget a='1'/> | <gadget a='1'><address type='pci' slot='1'/></gadget> | true
            <gadget a='1'/> | <gadget a='2'/> | false
            """;

    @ParameterizedTest(quoteTextArguments = false)
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void aDescriptionSelectsWhatLibvirtWouldTake(String pattern, String existing, boolean taken) {
        assertThat(Device.parse(pattern).selects(Device.parse(existing))).isEqualTo(taken);
    }

    @Test
    void everyDeviceOfEveryDocumentSelectsItself() throws Exception {
        List<Device> unselected = new ArrayList<>();
        for (Element document : Samples.allDocuments()) {
            if (document.name().equals("domain")) {
                Domain domain = new Domain(document);
                for (Device device : domain.devices()) {
                    if (!isRefused(device) && !domain.selectedBy(device).contains(device)) {
                        unselected.add(device);
                    }
                }
            }
        }
        assertThat(unselected).isEmpty();
    }

    /** Some of libvirt's samples are there to be refused: nothing in them tells such a device from others. */
    private static boolean isRefused(Device device) {
        return switch (device) {
            case Disk disk -> disk.target().isEmpty();
            case HostDevice host ->
                host.type().equals(Optional.of("mdev"))
                        && host.source().mdevUuid().isEmpty();
            default -> false;
        };
    }

    @ParameterizedTest(quoteTextArguments = false)
    @CsvSource(delimiter = '|', textBlock = """
            <interface type='bridge'><mac address='aa:00:00:00:00:01'/><source bridge='br0'/></interface> | <interface type='bridge'><mac address='AA:00:00:00:00:01'/><source bridge='br0'/><target dev='vnet3'/><alias name='net0'/></interface> | true
            <interface type='bridge'><mac address='aa:00:00:00:00:01'/><target dev='tap1'/></interface> | <interface type='bridge'><mac address='aa:00:00:00:00:01'/><target dev='tap2'/></interface> | false
            <interface type='bridge'><mac address='aa:00:00:00:00:01'/></interface> | <interface type='network'><mac address='aa:00:00:00:00:01'/></interface> | false
            <interface type='vhostuser'><mac address='aa:00:00:00:00:01'/><source path='/a'/></interface> | <interface type='vhostuser'><mac address='aa:00:00:00:00:01'/><source path='/b'/></interface> | false
            """)
    void cardsWithOneMacAreToldApart(String one, String other, boolean same) {
        assertThat(Device.parse(one).sameDevice(Device.parse(other))).isEqualTo(same);
        assertThat(Device.parse(other).sameDevice(Device.parse(one))).isEqualTo(same);
    }

    @Test
    void devicesAreFoundByWhatPeopleCallThem() {
        Domain domain = BuildingTest.everything()
                .withDevice(Device.parse("<hub type='usb'><alias name='it&apos;s \"]'/>"
                        + "<address type='pci' domain='0' bus='00' slot='0x0a' function='0'/></hub>"));
        assertThat(domain.findDisk("/dev/sdb").orElseThrow().target()).contains("sda");
        assertThat(domain.findDisk("sdb").orElseThrow().device()).isEqualTo("cdrom");
        assertThat(domain.findInterface("52:54:00:11:22:33")).isPresent();
        assertThat(domain.findHostDevice(PciAddress.parse("06:12.5"))).isPresent();
        assertThat(domain.findMediated(new UUID(3, 4))).isPresent();
        assertThat(domain.findByAddress(new PciAddress(0, 0, 10, 0))
                        .orElseThrow()
                        .kind())
                .isEqualTo("hub");
        assertThat(domain.findByAlias("it's \"]")).isPresent();
        assertThat(domain.findByAlias("none")).isEmpty();
        assertThat(domain.selectedBy(Device.parse("<interface type='user'/>"))).hasSize(3);
    }

    private static final String SOURCES = """
            <domain><devices>
              <disk type='block'><source dev='/dev/vg/a'/><target dev='vda'/></disk>
              <disk type='network'><source protocol='rbd' name='pool/image'/><target dev='vdb'/></disk>
              <disk type='volume'><source pool='images' volume='web'/><target dev='vdc'/></disk>
              <disk type='file'><source file='vda'/><target dev='vdd'/></disk>
              <interface type='bridge'><mac address='52:54:00:00:00:01'/><source bridge='br0'/><target dev='vnet3'/></interface>
              <interface type='user'><mac address='52:54:00:00:00:02'/></interface>
              <interface type='vhostuser'><mac address='52:54:00:00:00:03'/><source type='unix' path='/s' mode='client'/>
                <target dev='vhu9'/></interface>
            </devices></domain>
            """;

    @ParameterizedTest
    @CsvSource({
        "vda, vda",
        "/dev/vg/a, vda",
        "pool/image, vdb",
        "images/web, vdc",
        "images, ",
        "/dev/vg, ",
        "it's ']/.., "
    })
    void disksAreFoundByTargetOrAnySource(String name, @Nullable String target) {
        assertThat(Domain.parse(SOURCES).findDisk(name).flatMap(Disk::target)).isEqualTo(Optional.ofNullable(target));
    }

    @Test
    void generatedCardsAreFound() {
        Domain domain = Domain.parse(SOURCES);
        assertThat(domain.interfaceTargets()).containsExactly("vnet3", "vhu9");
        NetworkInterface bridged = NetworkInterface.bridge("br0").withMac("52:54:00:00:00:01");
        NetworkInterface found = domain.findSame(bridged).orElseThrow();
        assertThat(found.target()).contains("vnet3");
        assertThat(bridged.sameDevice(found)).isTrue();
        assertThat(found.sameDevice(bridged)).as("the other way round").isTrue();
        assertThat(domain.findSame(NetworkInterface.user().withMac("52:54:00:00:00:01")))
                .as("of another type")
                .isEmpty();
        assertThat(domain.findSame(bridged.withMac("52:54:00:00:00:99"))).isEmpty();
        NetworkInterface vhost = domain.findInterface("52:54:00:00:00:03").orElseThrow();
        assertThat(domain.findSame(vhost.withTarget("other")))
                .as("whatever its target")
                .contains(vhost);
        assertThat(domain.findSame(vhost.withSource(source -> source.withPath("/t"))))
                .isEmpty();
    }
}
