package dev.guestwire.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestwire.xml.device.CharDevice;
import dev.guestwire.xml.device.Controller;
import dev.guestwire.xml.device.Disk;
import dev.guestwire.xml.device.Filesystem;
import dev.guestwire.xml.device.Graphics;
import dev.guestwire.xml.device.HostDevice;
import dev.guestwire.xml.device.Input;
import dev.guestwire.xml.device.NetworkInterface;
import dev.guestwire.xml.device.Rng;
import dev.guestwire.xml.device.Tpm;
import dev.guestwire.xml.device.Video;
import dev.guestwire.xml.domain.Domain;
import dev.guestwire.xml.nova.NovaInstance;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BuildingTest {
    static Domain web() {
        // tag::domain[]
        return Domain.of("kvm", "web-1", Size.gib(4), 2)
                .withOs(os -> os.withMachine("q35").withBootDevices(List.of("hd")))
                .withCpu(cpu -> cpu.withMode("host-model"))
                .withDevice(Disk.file("/images/web-1.qcow2", "qcow2").withTarget("vda", Disk.Bus.VIRTIO))
                .withDevice(NetworkInterface.network("default").withModel("virtio"))
                .withDevice(CharDevice.console())
                .withDevice(CharDevice.agentChannel());
        // end::domain[]
    }

    @Test
    void aBootableGuestTakesAFewLines() {
        assertThat(web().xml().toPrettyXml()).isEqualTo("""
                <domain type='kvm'>
                  <name>web-1</name>
                  <memory unit='GiB'>4</memory>
                  <vcpu>2</vcpu>
                  <os>
                    <type machine='q35'>hvm</type>
                    <boot dev='hd'/>
                  </os>
                  <features>
                    <acpi/>
                    <apic/>
                  </features>
                  <clock offset='utc'/>
                  <cpu mode='host-model'/>
                  <devices>
                    <disk type='file' device='disk'>
                      <driver name='qemu' type='qcow2'/>
                      <source file='/images/web-1.qcow2'/>
                      <target dev='vda' bus='virtio'/>
                    </disk>
                    <interface type='network'>
                      <source network='default'/>
                      <model type='virtio'/>
                    </interface>
                    <console type='pty'>
                      <target type='serial' port='0'/>
                    </console>
                    <channel type='unix'>
                      <target type='virtio' name='org.qemu.guest_agent.0'/>
                    </channel>
                  </devices>
                </domain>
                """);
    }

    /** What every factory makes, in one guest; real daemons are given this to define and validate. */
    static Domain everything() {
        return web().withUuid(UUID.fromString("6695eb01-f6a4-4304-89aa-97f2502e193f"))
                .withTitle("Everything")
                .withCurrentMemory(Size.mib(2048))
                .withLifecycle(l -> l.withOnReboot("restart").withOnCrash("destroy"))
                .withTuning(t -> t.withCpu(c -> c.withShares(2048L)).withMemory(m -> m.withHardLimit(Size.gib(8))))
                .withCpu(c -> c.withTopology(1, 2, 1))
                .withDevice(Controller.of("scsi", "virtio-scsi").withIndex(0))
                .withDevice(Disk.block("/dev/sdb")
                        .withTarget("sda", Disk.Bus.SCSI)
                        .withIoTune(i -> i.withLimit("total_iops_sec", 100L)))
                .withDevice(Disk.cdrom("/images/install.iso").withTarget("sdb", Disk.Bus.SATA))
                .withDevice(NetworkInterface.bridge("br0")
                        .withMac("52:54:00:11:22:33")
                        .withVlan(v -> v.withTrunk(null)))
                .withDevice(NetworkInterface.user().withModel("e1000"))
                .withDevice(HostDevice.pci(PciAddress.parse("0000:06:12.5")))
                .withDevice(HostDevice.mediated(new UUID(3, 4), "vfio-pci"))
                .withDevice(Filesystem.virtiofs("/srv/share", "share"))
                .withTuning(
                        t -> t.withMemoryBacking(m -> m.withSourceType("memfd").withAccessMode("shared")))
                .withDevice(Graphics.vnc("127.0.0.1"))
                .withDevice(Video.of("virtio"))
                .withDevice(Input.of("tablet", "usb"))
                .withDevice(Rng.random("/dev/urandom"))
                .withDevice(Tpm.emulated())
                .withMetadata(m -> m.with(NovaInstance.named("web-1").xml()));
    }

    @Test
    void whatFactoriesMakeReadsBackTheSame() {
        Domain everything = everything();
        assertThat(Domain.parse(everything.xml().toXml())).isEqualTo(everything);
        assertThat(everything.devices()).hasSize(17);
        assertThat(everything.devices(Disk.class))
                .extracting(d -> d.target().orElseThrow())
                .containsExactly("vda", "sda", "sdb");
        assertThat(everything.memory().orElseThrow().bytes()).isEqualTo(4L << 30);
    }

    /** Libvirt's validation refuses a document in which one of these groups is torn apart. */
    @Test
    void whatTheSchemaWantsTogetherStaysTogether() {
        Domain domain =
                everything().withLifecycle(l -> l.withOnPowerOff("destroy").withGenerationId(new UUID(5, 6)));
        String names = String.join(
                " ", domain.xml().children().stream().map(Element::name).toList());
        assertThat(names).startsWith("name uuid genid ").contains("on_reboot on_crash on_poweroff");
    }

    @Test
    void devicesAreAddedChangedAndRemoved() {
        Domain web = web();
        Disk disk = web.findDisk("vda").orElseThrow();
        Disk faster = disk.withDriver(d -> d.withCache("none").withIo("native"));
        assertThat(web.replace(disk, faster).findDisk("/images/web-1.qcow2")).contains(faster);
        assertThat(web.without(disk).devices(Disk.class)).isEmpty();
        assertThat(web.mapDevices(d -> d.withAlias("ua-" + d.kind())).findByAlias("ua-console"))
                .isPresent();
        assertThat(web.mapDevices(d -> d)).isEqualTo(web);
        assertThat(disk.withDriver(d -> d.withName(null).withType(null)).xml().has("driver"))
                .isFalse();
    }

    @Test
    void metadataIsOneElementPerNamespace() {
        Element note = Element.of("urn:note", "n", "note").withText("one");
        Domain noted = web().withMetadata(m -> m.with(note)).withMetadata(m -> m.with(note.withText("two")));
        assertThat(noted.metadata().elements()).containsExactly(note.withText("two"));
        assertThat(noted.metadata().element("urn:note").orElseThrow().text()).isEqualTo("two");
        assertThat(noted.withMetadata(m -> m.without("urn:note"))).isEqualTo(web());
        assertThatThrownBy(() -> noted.metadata().with(Element.of("bare"))).hasMessageContaining("bare");
    }

    @Test
    void novasMetadataIsReadAndWritten() {
        NovaInstance instance = NovaInstance.named("web")
                .withPackageVersion("26.2.2")
                .withCreationTime(Instant.parse("2024-01-02T03:04:05Z"))
                .withFlavor(f -> f.withName("m1.small").withMemoryMib(2048).withVcpus(1))
                .withUserName("admin")
                .withUserId("u1");
        Domain made = web().withMetadata(m -> m.with(instance.xml()));
        NovaInstance read = NovaInstance.of(Domain.parse(made.xml().toXml())).orElseThrow();
        assertThat(read).isEqualTo(instance);
        assertThat(read.creationTime()).contains(Instant.parse("2024-01-02T03:04:05Z"));
        assertThat(read.flavor().memoryMib()).contains(2048);
        assertThat(made.xml().toXml())
                .contains(
                        "<nova:instance xmlns:nova='http://openstack.org/xmlns/libvirt/nova/1.1'><nova:name>web</nova:name>")
                .contains("<nova:creationTime>2024-01-02 03:04:05</nova:creationTime>");
        assertThat(NovaInstance.of(web())).isEmpty();
    }

    @Test
    void qemusCommandLineIsFoundByItsNamespace() {
        Domain d = web().withPassthrough(p -> p.withQemu(q -> q.plus("-foo", "bar")));
        assertThat(d.xml().toXml()).contains("<qemu:arg value='-foo'/><qemu:arg value='bar'/>");
        Domain other = Domain.parse("<domain type='kvm' xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'>"
                + "<q:commandline><q:arg value='-x'/></q:commandline></domain>");
        assertThat(other.passthrough().qemu().arguments())
                .extracting(a -> a.value().orElseThrow())
                .containsExactly("-x");
        assertThat(other.withPassthrough(p -> p)).isEqualTo(other);
    }
}
